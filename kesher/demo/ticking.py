"""The response times of an inquiry that is told at once, reckoned as clocks.py would have done step by step."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from kesher.demo.book import Book
from kesher.inquiries import clocks, promising, timing
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import ClockKind, ClockSpan, Inquiry, InquiryKind, ResponseClock

LEFT_TO_THE_JOB = timedelta(hours=1)
"""steps reached since then are announced by the product itself"""


@dataclass
class Ticking:
    book: Book
    inquiry: Inquiry
    spans: list[ClockSpan]
    answered: tuple[datetime, str] | None
    """when and why the response clock stopped"""

    def promise(self) -> None:
        for clock in clocks.promised(self.inquiry, promising.policies_of(self.inquiry)):
            self.reckon(self.book.chronicle.add(clock))

    def reckon(self, clock: ResponseClock) -> None:
        hours = clocks.hours_of(self.inquiry, clock, self.book.calendar)
        stop = (self.inquiry.closed_at, _("Closed")) if self.inquiry.closed_at else None
        if clock.kind == ClockKind.RESPONSE:
            stop = self.answered or stop
        if clock.kind == ClockKind.RESOLUTION or not self.inquiry.target_at:
            self.aim(clock, hours)
        if stop:
            clock.stopped_at, clock.stopped_why = stop
        passed = self.stretches(clock.stopped_at)
        clock.due_at = timing.runs_out(passed, hours, timedelta(minutes=clock.minutes))
        if clock.due_at and clock.due_at <= (clock.stopped_at or self.book.now):
            clock.missed_at = clock.due_at
        self.step(clock, passed, hours)

    def aim(self, clock: ResponseClock, hours: timing.Hours) -> None:
        """A call's target is its promise as it stood at the opening."""
        if self.inquiry.kind == InquiryKind.SERVICE_CALL:
            self.inquiry.target_at = hours.after(self.inquiry.created_at, timedelta(minutes=clock.minutes))

    def stretches(self, stop: datetime | None) -> list[timing.Stretch]:
        """As they stood when the clock stopped: the last one was open."""
        kept = [one for one in self.spans if stop is None or one.starts_at < stop]
        last = kept[-1] if kept else None
        return [
            timing.Stretch(one.starts_at, None if one is last else one.ends_at, one.is_paused, one.why)
            for one in kept
        ]

    def step(self, clock: ResponseClock, passed: list[timing.Stretch], hours: timing.Hours) -> None:
        """Steps of escalating that were reached; the last hours' are left to the job."""
        until = clock.stopped_at or self.book.now - LEFT_TO_THE_JOB
        steps = clocks.steps_of(self.inquiry.business)
        while reached := clocks.next_step(clock, passed, hours):
            step = next(one for one in steps if one > clock.escalated)
            if reached > until:
                break
            clock.escalated = step
            if step == steps[1]:
                self.book.chronicle.tell(
                    Kind.RESPONSE_MISSED, self.inquiry, by=None, at=reached, clock=clock.kind
                )
            self.book.chronicle.tell(
                Kind.RESPONSE_ESCALATED, self.inquiry, by=None, at=reached, clock=clock.kind, percent=step
            )
        clock.next_step_at = None if clock.stopped_at else reached
