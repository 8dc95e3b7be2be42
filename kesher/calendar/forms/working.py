"""Working hours from a day on, and special days."""

from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.calendar.counting import SHIPPED_EVE
from kesher.core.day_field import DayField
from kesher.core.hours_field import HoursField
from kesher.core.opening_hours import typed
from kesher.core.owned_form import OwnedForm


class ClockField(forms.TimeField):
    """An hour of the day, typed as 9:30, 9.30, 0930 or 9."""

    def __init__(self, **options: Any) -> None:
        attrs = {
            "inputmode": "numeric",
            "dir": "ltr",
            "maxlength": 5,
            "autocomplete": "off",
            "placeholder": "00:00",
        }
        super().__init__(widget=forms.TimeInput(attrs=attrs, format="%H:%M"), **options)

    def to_python(self, value: Any) -> time | None:
        return super().to_python(typed(value) if isinstance(value, str) else value)


class HoursForm(OwnedForm):
    starts_on = DayField(label=_("Valid from"), help_text=_("What was counted before stays as it was"))
    hours = HoursField(label=_("Working hours"))
    keeps_holidays = forms.BooleanField(label=_("Closed on Israeli holidays"), required=False, initial=True)
    eve_ends_at = ClockField(
        label=_("On the eve of a holiday until"),
        required=False,
        initial=SHIPPED_EVE,
        help_text=_("Empty: like any other day"),
    )

    def details(self) -> dict[str, Any]:
        return {
            name: self.cleaned_data[name] for name in ("starts_on", "hours", "keeps_holidays", "eve_ends_at")
        }


class SpecialDayForm(OwnedForm):
    """A day, its name, and up to two stretches; none: closed."""

    day = DayField(label=_("Day"))
    name = forms.CharField(label=_("Name"), max_length=60)
    opens = ClockField(label=_("Open from"), required=False)
    closes = ClockField(label=_("Open until"), required=False)
    opens_again = ClockField(label=_("And again from"), required=False)
    closes_again = ClockField(label=_("Open until"), required=False)

    PAIRS = (("opens", "closes"), ("opens_again", "closes_again"))

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for opens, closes in self.PAIRS:
            if bool(values.get(opens)) != bool(values.get(closes)) and not {opens, closes} & set(self.errors):
                missing = closes if values.get(opens) else opens
                self.add_error(missing, _("Please enter both times, or none."))
        return values

    def details(self) -> dict[str, Any]:
        values = self.cleaned_data
        pairs = [(values.get(opens), values.get(closes)) for opens, closes in self.PAIRS]
        hours = [[written(opens), closing(closes)] for opens, closes in pairs if opens and closes]
        return {"day": values["day"], "name": values["name"], "hours": hours}


def written(clock: time) -> str:
    return f"{clock:%H:%M}"


def closing(clock: time) -> str:
    """Midnight ends the day."""
    return "24:00" if clock == time() else written(clock)


def initial_of(day: date, name: str, hours: Any) -> dict[str, Any]:
    """What the form shows of a day with these hours."""
    shown: dict[str, Any] = {"day": day, "name": name}
    for (opens, closes), (start, end) in zip(SpecialDayForm.PAIRS, hours, strict=False):
        shown |= {opens: start, closes: "00:00" if end == "24:00" else end}
    return shown
