"""The benchmark's own inquiries and meetings: kinds, states and texts as in a service business, always the same."""

from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.businesses import numbering
from kesher.businesses.models import Business
from kesher.calendar import periods
from kesher.calendar.models import Meeting, MeetingState, Participant
from kesher.core import knowledge
from kesher.core.owning import acting_for
from kesher.demo.book import texts
from kesher.inquiries import searching
from kesher.inquiries.models import (
    Assignee,
    Channel,
    ClockKind,
    ClockSpan,
    Inquiry,
    InquiryKind,
    InquiryNote,
    ResponseClock,
    Treatment,
)

BATCH = 2000
OPEN = 0.02
"""of all inquiries; the others are closed"""
KINDS = (
    [InquiryKind.SERVICE_CALL] * 6 + [InquiryKind.MESSAGE] * 2 + [InquiryKind.TASK, InquiryKind.DOCUMENTATION]
)
CLOCKED = {InquiryKind.MESSAGE, InquiryKind.SERVICE_CALL}
YEARS = timedelta(days=3 * 365)
MEETINGS = 500


def generate(business: Business, count: int, now: datetime) -> None:
    """`count` inquiries over three years, and a week of MEETINGS meetings."""
    random = Random(11)
    with acting_for(business):
        parts = Parts(business)
        for start in range(0, count, BATCH):
            add_batch(parts, random, places=range(start, min(start + BATCH, count)), count=count, now=now)
            if start == 0:
                knowledge.renew(Inquiry)
        add_week(parts, random, now=now)


class Parts:
    """What every inquiry points at, read once."""

    def __init__(self, business: Business) -> None:
        self.business = business
        self.customers = list(business.customers.order_by("id"))
        self.staff = list(business.staff.order_by("id"))
        self.types = {kind: list(business.inquiry_types.filter(kind=kind)) for kind in set(KINDS)}
        self.statuses = {one.key: one for one in business.statuses.all()}
        self.priorities = list(business.priorities.all())
        self.work = business.treatment_types.get(key="work")
        self.closing = business.treatment_types.get(key="closing")
        self.meeting_types = list(business.meeting_types.all())
        cases = texts("technicians")["calls"]
        self.titles = [title.format(room="הקבלה") for one in cases for title in one["titles"]]
        self.details = [text for one in cases for text in one["details"]]
        self.resolutions = [text for one in cases for text in one["resolution"]]


@transaction.atomic
def add_batch(parts: Parts, random: Random, *, places: range, count: int, now: datetime) -> None:
    given = numbering.reserve(parts.business, "inquiry", count=len(places))
    rows = [
        inquiry(
            parts,
            random,
            number=number,
            at=now - YEARS * (count - place) / count,
            now=now,
            share=place / count,
        )
        for number, place in zip(given, places, strict=True)
    ]
    Inquiry.objects.bulk_create(rows)
    surround(parts, random, rows)


def inquiry(
    parts: Parts, random: Random, *, number: int, at: datetime, now: datetime, share: float
) -> Inquiry:
    """The newest are open rather than the old ones."""
    kind, customer = random.choice(KINDS), random.choice(parts.customers)
    is_open = kind != InquiryKind.DOCUMENTATION and random.random() < OPEN * 5 * share**4
    closed_at = None if is_open else min(at + timedelta(minutes=random.randint(20, 9000)), now)
    row = Inquiry(
        business=parts.business, number=number, kind=kind, type=random.choice(parts.types[kind]), customer=customer,
        title=random.choice(parts.titles), details=random.choice(parts.details), phone=customer.phone,
        email=customer.email, channel=random.choice(list(Channel)[:5]), branch_id=customer.branch_id,
        status=parts.statuses[random.choice(["open", "in-treatment", "waiting-parts"]) if is_open else "closed"],
        opened_by=random.choice(parts.staff), created_at=at, changed_at=closed_at or at, closed_at=closed_at,
        percent=0 if is_open else 100, resolution="" if is_open else random.choice(parts.resolutions),
    )  # fmt: skip
    if kind != InquiryKind.DOCUMENTATION:
        row.priority = random.choice(parts.priorities)
        row.target_at = at + timedelta(days=random.randint(1, 6))
    row.search_text = searching.text_of(row)
    return row


