"""How a meeting recurs, as people say it; becomes a rule of RFC 5545."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.core.day_field import DayField

CODES = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
WEEKDAYS = (
    ("SU", _("Sun")), ("MO", _("Mon")), ("TU", _("Tue")), ("WE", _("Wed")), ("TH", _("Thu")), ("FR", _("Fri")), ("SA", _("Sat")),
)  # fmt: skip
REPEATS = (
    ("", _("Once")),
    ("daily", _("Every day")),
    ("weekly", _("Every week")),
    ("monthly", _("Every month on this date")),
    ("monthly-weekday", _("Every month on this weekday")),
    ("yearly", _("Every year")),
)
LAST_WEEK = 4
MOST = 400


class RecurrenceFields(forms.Form):
    repeats = forms.ChoiceField(label=_("Recurrence"), choices=REPEATS, required=False)
    every = forms.IntegerField(
        label=_("Every how many"),
        min_value=1,
        max_value=99,
        required=False,
        initial=1,
        help_text=_("2: every second one"),
    )
    weekdays = forms.MultipleChoiceField(
        label=_("On the days"), choices=WEEKDAYS, required=False, widget=forms.CheckboxSelectMultiple
    )
    until = DayField(label=_("Until"), required=False)
    count = forms.IntegerField(label=_("Or so many times"), min_value=1, max_value=MOST, required=False)


def rule_of(values: dict[str, Any]) -> str:
    """The rule without its start; empty: it does not recur."""
    repeats, start = values.get("repeats") or "", values.get("starts_at")
    if not repeats or not start:
        return ""
    local = timezone.localtime(start)
    parts = [f"FREQ={repeats.split('-')[0].upper()}", *turns(repeats, values.get("weekdays") or [], local)]
    if (values.get("every") or 1) > 1:
        parts.append(f"INTERVAL={values['every']}")
    return ";".join([*parts, *end(values.get("until"), values.get("count"), local)])


def turns(repeats: str, weekdays: list[str], local: datetime) -> list[str]:
    code = CODES[(local.weekday() + 1) % len(CODES)]
    if repeats == "weekly":
        return ["BYDAY=" + ",".join(weekdays or [code])]
    if repeats == "monthly-weekday":
        week = (local.day - 1) // 7
        return [f"BYDAY={-1 if week == LAST_WEEK else week + 1}{code}"]
    return []


def end(until: date | None, count: int | None, local: datetime) -> list[str]:
    if count:
        return [f"COUNT={count}"]
    if not until:
        return []
    last = timezone.make_aware(datetime.combine(until, local.time().replace(tzinfo=None)))
    return [f"UNTIL={max(last, local).astimezone(timezone.get_fixed_timezone(0)):%Y%m%dT%H%M%SZ}"]
