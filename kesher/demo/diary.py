"""Meetings of a year: alone and in series, held, missed and cancelled ones, in rooms and private ones; absences."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from kesher.calendar import meetings
from kesher.calendar.kinds import Kind
from kesher.calendar.models import Absence, AbsenceKind, Meeting, MeetingState, Participant, ResourceKind
from kesher.customers.models import Customer
from kesher.demo.book import Book, at

AHEAD = 21


def one_of_day(book: Book, customer: Customer, *, day: date, desk: Any) -> None:
    """With a customer, when somebody is free; what is over was held, or not. `desk`: who sets many of them."""
    kinds = book.texts["meetings"]
    kind = book.random.choices(kinds, [one.get("weight", 1) for one in kinds])[0]
    staff = book.staff[book.random.choice(kind["staff"])]
    meeting_type = book.meeting_type(kind["type"])
    length = timedelta(minutes=min(meeting_type.minutes, 90))
    start = free(book, staff, day, length)
    if start is None:
        return
    by = desk if book.chance(0.4) else staff
    set_at = min(start, book.now) - timedelta(
        days=book.random.randint(1, 9), minutes=book.random.randint(1, 300)
    )
    meeting = book.chronicle.add(
        Meeting(
            subject=book.random.choice(kind["subjects"]), type=meeting_type, customer=customer,
            contact_name="" if customer.is_company else customer.full_name, branch=customer.branch, starts_at=start,
            ends_at=start + length, organiser=by, created_at=set_at, changed_at=set_at, state=state(book, start),
            **place(book, kind, start, start + length),
        )
    )  # fmt: skip
    book.chronicle.add(Participant(meeting=meeting, staff=staff))
    tell(book, meeting, by=by, staff=staff)


def tell(book: Book, meeting: Meeting, *, by: Any, staff: Any) -> None:
    starts, ends = meeting.starts_at, meeting.ends_at
    book.chronicle.tell(
        Kind.MEETING_SET, meeting, by=by, at=meeting.created_at, starts_at=starts, ends_at=ends, rule=""
    )
    if meeting.state != MeetingState.SCHEDULED:
        changed = {"state": [MeetingState.SCHEDULED, meeting.state]}
        meeting.changed_at = min(ends, book.now - timedelta(minutes=10))
        book.chronicle.tell(
            Kind.MEETING_STATE_CHANGED, meeting, by=staff, at=meeting.changed_at, changes=changed
        )


def free(book: Book, staff: Any, day: date, length: timedelta) -> datetime | None:
    for hour, minute in book.random.sample(book.slots, len(book.slots)):
        start = at(day, hour * 60 + minute)
        if book.take(staff, start, start + length):
            return start
    return None


def state(book: Book, start: datetime) -> str:
    if start > book.now - timedelta(hours=1):
        return MeetingState.CANCELLED if book.chance(0.04) else MeetingState.SCHEDULED
    return book.random.choices(
        [MeetingState.HELD, MeetingState.CANCELLED, MeetingState.NO_SHOW, MeetingState.SCHEDULED],
        [84, 8, 5, 3],
    )[0]


def place(book: Book, kind: dict[str, Any], start: datetime, end: datetime) -> dict[str, Any]:
    rooms = [one for one in book.rooms if one.kind == ResourceKind.ROOM and book.is_free(one, start, end)]
    if kind["where"] == "room" and rooms:
        room = book.random.choice(rooms)
        book.occupy(room, start, end)
        return {"resource": room}
    return {"place": kind.get("place", "")}


def all_series(book: Book, wanted: Sequence[tuple[Any, ...]]) -> None:
    """(subject, place in the list of types, rule, minute of the day, length, who, further details)"""
    for subject, kind, rule, minute, length, names, details in wanted:
        room = {"resource": book.rooms[0]} if details.get("is_room") else {}
        given = {name: value for name, value in details.items() if name != "is_room"}
        recurring(
            book, subject=subject, kind=kind, rule=rule, minute=minute, length=length,
            staff=[book.staff[name] for name in names], **room, **given,
        )  # fmt: skip


def recurring(
    book: Book,
    *,
    subject: str,
    kind: int,
    rule: str,
    minute: int,
    length: int,
    staff: Sequence[Any],
    **details: Any,
) -> None:
    """A series since a year ago, as its verb makes it; what is over was held."""
    first = book.today - timedelta(days=357)
    while not book.is_working(first) or (
        details.get("weekday") is not None and first.weekday() != details["weekday"]
    ):
        first += timedelta(days=1)
    details.pop("weekday", None)
    start = at(first, minute)
    meeting = meetings.set_meeting(
        book.business, by=staff[0], now=start - timedelta(days=2), subject=subject, type=book.meeting_type(kind),
        starts_at=start, ends_at=start + timedelta(minutes=length), staff=staff, rule=rule, **details,
    )  # fmt: skip
    rows = book.business.meetings.filter(series=meeting.series)
    for one in rows:
        for who in [*staff, *([details["resource"]] if "resource" in details else [])]:
            book.occupy(who, one.starts_at, one.ends_at)
    rows.filter(ends_at__lte=book.now).update(state=MeetingState.HELD)
    feasts = [one.pk for one in rows if not book.is_working(timezone.localdate(one.starts_at))]
    rows.filter(pk__in=feasts).update(removed_at=start)


def absences(book: Book, wanted: Sequence[tuple[str, str, int, int, str]]) -> None:
    """(who, kind, first day from today, how many days, remarks)"""
    for username, kind, first, length, remarks in wanted:
        staff, begins = book.staff[username], book.today + timedelta(days=first)
        set_at = min(at(begins, 0) - timedelta(days=6), book.now - timedelta(days=1))
        row = book.chronicle.add(
            Absence(
                staff=staff, kind=AbsenceKind(kind), starts_at=at(begins, 0), ends_at=at(begins + timedelta(days=length), 0),
                remarks=remarks, created_at=set_at,
            )
        )  # fmt: skip
        book.absent.append((staff, begins, begins + timedelta(days=length - 1)))
        book.chronicle.tell(Kind.ABSENCE_ADDED, row, by=staff, at=set_at)
