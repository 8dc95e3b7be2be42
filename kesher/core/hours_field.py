"""Opening hours as a field: for each weekday, Sunday first, a few pairs of times."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core import opening_hours

FEWEST_SHOWN = 2


class HoursInput(forms.Widget):
    """Reads inputs named <field>-<day>-<place>-<start|end>; the template hours.html draws them."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> opening_hours.Hours:  # noqa: ARG002
        return {str(day): self.ranges(data, f"{name}-{day}") for day in range(7)}

    def ranges(self, data: Any, prefix: str) -> list[list[str]]:
        pairs = [
            [opening_hours.typed(data.get(f"{prefix}-{place}-{edge}", "")) for edge in ("start", "end")]
            for place in range(opening_hours.MOST)
        ]
        return [[start, "24:00" if end == "00:00" else end] for start, end in pairs if start or end]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ARG002
        return f"{name}-0-0-start" not in data


class HoursField(forms.Field):
    widget = HoursInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"label": _("Opening hours"), "required": False, **options})

    def days(self, value: opening_hours.Hours | None) -> list[dict[str, Any]]:
        """What the template draws: each day with its ranges and at least one empty pair."""
        hours = value or {}
        return [
            {"number": day, "label": label, "ranges": padded(hours.get(str(day), []))}
            for day, label in enumerate(opening_hours.DAYS)
        ]


def padded(ranges: list[list[str]]) -> list[list[str]]:
    count = min(max(FEWEST_SHOWN, len(ranges) + 1), opening_hours.MOST)
    shown = [[start, "00:00" if end == "24:00" else end] for start, end in ranges]
    return shown + [["", ""]] * (count - len(shown))
