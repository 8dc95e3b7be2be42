"""The demo's past, written at once: rows in bulk, and the log in the order in which things happened.

1. Rows are kept model by model, in the order in which the first of each was added: what is pointed at comes first.
2. Inquiries and meetings share one series of numbers, given in the order in which they were opened.
3. What happened is told with its time. A deed that only a verb can do (of a ledger) is done in its turn.
4. What happens after `until` waits for the next writing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction

from kesher.activity import recording
from kesher.activity.models import Entry
from kesher.businesses import numbering
from kesher.businesses.models import Business
from kesher.calendar.models import Meeting
from kesher.customers import searching as finding_people
from kesher.customers.models import Customer
from kesher.inquiries import searching
from kesher.inquiries.models import Inquiry


@dataclass(frozen=True)
class Happening:
    at: datetime
    kind: str = ""
    subject: Any = None
    by: Any = None
    details: dict[str, Any] = field(default_factory=dict)
    deed: Callable[[], Any] | None = None


class Chronicle:
    def __init__(self, business: Business) -> None:
        self.business = business
        self.rows: dict[type[Any], list[Any]] = {}
        self.happenings: list[Happening] = []
        self.touched: dict[int, datetime] = {}

    def add(self, row: Any) -> Any:
        row.business = self.business
        self.rows.setdefault(type(row), []).append(row)
        return row

    def tell(self, kind: str, subject: Any, *, by: Any, at: datetime, **details: Any) -> None:
        self.happenings.append(Happening(at, kind, subject, by, details))

    def act(self, deed: Callable[[], Any], *, at: datetime) -> None:
        self.happenings.append(Happening(at, deed=deed))

    @transaction.atomic
    def write(self, until: datetime) -> None:
        self.number()
        for model, rows in self.rows.items():
            model.objects.bulk_create(rows)
        self.rows = {}
        due = sorted((one for one in self.happenings if one.at <= until), key=lambda one: one.at)
        self.happenings = [one for one in self.happenings if one.at > until]
        for is_deed, group in groupby(due, key=lambda one: one.deed is not None):
            if is_deed:
                for one in group:
                    one.deed()  # type: ignore[misc]
            else:
                Entry.objects.bulk_create([self.entry(one) for one in group])

    def number(self) -> None:
        """Rule 2; what is found by its text gets the text."""
        people = self.rows.get(Customer, [])
        for number, person in zip(
            numbering.reserve(self.business, "customer", count=len(people)), people, strict=True
        ):
            person.number = number
            person.search_text = finding_people.text_of(person)
        both = sorted(
            [*self.rows.get(Inquiry, []), *self.rows.get(Meeting, [])], key=lambda one: one.created_at
        )
        for number, row in zip(
            numbering.reserve(self.business, "inquiry", count=len(both)), both, strict=True
        ):
            row.number = number
        for inquiry in self.rows.get(Inquiry, []):
            inquiry.search_text = searching.text_of(inquiry)

    def entry(self, one: Happening) -> Entry:
        entry = recording.written(one.kind, one.subject, by=one.by, now=one.at, details=one.details)
        if entry.customer_id:
            self.touched[entry.customer_id] = one.at
        return entry

    def stamp(self) -> None:
        """When each person was last changed; at the end."""
        people = list(self.business.customers.filter(pk__in=self.touched))
        for one in people:
            one.changed_at = max(one.changed_at, self.touched[one.pk])
        self.business.customers.bulk_update(people, ["changed_at"])