def surround(parts: Parts, random: Random, rows: list[Inquiry]) -> None:
    """Who handles each, its clocks, what was done and written, two log entries."""
    business = parts.business
    Assignee.objects.bulk_create(
        [
            Assignee(business=business, inquiry=one, staff=random.choice(parts.staff), is_main=True)
            for one in rows
        ]
    )
    clocked = [one for one in rows if one.kind in CLOCKED]
    ClockSpan.objects.bulk_create(
        [
            ClockSpan(
                business=business, inquiry=one, starts_at=one.created_at, ends_at=one.closed_at, why="פתוח"
            )
            for one in clocked
        ]
    )
    ResponseClock.objects.bulk_create([clock(business, one, kind) for one in clocked for kind in ClockKind])
    calls = [one for one in rows if one.kind == InquiryKind.SERVICE_CALL and one.closed_at]
    Treatment.objects.bulk_create(
        [line(parts, random, one, kind) for one in calls for kind in (parts.work, parts.closing)]
    )
    InquiryNote.objects.bulk_create(
        [
            InquiryNote(
                business=business, inquiry=one, text=random.choice(parts.details), author=parts.staff[0],
                created_at=one.created_at,
            )
            for one in rows
        ]
    )  # fmt: skip
    kinds = ("inquiry.opened", "inquiry.changed")
    Entry.objects.bulk_create([entry(one, kind) for one in rows for kind in kinds])


def clock(business: Business, one: Inquiry, kind: str) -> ResponseClock:
    minutes = 240 if kind == ClockKind.RESPONSE else 1620
    due_at = one.created_at + timedelta(minutes=4 * minutes)
    is_late = one.closed_at is None or due_at < one.closed_at
    return ResponseClock(
        business=business, inquiry=one, kind=kind, minutes=minutes, policy="עדיפות: רגילה", started_at=one.created_at,
        due_at=due_at, stopped_at=one.closed_at, missed_at=due_at if is_late else None, escalated=150 if is_late else 0,
    )  # fmt: skip


def line(parts: Parts, random: Random, one: Inquiry, kind: Any) -> Treatment:
    is_work = kind is parts.work
    return Treatment(
        business=parts.business, inquiry=one, type=kind, status=kind.status, staff=random.choice(parts.staff),
        performed_at=one.closed_at, created_at=one.closed_at, minutes=60 if is_work else 0,
        charged_minutes=60 if is_work else 0, rate=32000 if is_work else 0, resolution="" if is_work else one.resolution,
    )  # fmt: skip


def entry(one: Inquiry, kind: str) -> Entry:
    return Entry(
        business_id=one.business_id, at=one.created_at, kind=kind, subject_kind="inquiries.inquiry", subject_id=one.pk,
        subject_label=str(one)[:200], customer_id=one.customer_id, search_text=one.search_text[:200],
    )  # fmt: skip


@transaction.atomic
def add_week(parts: Parts, random: Random, *, now: datetime) -> None:
    """The meetings of this week, and a tenth as many in each of the year's other weeks."""
    first = periods.week_start(timezone.localdate(now))
    weeks = [(first, MEETINGS)] + [(first - timedelta(weeks=one), MEETINGS // 10) for one in range(1, 52)]
    starts = [
        timezone.make_aware(
            datetime.combine(day + timedelta(days=number % 6), time(7 + number % 12, number % 4 * 15))
        )
        for day, count in weeks
        for number in range(count)
    ]
    numbers = numbering.reserve(parts.business, "inquiry", count=len(starts))
    rows = [meeting(parts, random, number, start) for number, start in zip(numbers, starts, strict=True)]
    Meeting.objects.bulk_create(rows)
    Participant.objects.bulk_create(
        [Participant(business=parts.business, meeting=one, staff=random.choice(parts.staff)) for one in rows]
    )


def meeting(parts: Parts, random: Random, number: int, start: datetime) -> Meeting:
    customer = random.choice(parts.customers)
    return Meeting(
        business=parts.business, number=number, subject=f"פגישה עם {customer}", type=random.choice(parts.meeting_types),
        customer=customer, starts_at=start, ends_at=start + timedelta(minutes=45), organiser=parts.staff[0],
        created_at=start, changed_at=start, state=MeetingState.SCHEDULED,
    )  # fmt: skip
