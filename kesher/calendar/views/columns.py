"""What stands in the diary: columns of days, of staff or of rooms, weeks of a month, the days of an agenda. Plain values only."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.businesses.models import Staff
from kesher.calendar import laying_out
from kesher.calendar.periods import DAYS, View
from kesher.calendar.seeing import Seen
from kesher.calendar.views import naming, opening_times
from kesher.calendar.views.asking import Asked

MOST = 4
"""meetings shown in a day of the month"""
BESIDE = 3
"""side by side in a day of the week"""
HOUR = 60 // laying_out.STEP
"""steps of an hour"""


@dataclass
class Column:
    """A day, or the day of one staff member or room."""

    day: date
    title: str
    name: str
    """the whole name, for screen readers"""
    url: str = ""
    number: str = ""
    hebrew: str = ""
    is_today: bool = False
    is_other: bool = False
    """of another month"""
    avatar: str = ""
    tone: str = ""
    staff_id: int | None = None
    resource_id: int | None = None
    holiday: str = ""
    is_short: bool = False
    shaded: list[tuple[int, int]] = field(default_factory=list)
    whole: list[Seen] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    laid: list[laying_out.Laid] = field(default_factory=list)
    more: int = 0

    @property
    def share(self) -> int:
        """How many lie beside one another: a fuller day is drawn wider."""
        return min(max((one.lanes for one in self.laid), default=1), BESIDE)


class Board:
    """Everything of one answer, each question asked of the database once."""

    def __init__(
        self, asked: Asked, *, now: datetime, staff: Staff, lists: dict[str, list[Any]], seen: list[Seen]
    ) -> None:
        self.asked, self.now, self.staff, self.lists = asked, now, staff, lists
        self.seen = [local(one) for one in seen]
        self.opening = opening_times.read(staff.business, asked.period, staff)

    @property
    def step(self) -> int:
        """Where the line of now stands."""
        return (self.now.hour * 60 + self.now.minute) // laying_out.STEP

    @cached_property
    def first_step(self) -> int:
        """What the page scrolls to: an hour before the first that is open or set."""
        begins = [
            count
            for column in self.columns
            for first, count in column.shaded[:1]
            if first == 0 and count < laying_out.STEPS
        ]
        begins += [one.first for column in self.columns for one in column.laid]
        return max(min(begins, default=96) - 6, 0)

    @cached_property
    def paper_hours(self) -> tuple[int, int]:
        """What is printed: the whole hours from the first to the last that is open or used."""
        used = [span for column in self.columns for span in used_steps(column)]
        begins, ends = [first for first, _last in used], [last for _first, last in used]
        return min(begins, default=8 * HOUR) // HOUR, -(-max(ends, default=18 * HOUR) // HOUR)

    @property
    def lanes(self) -> int:
        return BESIDE if self.asked.view == View.WEEK else laying_out.LANES

    @cached_property
    def columns(self) -> list[Column]:
        match self.asked.view:
            case View.STAFF:
                return self.of_staff()
            case View.ROOMS:
                return self.of_rooms()
        return [self.column(day) for day in self.asked.period.days]

    @cached_property
    def weeks(self) -> list[list[Column]]:
        columns = [self.in_month(self.column(day)) for day in self.asked.period.days]
        return [columns[at : at + DAYS] for at in range(0, len(columns), DAYS)]

    @cached_property
    def agenda(self) -> list[Column]:
        """The days that have something."""
        columns = [self.column(day) for day in self.asked.period.days]
        return [one for one in columns if one.whole or one.laid or one.absent or one.holiday or one.is_today]

    def column(self, day: date, seen: Iterable[Seen] | None = None, **more: Any) -> Column:
        seen = list(self.by_day.get(day, ()) if seen is None else seen)
        opening = self.opening.of(day)
        made = Column(
            day=day,
            title=naming.short_weekday(day),
            name=naming.long_day(day),
            number=str(day.day),
            url=self.asked.url(view=View.DAY, day=day),
            hebrew=naming.hebrew(day) if self.asked.is_hebrew else "",
            is_today=day == self.now.date(),
            holiday=opening.name,
            is_short=opening.is_short,
            shaded=laying_out.shaded(opening.ranges),
            whole=[one for one in seen if one.is_all_day],
            laid=laying_out.laid([one for one in seen if not one.is_all_day], day, most=self.lanes),
            absent=self.opening.absent(day),
        )
        return replace(made, **more)

    @cached_property
    def by_day(self) -> dict[date, list[Seen]]:
        found: dict[date, list[Seen]] = {}
        for one in self.seen:
            for day in laying_out.days_of(one.starts_at, one.ends_at):
                found.setdefault(day, []).append(one)
        return found

    def of_staff(self) -> list[Column]:
        people = [one for one in self.lists["staff"] if not self.asked.staff or one.pk in self.asked.staff]
        columns = [self.of_one(one) for one in people]
        rest = [one for one in self.seen if not one.staff_ids]
        return [*columns, self.rest(rest, _("Without staff"))] if rest else columns

    def of_one(self, staff: Staff) -> Column:
        theirs = [one for one in self.seen if staff.pk in one.staff_ids]
        day, name = self.asked.day, str(staff)
        away = self.opening.absent(day, staff_id=staff.pk)
        return self.column(
            day, theirs, title=name, name=name, number="", avatar=name, staff_id=staff.pk, absent=away, url=""
        )

    def of_rooms(self) -> list[Column]:
        rooms = [one for one in self.lists["rooms"] if not self.asked.rooms or one.pk in self.asked.rooms]
        columns = [self.of_room(one) for one in rooms]
        rest = [one for one in self.seen if one.resource_id not in {room.pk for room in rooms}]
        return [*columns, self.rest(rest, _("Without a room"))] if rest or not columns else columns

    def of_room(self, room: Any) -> Column:
        here = [one for one in self.seen if one.resource_id == room.pk]
        name, tone = str(room), room.colour.replace("grey", "gray")
        return self.column(
            self.asked.day,
            here,
            title=name,
            name=name,
            number="",
            tone=tone,
            resource_id=room.pk,
            absent=[],
            url="",
        )

    def rest(self, seen: list[Seen], title: str) -> Column:
        return self.column(self.asked.day, seen, title=title, name=title, number="", absent=[], url="")

    def in_month(self, column: Column) -> Column:
        ordered = [*column.whole, *(one.item for one in sorted(column.laid, key=lambda one: one.first))]
        shown = ordered if len(ordered) <= MOST else ordered[: MOST - 1]
        more = len(ordered) - len(shown)
        return replace(
            column, whole=shown, laid=[], more=more, is_other=column.day.month != self.asked.day.month
        )


def used_steps(column: Column) -> list[tuple[int, int]]:
    """The spans of a column between its shades, and those of what is set in it."""
    edges = [
        0,
        *(edge for first, count in column.shaded for edge in (first, first + count)),
        laying_out.STEPS,
    ]
    free = [(first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if first < last]
    return [*free, *((one.first, one.first + one.count) for one in column.laid)]


def local(one: Seen) -> Seen:
    return replace(one, starts_at=timezone.localtime(one.starts_at), ends_at=timezone.localtime(one.ends_at))
