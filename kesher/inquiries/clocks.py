"""Response times: how long until the customer hears from us, and until it is resolved (features 7.4).

1. Messages and service calls have two clocks, counted from their opening over the working calendar of their branch. For each
   of them the contract's clause comes before the priority's default; where neither promises anything there is no clock.
2. They pause in waiting statuses only, and never start again, whoever handles the inquiry.
3. The response clock stops at the first answer to the customer, at the technician's arrival, or at closing; the resolution
   clock stops at closing and goes on when the inquiry is reopened.
4. What was missed stays missed.
5. Another priority, contract or branch changes the promise, counted from the opening all the same; what is promised no more
   has no clock.
6. The receipt names every counted interval, why, and by which version of the calendar.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.calendar import working
from kesher.contracts import covering
from kesher.inquiries import timing
from kesher.inquiries.models import Category, ClockKind, Inquiry, InquiryKind, ResponseClock

CLOCKED = {InquiryKind.MESSAGE, InquiryKind.SERVICE_CALL}


@dataclass(frozen=True)
class Line:
    clock: ResponseClock
    rows: list[timing.Row]

    @property
    def minutes(self) -> int:
        return timing.counted(self.rows) // timing.ONE_MINUTE

    @property
    def percent(self) -> int:
        return 100 * self.minutes // max(self.clock.minutes, 1)


@dataclass(frozen=True)
class Receipt:
    lines: list[Line]

    @property
    def rows(self) -> list[timing.Row]:
        """Of the clock that ran longest."""
        return max((line.rows for line in self.lines), key=len, default=[])


@dataclass(frozen=True)
class Policy:
    """What is promised for one clock, and where that comes from."""

    minutes: int
    name: str
    clause: Any = None
    is_around_the_clock: bool = False


def policies_of(inquiry: Inquiry) -> dict[ClockKind, Policy]:
    """Rule 1, for each clock that something promises."""
    return of_priority(inquiry.priority) | of_contract(inquiry)


def of_priority(priority: Any) -> dict[ClockKind, Policy]:
    if priority is None:
        return {}
    name = _("Priority: %(name)s") % {"name": priority}
    minutes = by_kind(priority)
    return {kind: Policy(count, name) for kind, count in minutes.items() if count is not None}


def of_contract(inquiry: Inquiry) -> dict[ClockKind, Policy]:
    if not inquiry.contract:
        return {}
    day = timezone.localdate(inquiry.created_at)
    promise = covering.response_promise(inquiry.contract, priority=inquiry.priority, day=day)
    if promise is None:
        return {}
    rest: dict[str, Any] = {
        "name": str(inquiry.contract)[:160],
        "clause": promise.clause,
        "is_around_the_clock": promise.is_around_the_clock,
    }
    return {kind: Policy(count, **rest) for kind, count in by_kind(promise).items() if count is not None}


def by_kind(row: Any) -> dict[ClockKind, int | None]:
    return {ClockKind.RESPONSE: row.response_minutes, ClockKind.RESOLUTION: row.resolution_minutes}


def start(inquiry: Inquiry, now: datetime) -> None:
    keep(inquiry, foreseen(inquiry, now), now)


def foreseen(inquiry: Inquiry, now: datetime) -> list[ResponseClock]:
    """The clocks of an inquiry that is being opened, reckoned, neither of them kept yet."""
    made = promised(inquiry, policies_of(inquiry)) if runs(inquiry) else []
    calendar = working.load(inquiry.business) if made else None
    first = [timing.Stretch(now, None, inquiry.is_waiting, str(inquiry.status))]
    for clock in made:
        set_moments(clock, first, hours_of(inquiry, clock, calendar), now)
    return made


def promised(inquiry: Inquiry, policies: dict[ClockKind, Policy]) -> list[ResponseClock]:
    common = {"business": inquiry.business, "inquiry": inquiry, "started_at": inquiry.created_at}
    return [taking(ResponseClock(kind=kind, **common), policy) for kind, policy in policies.items()]


def keep(inquiry: Inquiry, made: list[ResponseClock], now: datetime) -> None:
    if runs(inquiry):
        begin(inquiry, now)
    if made:
        inquiry.business.response_clocks.bulk_create(made)


def runs(inquiry: Inquiry) -> bool:
    return inquiry.kind in CLOCKED and not inquiry.is_closed


def taking(clock: ResponseClock, policy: Policy) -> ResponseClock:
    """The clock with what the policy promises."""
    clock.minutes, clock.policy, clock.clause = policy.minutes, policy.name, policy.clause
    clock.is_around_the_clock = policy.is_around_the_clock
    return clock


def begin(inquiry: Inquiry, now: datetime) -> None:
    """A stretch in the status that holds now."""
    inquiry.business.clock_spans.create(
        inquiry=inquiry, starts_at=now, why=str(inquiry.status),
        is_paused=inquiry.status.category == Category.WAITING,
    )  # fmt: skip


def promise(inquiry: Inquiry, now: datetime) -> None:
    """The clocks as they are promised now; those that stopped stay as they are (rules 4 and 5)."""
    policies = policies_of(inquiry)
    held = {clock.kind: clock for clock in inquiry.clocks.all()}
    for kind, policy in policies.items():
        clock = held.pop(kind, None) or ResponseClock(
            business=inquiry.business, inquiry=inquiry, kind=kind, started_at=inquiry.created_at
        )
        if not clock.stopped_at:
            taking(clock, policy).save()
    end(inquiry, now, kinds=[kind for kind in ClockKind if kind not in policies])
    reckon(inquiry, now)


def end(inquiry: Inquiry, now: datetime, *, kinds: list[Any]) -> None:
    """Promised no more; rule 4 all the same."""
    running = inquiry.clocks.filter(stopped_at=None, kind__in=kinds)
    running.filter(missed_at=None).exclude(due_at__lt=now).delete()
    halt(inquiry, now, why=_("No longer promised"), kinds=kinds)


def stretches(inquiry: Inquiry) -> list[timing.Stretch]:
    rows = inquiry.clock_spans.order_by("starts_at", "id")
    return [timing.Stretch(one.starts_at, one.ends_at, one.is_paused, one.why) for one in rows]


def hours_of(inquiry: Inquiry, clock: ResponseClock, calendar: Any) -> timing.Hours:
    return timing.Hours(None if clock.is_around_the_clock else calendar, inquiry.branch_id)


def reckon(inquiry: Inquiry, now: datetime) -> None:
    """When the running clocks run out, and when the next step is reached."""
    running = list(inquiry.clocks.filter(stopped_at=None))
    if not running:
        return
    calendar, passed = working.load(inquiry.business), stretches(inquiry)
    for clock in running:
        set_moments(clock, passed, hours_of(inquiry, clock, calendar), now)
        clock.save(update_fields=["due_at", "next_step_at", "missed_at"])


def set_moments(
    clock: ResponseClock, passed: list[timing.Stretch], hours: timing.Hours, now: datetime
) -> None:
    clock.due_at = timing.runs_out(passed, hours, timedelta(minutes=clock.minutes))
    clock.next_step_at = next_step(clock, passed, hours)
    if clock.due_at and clock.due_at <= now:
        clock.missed_at = clock.missed_at or clock.due_at


def steps_of(business: Any) -> tuple[int, int, int]:
    """Per cent at which somebody is told (escalating.py)."""
    return business.first_percent, business.second_percent, business.third_percent


def next_step(clock: ResponseClock, passed: list[timing.Stretch], hours: timing.Hours) -> datetime | None:
    ahead = [step for step in steps_of(clock.inquiry.business) if step > clock.escalated]
    return (
        timing.runs_out(passed, hours, timedelta(minutes=clock.minutes) * ahead[0] / 100) if ahead else None
    )


def note_status(inquiry: Inquiry, now: datetime) -> None:
    """After another open status was set."""
    if inquiry.clock_spans.filter(ends_at=None).update(ends_at=now):
        begin(inquiry, now)
        reckon(inquiry, now)


def answered(inquiry: Inquiry, now: datetime, *, why: str) -> None:
    halt(inquiry, now, why=why, kinds=[ClockKind.RESPONSE])


def stop(inquiry: Inquiry, now: datetime) -> None:
    """The inquiry was closed."""
    inquiry.clock_spans.filter(ends_at=None).update(ends_at=now)
    halt(inquiry, now, why=_("Closed"), kinds=list(ClockKind))


def halt(inquiry: Inquiry, now: datetime, *, why: str, kinds: list[Any]) -> None:
    """Rule 4: a clock that stops after it ran out was missed."""
    for clock in inquiry.clocks.filter(stopped_at=None, kind__in=kinds):
        clock.stopped_at, clock.stopped_why, clock.next_step_at = now, why, None
        if clock.due_at and clock.due_at < now:
            clock.missed_at = clock.missed_at or clock.due_at
        clock.save(update_fields=["stopped_at", "stopped_why", "next_step_at", "missed_at"])


def resume(inquiry: Inquiry, now: datetime) -> None:
    """The inquiry was reopened (rule 3)."""
    if inquiry.kind in CLOCKED:
        begin(inquiry, now)
        inquiry.clocks.filter(kind=ClockKind.RESOLUTION).update(stopped_at=None, stopped_why="")
        reckon(inquiry, now)


def target_of(made: list[ResponseClock]) -> datetime | None:
    """A call's target by default (AMB-50): when its resolution is due, else the response."""
    rows = {clock.kind: clock.due_at for clock in made}
    return rows.get(ClockKind.RESOLUTION) or rows.get(ClockKind.RESPONSE)


def receipt(inquiry: Inquiry, now: datetime) -> Receipt:
    """Rule 6."""
    calendar, passed = working.load(inquiry.business), stretches(inquiry)
    found = []
    for clock in inquiry.clocks.select_related("clause").order_by("-kind"):
        hours = hours_of(inquiry, clock, calendar)
        found.append(Line(clock, timing.rows(passed, hours, until=clock.stopped_at or now)))
    return Receipt(found)
