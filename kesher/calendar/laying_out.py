"""How meetings lie in the column of a day.

1. A day has 288 steps of five minutes on the wall clock. A meeting begins at the step it begins in and takes at least four,
   so that it can be read and hit.
2. A meeting that crosses midnight lies in each day that it touches.
3. Those that overlap share the width: each takes the first free lane, and lanes are equally wide among those that hang together.
   It takes the lanes beside it too that are free as long as it lasts; where the next one begins so much later that its first
   lines stay clear, it reaches under that one.
4. There are six lanes at most; what comes on top lies in the last one. Where there is room for fewer, those that find none are
   gathered: marks beside the lanes, the last of which is left to them, stand for those that hang together.
5. What is not open is shaded: the steps between the open stretches of the working calendar.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

STEP = 5
STEPS = 24 * 60 // STEP
LEAST = 4
LANES = 6
CLEAR = 9
"""steps that the first lines of a meeting take"""


@dataclass(frozen=True)
class Laid:
    """Where something lies in the column of one day."""

    item: Any
    first: int
    count: int
    lane: int = 0
    lanes: int = 1
    wide: int = 1
    """lanes that it takes"""
    is_under: bool = False
    """it reaches under the next"""
    is_beside: bool = False
    """a mark needs room beside it"""
    hidden: tuple[Any, ...] = ()
    """what a mark stands for (rule 4)"""

    @property
    def end(self) -> int:
        return self.first + self.count


def laid(items: Iterable[Any], day: date, *, most: int = LANES) -> list[Laid]:
    """Everything with local `starts_at` and `ends_at` that touches the day (rules 1 to 4); `most`: lanes there is room for."""
    cut = [one for one in (sliced(item, day) for item in items) if one]
    found: list[Laid] = []
    for bundle in bundles(sorted(cut, key=lambda one: (one.first, -one.count))):
        found += shared(bundle, most)
    return found


def sliced(item: Any, day: date) -> Laid | None:
    """The part of it that lies in the day, at least `LEAST` steps (rules 1 and 2)."""
    first, end = step_on(item.starts_at, day), step_on(item.ends_at, day, is_end=True)
    if first is None or end is None:
        return None
    first = min(first, STEPS - LEAST)
    return Laid(item, first, max(end - first, LEAST))


def step_on(moment: datetime, day: date, *, is_end: bool = False) -> int | None:
    """The step of a local moment within the day; None when what begins (or ends) then does not touch it."""
    if moment.date() < day:
        return None if is_end else 0
    if moment.date() > day:
        return STEPS if is_end else None
    minutes = moment.hour * 60 + moment.minute
    if is_end:
        return -(-minutes // STEP) or None
    return minutes // STEP


def bundles(ordered: Sequence[Laid]) -> list[list[Laid]]:
    """Those that hang together by overlapping, one after the other."""
    found: list[list[Laid]] = []
    end = -1
    for one in ordered:
        if one.first >= end:
            found.append([])
        found[-1].append(one)
        end = max(end, one.end) if len(found[-1]) > 1 else one.end
    return found


def shared(bundle: Sequence[Laid], most: int) -> list[Laid]:
    """Rules 3 and 4."""
    placed, over = in_lanes(bundle, LANES)
    lanes = max(one.lane for one in placed) + 1
    if lanes > most:
        return beside(bundle, most)
    placed += [replace(one, lane=lanes - 1) for one in over]
    return [widened(replace(one, lanes=lanes), placed) for one in in_order(placed)]


def beside(bundle: Sequence[Laid], most: int) -> list[Laid]:
    """The marks beside those that find a lane."""
    placed, over = in_lanes(bundle, most - 1)
    shown = [widened(replace(one, lanes=most - 1, is_beside=True), placed) for one in placed]
    marks = [replace(gathered(one), lane=most - 1, lanes=most) for one in bundles(over)]
    return in_order([*shown, *marks])


def in_order(laid: Iterable[Laid]) -> list[Laid]:
    return sorted(laid, key=lambda one: one.first)


def in_lanes(bundle: Sequence[Laid], most: int) -> tuple[list[Laid], list[Laid]]:
    """Each in the first free lane, and those that find none."""
    ends: list[int] = []
    placed: list[Laid] = []
    over: list[Laid] = []
    for one in bundle:
        lane = next((lane for lane, end in enumerate(ends) if end <= one.first), len(ends))
        if lane == most:
            over.append(one)
        else:
            ends[lane : lane + 1] = [one.end]
            placed.append(replace(one, lane=lane))
    return placed, over


def gathered(bundle: Sequence[Laid]) -> Laid:
    first, end = bundle[0].first, max(one.end for one in bundle)
    return Laid(None, first, end - first, hidden=tuple(one.item for one in bundle))


def widened(one: Laid, others: Sequence[Laid]) -> Laid:
    """Over the lanes beside it that are free, and under the one that begins well later (rule 3)."""
    beside = [other for other in others if other.lane > one.lane and meets(one, other)]
    end = min((other.lane for other in beside), default=one.lanes)
    next_first = min((other.first for other in beside if other.lane == end), default=one.first)
    return replace(one, wide=end - one.lane, is_under=next_first >= one.first + CLEAR)


def meets(one: Laid, other: Laid) -> bool:
    return one.first < other.end and other.first < one.end


def shaded(ranges: Iterable[tuple[str, str]]) -> list[tuple[int, int]]:
    """First step and count of each closed stretch of a day that is open in these ranges, such as 08:00 to 17:00 (rule 5)."""
    found, at = [], 0
    for opens, closes in ranges:
        first, last = step_of(opens), step_of(closes)
        if first > at:
            found.append((at, first - at))
        at = max(at, last)
    return [*found, (at, STEPS - at)] if at < STEPS else found


def step_of(clock: str) -> int:
    hours, minutes = clock.split(":")
    return (int(hours) * 60 + int(minutes)) // STEP


def days_of(starts_at: datetime, ends_at: datetime) -> list[date]:
    """The local days that something touches; one that ends at midnight does not touch the next."""
    last = max(ends_at - timedelta(microseconds=1), starts_at).date()
    return [starts_at.date() + timedelta(days=number) for number in range((last - starts_at.date()).days + 1)]
