"""The arithmetic of response times: plain values in, plain values out (features 7.4).

1. An inquiry stands in one stretch after another; a paused one is not counted, nor is what lies between stretches.
2. Of a counted stretch the working time counts, as the calendar says; around the clock all of it.
3. A promise runs out at the moment when so much time has been counted. While the last stretch is paused, or none is open,
   nobody can say when.
4. Every counted interval is named with its reason and the calendar's version; none is counted twice.
5. A stretch after which none goes on ended for good then: the inquiry was closed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Stretch:
    start: datetime
    end: datetime | None
    """empty: it goes on"""
    is_paused: bool = False
    why: str = ""


@dataclass(frozen=True)
class Row:
    """One line of the receipt."""

    start: datetime
    end: datetime
    is_counted: bool
    why: str
    version: int = 0
    """the working calendar's; 0: around the clock"""

    @property
    def length(self) -> timedelta:
        return self.end - self.start if self.is_counted else timedelta()


@dataclass(frozen=True)
class Hours:
    """Asks a working calendar for one branch; without one, time counts around the clock."""

    calendar: Any = None
    branch_id: int | None = None

    def spans(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime, int]]:
        if self.calendar is None:
            return [(start, end, 0)] if end > start else []
        found = self.calendar.spans(self.branch_id, start, end)
        return [(span.start, span.end, span.version) for span in found if span.end > span.start]

    def after(self, start: datetime, length: timedelta) -> datetime:
        if self.calendar is None:
            return start + length
        moment: datetime = self.calendar.after(self.branch_id, start, length / ONE_MINUTE)
        return moment


Spans = Callable[[datetime, datetime], list[tuple[datetime, datetime, int]]]


def rows(stretches: Sequence[Stretch], hours: Hours, *, until: datetime) -> list[Row]:
    """Rule 4: counted intervals and pauses, in their order, up to `until`."""
    found: list[Row] = []
    for one in sorted(stretches, key=lambda stretch: stretch.start):
        start = max([one.start, *([found[-1].end] if found else [])])
        end = min(one.end or until, until)
        if end <= start:
            continue
        if one.is_paused:
            found.append(Row(start, end, is_counted=False, why=one.why))
        else:
            parts = hours.spans(start, end)
            found += [
                Row(begin, stop, is_counted=True, why=one.why, version=version)
                for begin, stop, version in parts
            ]
    return found


def counted(found: Sequence[Row]) -> timedelta:
    return sum((row.length for row in found), timedelta())


def runs_out(stretches: Sequence[Stretch], hours: Hours, length: timedelta) -> datetime | None:
    """Rule 3."""
    left = length
    for one in sorted(stretches, key=lambda stretch: stretch.start):
        if one.is_paused:
            continue
        if one.end is None:
            return hours.after(one.start, left)
        here = sum((stop - begin for begin, stop, _version in hours.spans(one.start, one.end)), timedelta())
        if here >= left:
            return hours.after(one.start, left)
        left -= here
    return None


def as_of(stretches: Sequence[Stretch], at: datetime) -> list[Stretch]:
    """As they stood at that moment: those that had begun, the last of them going on."""
    begun = sorted((one for one in stretches if one.start <= at), key=lambda stretch: stretch.start)
    return [*begun[:-1], replace(begun[-1], end=None)] if begun else []


def ended(stretches: Sequence[Stretch]) -> list[datetime]:
    """Rule 5."""
    starts = {one.start for one in stretches}
    return [one.end for one in stretches if one.end and one.end not in starts]
