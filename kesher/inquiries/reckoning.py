"""The running response times after the working calendar changed (features 7.4).

1. Every running clock of the business is reckoned again over the calendar that holds now: what runs out, and which step is
   reached, comes earlier or later. What was missed stays missed.
2. All are looked at, a batch at a time; only those that the change touches are written, each under its own inquiry, in the
   order of the house. Doing it again changes nothing.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from kesher.businesses.models import Business
from kesher.calendar import working
from kesher.inquiries import clocks, holding
from kesher.inquiries.models import Inquiry, ResponseClock

BATCH = 200


def reckon_all(business: Business, *, now: datetime) -> int:
    """How many inquiries the change touched."""
    calendar, count, last = working.load(business), 0, 0
    while batch := running(business, after=last):
        touched = [one for one in batch if is_touched(one, calendar, now)]
        for inquiry in touched:
            reckon(inquiry, now)
        count, last = count + len(touched), batch[-1].pk
    return count


def running(business: Business, *, after: int) -> list[Inquiry]:
    """The next ones whose clocks run."""
    clocked = business.response_clocks.filter(stopped_at=None).values("inquiry")
    rows = business.inquiries.filter(pk__in=clocked, pk__gt=after).select_related("customer")
    return list(rows.prefetch_related("clocks", "clock_spans").order_by("pk")[:BATCH])


def is_touched(inquiry: Inquiry, calendar: Any, now: datetime) -> bool:
    passed = clocks.stretches(inquiry)
    return any(
        moments(clock) != reckoned(clock, passed, clocks.hours_of(inquiry, clock, calendar), now)
        for clock in inquiry.clocks.all()
        if not clock.stopped_at
    )


def reckoned(clock: ResponseClock, passed: Any, hours: Any, now: datetime) -> tuple[Any, ...]:
    clocks.set_moments(clock, passed, hours, now)
    return moments(clock)


def moments(clock: ResponseClock) -> tuple[Any, ...]:
    return clock.due_at, clock.next_step_at, clock.missed_at


@transaction.atomic
def reckon(inquiry: Inquiry, now: datetime) -> None:
    clocks.reckon(holding.locked(inquiry), now)
