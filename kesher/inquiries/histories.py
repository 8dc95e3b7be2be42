"""What was done for a customer: the history of their inquiries and meetings.

1. By customer: how many are active, how many there were, when something changed last; the last changed first.
2. One customer's history is whole, newest first, up to MOST; meetings stand among the inquiries.
3. It shows what the staff member sees, no more.
4. A contract and a piece of equipment have a history of their calls.
5. An inquiry's own log has what was done to it, its lines, notes and files.
"""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Max, Q

from kesher.activity.models import Entry as Logged
from kesher.activity.models import EntryQuerySet
from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.core.addresses import address
from kesher.customers.columns import tone
from kesher.customers.models import Customer
from kesher.inquiries import listed_meetings, seeing
from kesher.inquiries.columns import KIND_ICONS, KIND_TONES, spoken
from kesher.inquiries.models import Inquiry
from kesher.inquiries.phrasing import KIND_LABELS

MOST = 200
_PEOPLE = 51
_PERSON = ("customer", "customer__full_name", "customer__number")


class Entry(NamedTuple):
    """One line of a history: plain values."""

    at: datetime
    when: str
    kind: str
    icon: str
    tone: str
    title: str
    number: int | None
    type: str
    status: str
    status_tone: str
    url: str
    is_closed: bool


class Person(NamedTuple):
    id: int
    name: str
    number: int
    active: int
    all: int
    changed_at: datetime
    archived_at: datetime | None


def by_customer(people: Any, *, by: Staff) -> list[Person]:
    """Rule 1."""
    rows = seeing.seen_by(by).standing().filter(customer__in=people).order_by()
    counted = rows.values(*_PERSON, "customer__archived_at").annotate(
        active=Count("pk", filter=Q(closed_at=None)), every=Count("pk"), changed=Max("changed_at")
    )
    return [Person(*row) for row in counted.order_by("-changed", "customer").values_list(
        *_PERSON, "active", "every", "changed", "customer__archived_at"
    )[:_PEOPLE]]  # fmt: skip


def of_customer(customer: Customer, *, by: Staff, now: datetime) -> list[Entry]:
    """Rule 2."""
    rows = seeing.seen_by(by).standing().filter(customer=customer).select_related("type", "status")
    found = [inquiry_entry(one, now) for one in rows.order_by("-created_at", "-pk")[:MOST]]
    if by.may(Permission.DIARY_VIEW):
        meetings = listed_meetings.seen_by(by).filter(customer=customer).select_related("type")
        found += [meeting_entry(one, now) for one in meetings.order_by("-starts_at", "-pk")[:MOST]]
    return sorted(found, key=lambda one: one.at, reverse=True)[:MOST]


def of_rows(*, by: Staff, now: datetime, **which: Any) -> list[Entry]:
    """Rule 4."""
    rows = seeing.seen_by(by).standing().filter(**which).select_related("type", "status")
    return [inquiry_entry(one, now) for one in rows.order_by("-created_at", "-pk")[:MOST]]


def inquiry_entry(one: Any, now: datetime) -> Entry:
    return Entry(
        one.created_at, spoken(one.created_at, now), str(KIND_LABELS[one.kind]), KIND_ICONS[one.kind],
        KIND_TONES[one.kind], one.title or one.details[:80], one.number, str(one.type or ""), one.status.name,
        tone(one.status.colour), address("inquiries:show", one.business.slug, one.pk), one.is_closed,
    )  # fmt: skip


def meeting_entry(one: Any, now: datetime) -> Entry:
    return Entry(
        one.starts_at, spoken(one.starts_at, now), str(KIND_LABELS["meeting"]), KIND_ICONS["meeting"],
        KIND_TONES["meeting"], one.subject, one.number, str(one.type or ""), str(one.get_state_display()),
        listed_meetings.TONES[one.state], address("calendar:meeting", one.business.slug, one.pk), one.state != "scheduled",
    )  # fmt: skip


def log_of(inquiry: Inquiry) -> EntryQuerySet:
    """Rule 5."""
    parts = (inquiry.treatments, inquiry.notes, inquiry.files)
    rows = {one.model: list(one.values_list("pk", flat=True)) for one in parts}
    entries: EntryQuerySet = Logged.objects.of(inquiry.business).on(rows | {Inquiry: [inquiry.pk]})
    return entries
