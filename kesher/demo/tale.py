"""The course of one inquiry, step by step; what would come after now has not happened yet.

1. Each step says when it happens, later than the one before it. From the first step that lies ahead on, nothing happens.
2. The rows and what the log tells are those that the verbs of inquiries would have made.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from kesher.contracts import covering
from kesher.contracts.models import ClauseKind
from kesher.demo.book import Book
from kesher.demo.ticking import Ticking
from kesher.inquiries import announcing, assigning, banking, billing_status, clocks, visiting
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import (
    Assignee,
    BillingStatus,
    Category,
    ChecklistItem,
    ClockSpan,
    Inquiry,
    InquiryKind,
    InquiryNote,
    Treatment,
    Watcher,
)

HUNDRED = 100
FRESH = timedelta(days=2)
"""how long ago the notices begin that are still at the bell"""
BILLED_AFTER = timedelta(days=45)


class Tale:
    def __init__(
        self, book: Book, *, kind: str, at: datetime, by: Any, staff: Sequence[Any] = (), **facts: Any
    ) -> None:
        self.book, self.chronicle, self.is_over = book, book.chronicle, False
        self.staff = list(staff)
        self.spans: list[ClockSpan] = []
        self.lines: list[Treatment] = []
        self.answered: tuple[datetime, str] | None = None
        is_done = kind == InquiryKind.DOCUMENTATION
        status = book.statuses["closed" if is_done else "open"]
        if not is_done:
            facts = {"priority": book.priorities["normal"], **facts}
        self.inquiry: Inquiry = self.chronicle.add(
            Inquiry(business=book.business, kind=kind, opened_by=by, created_at=at, changed_at=at, status=status, **facts)
        )  # fmt: skip
        self.told(Kind.OPENED, by=by, at=at, staff=assigning.names(self.staff))
        self.notify(self.staff, at=at, by=by)
        if is_done:
            self.inquiry.closed_at, self.inquiry.percent = at, HUNDRED
        else:
            self.begin(at)

    def happens(self, at: datetime) -> bool:
        self.is_over = self.is_over or at > self.book.now
        return not self.is_over

    def told(self, kind: str, *, at: datetime, by: Any, subject: Any = None, **details: Any) -> None:
        self.inquiry.changed_at = at
        self.chronicle.tell(kind, subject or self.inquiry, by=by, at=at, **details)

    def notify(self, staff: Sequence[Any], *, at: datetime, by: Any) -> None:
        if staff and at > self.book.now - FRESH:
            inquiry = self.inquiry
            text = _("Yours to handle: %(inquiry)s")
            self.chronicle.act(
                lambda: announcing.tell(
                    staff, inquiry, kind="assigned", text=text % {"inquiry": inquiry}, key="opened", by=by, now=at
                ),
                at=at,
            )  # fmt: skip

    def begin(self, at: datetime) -> None:
        """A stretch in the status that holds."""
        if self.inquiry.kind in clocks.CLOCKED:
            status = self.inquiry.status
            is_paused = status.category == Category.WAITING
            self.spans.append(
                ClockSpan(inquiry=self.inquiry, starts_at=at, why=str(status), is_paused=is_paused)
            )

    def assign(self, staff: Sequence[Any], *, at: datetime, by: Any) -> None:
        if self.happens(at):
            pair = [assigning.names(self.staff), assigning.names(staff)]
            self.staff = list(staff)
            self.told(Kind.ASSIGNED, by=by, at=at, changes={"staff": pair})
            self.notify(staff, at=at, by=by)

    def note(self, text: str, *, at: datetime, by: Any, is_answer: bool = False) -> None:
        if self.happens(at):
            row = InquiryNote(inquiry=self.inquiry, text=text, author=by, is_answer=is_answer, created_at=at)
            self.told(Kind.NOTE_ADDED, by=by, at=at, subject=self.chronicle.add(row))
            if is_answer:
                self.answer(at, _("Answered"))

    def answer(self, at: datetime, why: str) -> None:
        self.answered = self.answered or (at, why)

    def arrive(self, *, at: datetime, by: Any) -> None:
        if self.happens(at):
            self.inquiry.arrived_at = at
            self.answer(at, _("The technician arrived"))
            self.told(Kind.ARRIVED, by=by, at=at)

    def move(self, key: str, *, at: datetime, by: Any, **details: Any) -> None:
        """To another open status."""
        if self.happens(at) and self.inquiry.status.key != key:
            self.shift(self.book.statuses[key], at=at)
            self.told(Kind.STATUS_CHANGED, by=by, at=at, changes={"status": self.pair}, **details)

    def shift(self, status: Any, *, at: datetime) -> None:
        self.pair = [str(self.inquiry.status), str(status)]
        self.inquiry.status = status
        if self.spans and self.spans[-1].ends_at is None:
            self.spans[-1].ends_at = at
            if status.category != Category.CLOSED:
                self.begin(at)

    def percent(self, percent: int, *, at: datetime, by: Any) -> None:
        if self.happens(at):
            changed = {"percent": [self.inquiry.percent, percent]}
            self.inquiry.percent = percent
            self.told(Kind.CHANGED, by=by, at=at, changes=changed)

    def line(self, kind: Any, *, at: datetime, by: Any, **details: Any) -> None:
        """A treatment; the call takes its status, its start and end."""
        if not self.happens(at):
            return
        row = Treatment(
            inquiry=self.inquiry, type=kind, status=kind.status, staff=by, performed_at=at, created_at=at,
            created_by=by, **details,
        )  # fmt: skip
        self.lines.append(self.chronicle.add(row))
        self.charge(row, by=by, at=at)
        self.told(Kind.TREATMENT_ADDED, by=by, at=at, subject=row)
        self.fill_times(row)
        if kind.status.category == Category.CLOSED:
            self.shut(at=at, by=by, resolution=row.resolution)
        else:
            self.move(kind.status.key, at=at, by=by, by_treatment=True)

    def charge(self, row: Treatment, *, by: Any, at: datetime) -> None:
        contract = self.inquiry.contract
        terms = covering.hour_terms(contract, at.date(), business=self.inquiry.business)
        counted = banking.minutes_of(
            row.type.sub_type, minutes=row.minutes, travel_minutes=row.travel_minutes, terms=terms
        )
        row.charged_minutes = covering.charged_minutes(counted, terms)
        row.overage_rate = row.rate if terms.overage_rate is None else terms.overage_rate
        row.discount_percent = banking.discount_of(self.inquiry, row.type.sub_type, at.date())
        if row.charged_minutes and self.is_banked:
            self.chronicle.act(lambda: banking.book(row, by=by, now=at), at=at)

    def fill_times(self, row: Treatment) -> None:
        starts = [one.starts_at for one in self.lines if one.starts_at]
        self.inquiry.starts_at = self.inquiry.starts_at or min(starts, default=None)
        if row.ends_at:
            self.inquiry.ends_at = max(row.ends_at, self.inquiry.ends_at or row.ends_at)
            if self.inquiry.starts_at and self.inquiry.ends_at < self.inquiry.starts_at:
                self.inquiry.starts_at = min(starts)

    def close(self, *, at: datetime, by: Any, resolution: str = "") -> None:
        if self.happens(at):
            self.shut(at=at, by=by, resolution=resolution)

    def shut(self, *, at: datetime, by: Any, resolution: str) -> None:
        self.shift(self.book.statuses["closed"], at=at)
        self.inquiry.closed_at, self.inquiry.percent = at, HUNDRED
        self.inquiry.resolution = resolution
        self.told(Kind.CLOSED, by=by, at=at, changes={"status": self.pair}, resolution=resolution)
        if self.includes_visits:
            inquiry = self.inquiry
            self.chronicle.act(lambda: visiting.follow(inquiry, by=by, now=at), at=at)

    def finish(self, *, watchers: Sequence[Any] = (), checklist: Sequence[str] = ()) -> Inquiry:
        """What follows from all of it."""
        for place, one in enumerate(self.staff):
            self.chronicle.add(Assignee(inquiry=self.inquiry, staff=one, is_main=place == 0))
        for one in watchers:
            self.chronicle.add(Watcher(inquiry=self.inquiry, staff=one))
        done = len(checklist) * self.inquiry.percent // HUNDRED
        for place, text in enumerate(checklist):
            item = ChecklistItem(inquiry=self.inquiry, text=text, position=place)
            if place < done:
                item.done_at, item.done_by = self.inquiry.changed_at, self.staff[0]
            self.chronicle.add(item)
        for span in self.spans:
            self.chronicle.add(span)
        if self.spans:
            Ticking(self.book, self.inquiry, self.spans, self.answered).promise()
        self.bill()
        return self.inquiry

    @property
    def is_banked(self) -> bool:
        """The customer has an hour bank: what it pays is known only in its turn."""
        contracts = (
            self.book.contracts.get(self.inquiry.customer_id or 0, ()) if self.inquiry.contract else ()
        )
        return any(gives(one, ClauseKind.HOUR_BANK) for one in contracts)

    @property
    def includes_visits(self) -> bool:
        """Others take none, and need not be asked."""
        contract = self.inquiry.contract
        return contract is not None and gives(contract, ClauseKind.VISITS)

    def bill(self) -> None:
        """Whether it is to be billed; the older ones were billed since."""
        inquiry, at, by = self.inquiry, self.inquiry.changed_at, self.staff[0] if self.staff else None
        is_old = inquiry.closed_at is not None and inquiry.closed_at < self.book.now - BILLED_AFTER
        status = BillingStatus.BILLED if is_old else BillingStatus.UNBILLED
        if self.is_banked and self.lines:
            self.chronicle.act(lambda: settle(inquiry, status, by=by, at=at), at=at)
        elif any(one.charge for one in self.lines):
            inquiry.billing_status = status
            changed = {"billing_status": [BillingStatus.NONE, BillingStatus.UNBILLED]}
            self.told(Kind.BILLING_CHANGED, by=by, at=at, changes=changed, billing_reason="")


def gives(contract: Any, kind: ClauseKind) -> bool:
    return any(clause.kind == kind for one in contract.versions.all() for clause in one.clauses.all())


def settle(inquiry: Inquiry, status: str, *, by: Any, at: datetime) -> None:
    """After the hour bank has paid."""
    billing_status.follow(inquiry, by=by, now=at)
    inquiry.business.inquiries.filter(pk=inquiry.pk, billing_status=BillingStatus.UNBILLED).update(
        billing_status=status
    )
