"""The next times at which everybody is free.

1. A free time lies in the working hours of the branch; none of the staff has a meeting or is away, nor is the room taken.
2. It begins at the asked moment or on a later quarter of an hour, within three weeks.
3. Of each free stretch the earliest time is offered, a few in all.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from kesher.businesses.models import Branch, Business, Staff
from kesher.calendar import conflicts, seeing, working
from kesher.calendar.conflicts import Span
from kesher.calendar.models import Resource

AHEAD = timedelta(weeks=3)
QUARTER = timedelta(minutes=15)
OFFERED = 4


def free_times(
    business: Business,
    *,
    start: datetime,
    length: timedelta,
    staff: Sequence[Staff] = (),
    resource: Resource | None = None,
    branch: Branch | None = None,
    besides: Iterable[int] = (),
) -> list[Span]:
    """`besides`: ids of the meetings that are to be moved."""
    until = start + AHEAD
    taken = busy(business, (start, until), staff=staff, resource=resource, besides=besides)
    open_spans = working.spans(business, branch, start, until)
    gaps = [gap for one in open_spans for gap in between((one.start, one.end), taken)]
    begins = [(opens if opens == start else next_quarter(opens), closes) for opens, closes in gaps]
    fitting = [(begin, begin + length) for begin, closes in begins if begin + length <= closes]
    return fitting[:OFFERED]


def busy(
    business: Business,
    span: Span,
    *,
    staff: Sequence[Staff],
    resource: Resource | None,
    besides: Iterable[int],
) -> list[Span]:
    """When one of them has no time, in order."""
    keys, (first, last) = [one.pk for one in staff], span
    theirs = Q(seeing.takes_part(business, keys))
    theirs |= Q(resource=resource) if resource else Q()
    rows = conflicts.taking(business, [span]).exclude(pk__in=list(besides)).filter(theirs)
    away = business.absences.filter(staff__in=keys, removed_at=None, starts_at__lt=last, ends_at__gt=first)
    return sorted([*rows.values_list("starts_at", "ends_at"), *away.values_list("starts_at", "ends_at")])


def between(span: Span, taken: Sequence[Span]) -> list[Span]:
    """What of the span no other one takes; `taken` in order."""
    found, (at, last) = [], span
    for begins, ends in taken:
        if at < begins:
            found.append((at, min(begins, last)))
        at = max(at, ends)
        if at >= last:
            return found
    return [*found, (at, last)]


def next_quarter(moment: datetime) -> datetime:
    """The moment itself when it is a full quarter of an hour."""
    over = timedelta(minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond)
    return moment + QUARTER - over if over else moment
