"""What every tale of a business points at, read once; and when things may happen."""

import json
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from django.utils import timezone

from kesher.businesses.models import Business
from kesher.calendar import working
from kesher.demo.chronicle import Chronicle

SLOTS = ((8, 0), (9, 45), (11, 30), (13, 30), (15, 15))
"""when a technician's visits begin"""
VISIT = timedelta(minutes=100)
HALF_DAYS = ((8, 30), (9, 30), (10, 30), (11, 30), (13, 0), (14, 0), (15, 0), (16, 0))
"""when meetings begin"""


@cache
def texts(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((Path(__file__).parent / "texts" / f"{name}.json").read_text())
    return found


class Book:
    def __init__(self, business: Business, *, now: datetime, name: str, random: Random) -> None:
        self.business, self.now, self.random = business, now, random
        self.today = timezone.localdate(now)
        self.texts = texts(name)
        self.chronicle = Chronicle(business)
        self.statuses = {one.key: one for one in business.statuses.all()}
        self.priorities = {one.key: one for one in business.priorities.all()}
        self.types = {
            (one.kind, key): one for one in business.inquiry_types.all() for key in (one.key, one.name)
        }
        self.treatments = {one.key: one for one in business.treatment_types.exclude(key="")}
        self.ordering = business.treatment_types.get(status__key="waiting-parts")
        self.meeting_types = list(business.meeting_types.all())
        self.stages, self.sources = list(business.stages.all()), list(business.sources.all())
        self.tags = list(business.tags.all())
        self.rooms = list(business.resources.all())
        self.staff: dict[str, Any] = {
            one.user.username: one for one in business.staff.select_related("user") if one.user
        }
        self.teams = list(business.teams.all())
        self.branches = list(business.branches.all())
        self.calendar = working.load(business)
        self.slots: tuple[tuple[int, int], ...] = HALF_DAYS
        self.spans: dict[tuple[Any, date], list[tuple[datetime, datetime]]] = {}
        self.absent: list[tuple[Any, date, date]] = []
        self.contracts: dict[int, list[Any]] = {}

    def meeting_type(self, which: int | str) -> Any:
        """By its place in the list, or by its name."""
        if isinstance(which, int):
            return self.meeting_types[which]
        return next(one for one in self.meeting_types if one.name == which)

    def pick(self, *path: str) -> Any:
        found: Any = self.texts
        for name in path:
            found = found[name]
        return self.random.choice(found)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def stays_open(self, moment: datetime, share: float, *, days: int = 8) -> bool:
        """Of the last days some are still open; of the year before none."""
        return moment > self.now - timedelta(days=days) and self.chance(share)

    def is_working(self, day: date) -> bool:
        return bool(self.calendar.day(None, day).ranges)

    def moment(self, day: date) -> datetime:
        """Within its working hours, and not ahead of now."""
        opens, closes = self.random.choice(self.calendar.day(None, day).ranges)
        first, last = minutes(opens), minutes(closes)
        found = at(day, self.random.randint(first, max(first, last - 10)))
        return min(found, self.now - timedelta(minutes=self.random.randint(5, 50)))

    def later(self, start: datetime, *, least: int, most: int) -> datetime:
        """Some minutes on."""
        return start + timedelta(minutes=self.random.randint(least, most), seconds=self.random.randint(0, 59))

    def slot(self, who: Any, *, after: datetime) -> datetime:
        """The first free one of somebody, on a working day that is not today (today.py fills it)."""
        day = timezone.localdate(after)
        while True:
            for hour, minute in SLOTS if day != self.today else ():
                found = at(day, hour * 60 + minute)
                if found >= after and self.take(who, found, found + VISIT):
                    return found
            day += timedelta(days=1)

    def is_free(self, who: Any, start: datetime, end: datetime) -> bool:
        """Of a staff member or a room; staff work when it is open."""
        day = timezone.localdate(start)
        taken = self.spans.get((who, day), ())
        return self.is_open(start, end) and not self.is_absent(who, day) and all(
            end <= first or last <= start for first, last in taken
        )  # fmt: skip

    def is_open(self, start: datetime, end: datetime) -> bool:
        """Within the day's first opening and its last closing: a break is no end."""
        ranges, day = self.calendar.day(None, timezone.localdate(start)).ranges, timezone.localdate(start)
        return (
            bool(ranges)
            and at(day, minutes(ranges[0][0])) <= start
            and end <= at(day, minutes(ranges[-1][1]))
        )

    def take(self, who: Any, start: datetime, end: datetime) -> bool:
        is_free = self.is_free(who, start, end)
        if is_free:
            self.occupy(who, start, end)
        return is_free

    def occupy(self, who: Any, start: datetime, end: datetime) -> None:
        self.spans.setdefault((who, timezone.localdate(start)), []).append((start, end))

    def is_absent(self, who: Any, day: date) -> bool:
        return any(one == who and first <= day <= last for one, first, last in self.absent)


def minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def at(day: date, minute: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()) + timedelta(minutes=minute))
