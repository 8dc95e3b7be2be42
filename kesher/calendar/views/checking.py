"""What is said while a meeting is typed: when it would be, what it collides with, and when everybody is free."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.calendar import offering, recurring, working
from kesher.calendar.forms.recurring import rule_of
from kesher.calendar.models import Meeting
from kesher.calendar.views import asking, naming, reaching
from kesher.calendar.views.meetings import form_of
from kesher.core.days import shown_moment
from kesher.core.pages import page

AHEAD, TURNS = timedelta(days=366), 100


@staff_may(Permission.DIARY_EDIT)
@require_POST
def check_meeting(request: StaffRequest) -> HttpResponse:
    """What the form would make: when, and what it collides with. Nothing is written."""
    pk = request.GET.get("meeting", "")
    found = reaching.meeting_of(request, asking.ids(pk)[0]) if asking.ids(pk) else None
    form = form_of(request, meeting=found)
    form.is_valid()
    values = form.cleaned_data
    shown: dict[str, Any] = {"when": "", "length": "", "recurs": "", "conflicts": [], "free_times": []}
    if all(isinstance(values.get(name), datetime) for name in ("starts_at", "ends_at")):
        shown |= foreseen(request, values, found)
    return page(request, "calendar/meeting_check.html", block="check", **shown)


def foreseen(request: StaffRequest, values: dict[str, Any], found: Meeting | None) -> dict[str, Any]:
    row = Meeting(
        **{name: values[name] for name in ("starts_at", "ends_at")},
        is_all_day=values.get("is_all_day", False),
    )
    rule = rule_of(values)
    if row.ends_at <= row.starts_at:
        return {"when": naming.when(row), "recurs": naming.recurs(rule) if rule else ""}
    collisions = reaching.collisions(request, {**values, "spans": spans(values, rule)}, meeting=found)
    is_movable = collisions and not rule and not row.is_all_day
    return {
        "when": naming.when(row),
        "length": "" if row.is_all_day else naming.length(row.starts_at, row.ends_at),
        "recurs": naming.recurs(rule) if rule else "",
        "conflicts": collisions,
        "free_times": free_times(request, values, found) if is_movable else [],
    }


def free_times(request: StaffRequest, values: dict[str, Any], found: Meeting | None) -> list[dict[str, Any]]:
    """In words, and as the form's fields are typed."""
    start = max(values["starts_at"], offering.next_quarter(timezone.now()))
    length = values["ends_at"] - values["starts_at"]
    times = offering.free_times(
        request.business, start=start, length=length, staff=values.get("staff", ()), resource=values.get("resource"),
        branch=values.get("branch"), besides=[found.pk] if found else [],
    )  # fmt: skip
    return [
        {"label": naming.when(Meeting(starts_at=opens, ends_at=closes)), "fills": typed(opens, closes)}
        for opens, closes in times
    ]


def typed(opens: datetime, closes: datetime) -> dict[str, str]:
    return {
        name: shown_moment(timezone.localtime(moment))
        for name, moment in (("starts_at", opens), ("ends_at", closes))
    }


def spans(values: dict[str, Any], rule: str) -> list[tuple[datetime, datetime]]:
    """The times of the next year, of a meeting that recurs."""
    start, length = values["starts_at"], values["ends_at"] - values["starts_at"]
    if not rule or recurring.problems(rule):
        return [(start, start + length)]
    until = (start + AHEAD).date()
    turns = recurring.turns(rule, starts_at=start, zone=working.zone(), until=until)[:TURNS]
    return [(turn, turn + length) for turn in turns] or [(start, start + length)]
