"""What a time collides with.

1. A staff member who already has a meeting then, or is away then: a warning. Nothing is told of the other meeting but its hours,
   and of an absence nothing but that it is.
2. A room or another resource that is taken then: a refusal, since it cannot be in two places.
3. A cancelled or removed meeting takes nobody's time. Meetings that touch (one ends when the other begins) do not collide.
4. Outside the working hours: a warning; never for a whole day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Branch, Business, Staff
from kesher.calendar import working
from kesher.calendar.counting import Day
from kesher.calendar.models import Meeting, MeetingState, Resource
from kesher.core.days import shown_date, shown_moment, shown_time

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Conflict:
    code: str
    """staff-busy, room-taken, staff-away, outside-hours"""
    sentence: Any
    starts_at: datetime
    staff_id: int | None = None
    meeting_id: int | None = None
    is_refusal: bool = False


def conflicts(
    business: Business,
    *,
    spans: Sequence[Span],
    staff: Sequence[Staff] = (),
    resource: Resource | None = None,
    branch: Branch | None = None,
    is_all_day: bool = False,
    besides: Iterable[int] = (),
) -> list[Conflict]:
    """Of one time or of the many times of a series; `besides`: ids of the meetings themselves."""
    if not spans:
        return []
    return [
        *rooms_taken(business, spans=spans, resource=resource, besides=besides),
        *staff_busy(business, spans=spans, staff=staff, besides=besides),
        *staff_away(business, spans=spans, staff=staff),
        *closed(business, spans=spans, branch=branch, is_all_day=is_all_day),
    ]


def rooms_taken(
    business: Business, *, spans: Sequence[Span], resource: Resource | None, besides: Iterable[int] = ()
) -> list[Conflict]:
    """Rule 2."""
    if resource is None or not spans:
        return []
    rows = taking(business, spans).filter(resource=resource).exclude(pk__in=list(besides))
    found = [
        row
        for row in rows.only("starts_at", "ends_at", "is_all_day")
        if any(meets(row, span) for span in spans)
    ]
    return [
        Conflict(
            "room-taken",
            _("%(room)s is taken: %(hours)s.") % {"room": resource, "hours": hours(row)},
            row.starts_at,
            meeting_id=row.pk,
            is_refusal=True,
        )
        for row in found
    ]


def staff_busy(
    business: Business, *, spans: Sequence[Span], staff: Sequence[Staff], besides: Iterable[int] = ()
) -> list[Conflict]:
    """Rule 1."""
    people = {one.pk: one for one in staff}
    if not people:
        return []
    meetings = taking(business, spans).exclude(pk__in=list(besides))
    rows = business.participants.filter(staff__in=people, meeting__in=meetings).select_related("meeting")
    return [
        Conflict(
            "staff-busy",
            _("%(name)s already has a meeting: %(hours)s.")
            % {"name": people[row.staff_id or 0], "hours": hours(row.meeting)},
            row.meeting.starts_at,
            staff_id=row.staff_id,
            meeting_id=row.meeting_id,
        )
        for row in rows.order_by("meeting__starts_at", "staff_id")
        if any(meets(row.meeting, span) for span in spans)
    ]


def staff_away(business: Business, *, spans: Sequence[Span], staff: Sequence[Staff]) -> list[Conflict]:
    people = {one.pk: one for one in staff}
    if not people:
        return []
    first, last = extent(spans)
    rows = business.absences.filter(staff__in=people, removed_at=None, starts_at__lt=last, ends_at__gt=first)
    return [
        Conflict(
            "staff-away",
            _("%(name)s is away: %(hours)s.") % {"name": people[row.staff_id], "hours": hours(row)},
            row.starts_at,
            staff_id=row.staff_id,
        )
        for row in rows
        if any(meets(row, span) for span in spans)
    ]


def closed(
    business: Business, *, spans: Sequence[Span], branch: Branch | None = None, is_all_day: bool = False
) -> list[Conflict]:
    """Rule 4."""
    if is_all_day:
        return []
    calendar, branch_id = working.load(business), branch.pk if branch else None
    return [
        Conflict("outside-hours", said(calendar.day(branch_id, timezone.localdate(start)), start), start)
        for start, end in spans
        if not calendar.is_open(branch_id, start, end)
    ]


def said(day: Day, start: datetime) -> Any:
    shown = shown_date(timezone.localdate(start))
    if day.name and day.why != "hours":
        return _("%(day)s is outside the working hours (%(name)s).") % {"day": shown, "name": day.name}
    return _("%(day)s %(time)s is outside the working hours.") % {
        "day": shown, "time": shown_time(timezone.localtime(start)),
    }  # fmt: skip


def taking(business: Business, spans: Sequence[Span]) -> Any:
    """Meetings that take time, somewhere between the first and the last span (rule 3)."""
    rows = business.meetings.standing().between(*extent(spans))
    return rows.exclude(state=MeetingState.CANCELLED).order_by("starts_at")


def extent(spans: Sequence[Span]) -> Span:
    return min(start for start, _end in spans), max(end for _start, end in spans)


def meets(row: Any, span: Span) -> bool:
    start, end = span
    return bool(row.starts_at < end and row.ends_at > start)


def hours(row: Any) -> str:
    """22/11/2026 09:00–10:00, in the zone of the business; of whole days only the dates."""
    start, end = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    if row.is_all_day:
        first, last = shown_date(start), shown_date(end - timedelta(days=1))
        return first if first == last else f"{first}–{last}"
    is_same_day = start.date() == end.date()
    return f"{shown_moment(start)}–{shown_time(end) if is_same_day else shown_moment(end)}"


def span_of(meeting: Meeting) -> Span:
    return meeting.starts_at, meeting.ends_at
