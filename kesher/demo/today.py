"""The technicians' day on which the demo is opened: lively at whatever hour.

1. Each technician has four calls and a risky one in order: what lies behind is done, one is going on, the rest is ahead.
   They are their own, not their team's, whose others would seem to be at two customers.
2. Before the day begins all of its visits are ahead, after it they are done; nobody is sent out at night.
3. Each has a call whose response time is at risk; one call has missed it. Their contracts count around the clock.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from kesher.demo import calls, contracting
from kesher.demo.book import Book, at
from kesher.demo.clients import Place
from kesher.inquiries import opening
from kesher.inquiries.models import InquiryKind

AROUND_THE_CLOCK = ("מלון נוף הכרמל", "מכון הדמיה שפלה", "חברת הייטק סיגמא־לינק")
BEGINS, ENDS = 8 * 60, 17 * 60
"""of the working day, in minutes"""
FIRST, STEP = BEGINS - 30, 90
"""the first visit of a day that has begun, and from one to the next"""
DONE, GOING_ON = 45, 75
"""minutes of work: one is over before the next visit begins, the other only after now"""
TECHNICIANS = ("avi", "dudu", "rami", "sasha")


def visits(now: datetime) -> list[tuple[datetime, int]]:
    """Rules 1 and 2: when each visit begins, and its minutes."""
    local = timezone.localtime(now)
    minute, day = local.hour * 60 + local.minute, local.date()
    if minute < BEGINS:
        wanted = [(one, GOING_ON) for one in (BEGINS, 10 * 60, 12 * 60, 14 * 60)]
    elif minute < ENDS:
        wanted = around((minute - 25) // 15 * 15)
    else:
        wanted = [(one, DONE) for one in (9 * 60, 11 * 60, 13 * 60, 15 * 60)]
    return [(at(day, one), length) for one, length in wanted]


def around(going_on: int) -> list[tuple[int, int]]:
    """Up to two that are done, the one that is going on, the others ahead."""
    before = min(2, (going_on - FIRST) // STEP)
    return [(going_on + STEP * (place - before), DONE if place < before else GOING_ON) for place in range(4)]


def emergency(now: datetime) -> datetime:
    """A visit that is still ahead today, whose contract counts around the clock."""
    local = timezone.localtime(now)
    minute = local.hour * 60 + local.minute
    return (
        visits(now)[-1][0] + timedelta(minutes=50)
        if minute < ENDS
        else at(local.date(), min(minute + 110, 1439))
    )


def by_day(moment: datetime) -> datetime:
    """Calls come in while people are up: what would come at night came the evening before."""
    return moment - timedelta(hours=10) if timezone.localtime(moment).hour < BEGINS // 60 - 1 else moment


def fill(book: Book, places: Sequence[Sequence[Place]]) -> None:
    planned = contracting.planned(book)
    private = [one for one in places if one[0].customer.full_name not in planned]
    for number, name in enumerate(TECHNICIANS):
        technician = book.staff[name]
        for place, (visit, length) in enumerate(visits(book.now)):
            shift = timedelta(minutes=5 * number)
            where = book.random.choice(book.random.choice(private))
            opened = visit - timedelta(minutes=book.random.randint(70, 200) + 1440 * (place % 2))
            calls.call(
                book, where, at=by_day(min(opened, book.now - timedelta(minutes=12))), visit=visit + shift,
                technician=technician, length=length,
            )  # fmt: skip
        risky(book, places, number, technician=technician)


def risky(book: Book, places: Sequence[Sequence[Place]], number: int, *, technician: Any) -> None:
    """Rule 3: nobody has answered yet."""
    wanted = AROUND_THE_CLOCK[number % len(AROUND_THE_CLOCK)]
    where = next(one for one in places if one[0].customer.full_name == wanted)[-1]
    promised = min(
        (
            clause.terms["response_minutes"]
            for one in book.contracts.get(where.customer.pk, ())
            for clause in one.versions.all()[0].clauses.all()
            if clause.kind == "response-time" and not one.covers.all()
        ),
        default=240,
    )  # fmt: skip
    passed = promised * (1.2 if number == 0 else 0.82 + number / 50)
    calls.call(
        book, where, at=book.now - timedelta(minutes=passed), visit=emergency(book.now),
        technician=technician, length=90, is_answered=False,
    )  # fmt: skip


def waiting(book: Book) -> None:
    """Calls that came in this hour: nobody has them yet, but a team."""
    people = list(book.business.customers.filter(is_company=True).order_by("number")[6:10])
    cases = [one for one in book.texts["calls"] if one["type"] in {"מזגן מטפטף", "שלט ותרמוסטט", "ריח רע"}]
    for number, (customer, case) in enumerate(zip(people, cases, strict=False)):
        site = customer.sites.order_by("id")[0]
        opening.open_inquiry(
            book.business, kind=InquiryKind.SERVICE_CALL, by=book.staff["sigal"], customer=customer, site=site,
            now=book.now - timedelta(minutes=9 * number + 3), type=book.types[InquiryKind.SERVICE_CALL, case["type"]],
            title=calls.titled(case["titles"][0], book.pick("rooms")), details=case["details"][0],
            team=book.teams[number % 2], contact_name=site.contact_name, phone=site.phone, address=site.address,
            channel=book.random.choice(calls.CHANNELS),
        )  # fmt: skip
