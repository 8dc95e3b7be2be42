"""Working time, counted: plain values in, plain values out.

1. A day has the working hours of the version valid on it: the branch's own, or the business's where the branch has none or
   gave up its own. Before the first version the first one holds; where there is none at all, Sunday to Thursday 8 to 17.
2. What lies between two ranges of a day is a break and is not counted.
3. A special day has the hours written for it, whatever day it is: the branch's before the business's.
4. On a holiday nobody works; on its eve work ends early. Both only where the version keeps holidays.
5. Hours are those of the wall clock in the business's zone. A time that the clock skips is the moment of the change; of
   one that comes twice the first is meant. So a night of 23 or 25 hours counts as it was; moments come out in UTC, since
   Python subtracts two moments of one zone by their clocks.
6. Where nothing opens for three years, time that is to come is counted around the clock.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any

Ranges = tuple[tuple[str, str], ...]
"""("08:00", "12:00"), …; 24:00 is the end of the day"""
SHIPPED_HOURS = {str(day): [["08:00", "17:00"]] for day in range(5)}
SHIPPED_EVE = time(13)
FURTHEST = 1100
"""days"""
ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Version:
    number: int
    branch_id: int | None
    starts_on: date
    hours: Mapping[str, Sequence[Sequence[str]]]
    keeps_holidays: bool = True
    eve_ends_at: time | None = SHIPPED_EVE


@dataclass(frozen=True)
class Special:
    name: str
    hours: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Day:
    """One day's hours, and why: hours, closed, holiday, eve, special."""

    ranges: Ranges
    version: int
    why: str
    name: str = ""


@dataclass(frozen=True)
class Span:
    """A stretch of working time."""

    start: datetime
    end: datetime
    version: int
    why: str

    @property
    def length(self) -> timedelta:
        return self.end - self.start


FIRST = Version(0, None, date.min, SHIPPED_HOURS)
Feasts = Callable[[date], tuple[str, str]]
"""of a day: ("holiday" or "eve", its name), or ("", "")"""


@dataclass(frozen=True)
class Calendar:
    zone: tzinfo
    versions: tuple[Version, ...] = ()
    """by the day from which they hold, then by number"""
    specials: Mapping[tuple[int | None, date], Special] = field(default_factory=dict)
    feasts: Feasts = lambda day: ("", "")  # noqa: ARG005
    _days: dict[tuple[int | None, date], Day] = field(default_factory=dict, compare=False, repr=False)

    def day(self, branch_id: int | None, day: date) -> Day:
        key = branch_id, day
        if key not in self._days:
            self._days[key] = self._judged(branch_id, day)
        return self._days[key]

    def version_on(self, branch_id: int | None, day: date) -> Version:
        """Rule 1."""
        own = [one for one in self.versions if one.branch_id == branch_id and one.starts_on <= day]
        if own and (own[-1].hours or branch_id is None):
            return own[-1]
        general = [one for one in self.versions if one.branch_id is None]
        valid = [one for one in general if one.starts_on <= day]
        return (valid[-1:] or general[:1] or [FIRST])[0]

    def spans(self, branch_id: int | None, start: datetime, end: datetime) -> list[Span]:
        """The working stretches within [start, end)."""
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        return [
            Span(max(span.start, start), min(span.end, end), span.version, span.why)
            for span in self._from(branch_id, start, until=end)
        ]

    def worked(self, branch_id: int | None, start: datetime, end: datetime) -> timedelta:
        return sum((span.length for span in self.spans(branch_id, start, end)), timedelta())

    def minutes_between(self, branch_id: int | None, start: datetime, end: datetime) -> int:
        """Whole working minutes; none when the end comes first."""
        return self.worked(branch_id, start, end) // ONE_MINUTE

    def after(self, branch_id: int | None, start: datetime, minutes: int) -> datetime:
        """The moment at which so many working minutes have passed since `start`."""
        left = timedelta(minutes=minutes)
        start = last = start.astimezone(UTC)
        if left <= timedelta():
            return start
        for span in self._from(branch_id, start, until=start + FURTHEST * ONE_DAY):
            begin = max(span.start, start)
            if begin + left <= span.end:
                return begin + left
            left -= span.end - begin
            last = span.end
        return last + left

    def is_open(self, branch_id: int | None, start: datetime, end: datetime) -> bool:
        """Whether the whole of [start, end) is working time."""
        return self.worked(branch_id, start, end) == end.astimezone(UTC) - start.astimezone(UTC)

    def _from(self, branch_id: int | None, start: datetime, *, until: datetime) -> Iterator[Span]:
        """Stretches that end after `start` and begin before `until`, in order and in full."""
        day, last = start.astimezone(self.zone).date(), until.astimezone(self.zone).date()
        while day <= last:
            hours = self.day(branch_id, day)
            for opens, closes in hours.ranges:
                begin, end = instant(day, opens, self.zone), instant(day, closes, self.zone)
                if start < end and begin < until and begin < end:
                    yield Span(begin, end, hours.version, hours.why)
            day += ONE_DAY

    def _judged(self, branch_id: int | None, day: date) -> Day:
        version = self.version_on(branch_id, day)
        special = self.specials.get((branch_id, day)) or self.specials.get((None, day))
        if special:
            return Day(ordered(special.hours), version.number, "special", special.name)
        ranges = ordered(version.hours.get(str((day.weekday() + 1) % 7), ()))
        why, name = self.feasts(day) if version.keeps_holidays else ("", "")
        if why == "holiday":
            return Day((), version.number, why, name)
        if why == "eve" and version.eve_ends_at and ranges:
            return Day(cut(ranges, f"{version.eve_ends_at:%H:%M}"), version.number, why, name)
        return Day(ranges, version.number, "hours" if ranges else "closed", name)


def ordered(ranges: Sequence[Sequence[str]]) -> Ranges:
    return tuple(sorted((str(opens), str(closes)) for opens, closes in ranges))


def cut(ranges: Ranges, end: str) -> Ranges:
    """Only what lies before `end`."""
    return tuple((opens, min(closes, end)) for opens, closes in ranges if opens < end)


@lru_cache(maxsize=20_000)
def instant(day: date, clock: str, zone: tzinfo) -> datetime:
    """The moment at which the wall clock shows this (rule 5)."""
    hour, minute = int(clock[:2]), int(clock[3:])
    local = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour, minutes=minute)
    return moment_of(local.replace(tzinfo=None), zone)


def moment_of(wall: datetime, zone: tzinfo) -> datetime:
    """The moment of a time on the wall, in the business's zone."""
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall:
        return moment
    earlier = wall
    while not exists(earlier, zone):
        earlier -= ONE_MINUTE
    return earlier.replace(tzinfo=zone).astimezone(UTC) + ONE_MINUTE


def exists(wall: datetime, zone: tzinfo) -> bool:
    shown: Any = wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return bool(shown.replace(tzinfo=None) == wall)
