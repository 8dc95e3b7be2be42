"""Response times: how long until the customer hears from us, and until it is resolved (features 7.4).

1. Messages and service calls have two clocks, counted from their opening over the working calendar of their branch, where
   something is promised (promising.py).
2. They pause in waiting statuses only, and never start again, whoever handles the inquiry.
3. The response clock stops at the first answer to the customer, at the technician's arrival, or at closing; the resolution
   clock stops at closing and goes on when the inquiry is reopened, while it is promised still.
4. What was missed stays missed. What is told later than it happened stops a clock when it happened: what was counted or
   reckoned missed since is set right.
5. Another priority, contract or branch changes the promise, counted from the opening all the same; what is promised no more
   has no clock. A clock that comes late stopped when rule 3 says so.
6. The receipt names every counted interval, why, and by which version of the calendar.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from kesher.calendar import working
from kesher.inquiries import promising, timing
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


def start(inquiry: Inquiry, now: datetime) -> None:
    keep(inquiry, foreseen(inquiry, now), now)


def foreseen(inquiry: Inquiry, now: datetime) -> list[ResponseClock]:
    """The clocks of an inquiry that is being opened, reckoned, neither of them kept yet."""
    made = promised(inquiry, promising.policies_of(inquiry)) if runs(inquiry) else []
    calendar = working.load(inquiry.business) if made else None
    first = [timing.Stretch(now, None, inquiry.is_waiting, str(inquiry.status))]
    for clock in made:
        set_moments(clock, first, hours_of(inquiry, clock, calendar), now)
    return made


def promised(inquiry: Inquiry, policies: dict[ClockKind, promising.Policy]) -> list[ResponseClock]:
    common = {"business": inquiry.business, "inquiry": inquiry, "started_at": inquiry.created_at}
    return [taking(ResponseClock(kind=kind, **common), policy) for kind, policy in policies.items()]


def keep(inquiry: Inquiry, made: list[ResponseClock], now: datetime) -> None:
    if runs(inquiry):
        begin(inquiry, now)
    if made:
        inquiry.business.response_clocks.bulk_create(made)


def runs(inquiry: Inquiry) -> bool:
    return inquiry.kind in CLOCKED and not inquiry.is_closed


def taking(clock: ResponseClock, policy: promising.Policy) -> ResponseClock:
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
    policies = promising.policies_of(inquiry)
    held = {clock.kind: clock for clock in inquiry.clocks.all()}
    late = [one for one in promised(inquiry, policies) if one.kind not in held]
    for clock in [*late, *(one for kind, one in held.items() if kind in policies)]:
        if not clock.stopped_at:
            taking(clock, policies[ClockKind(clock.kind)]).save()
    end(inquiry, now, kinds=[kind for kind in ClockKind if kind not in policies])
    for clock in late:
        stop_late(clock)
    reckon(inquiry, now)


def stop_late(clock: ResponseClock) -> None:
    """Rule 5: reckoned as it stood when it stopped."""
    inquiry, passed = clock.inquiry, stretches(clock.inquiry)
    stops = stops_of(inquiry, clock.kind, passed)
    if not stops:
        return
    at, why = min(stops)
    at = max(at, inquiry.created_at)
    hours = hours_of(inquiry, clock, working.load(inquiry.business))
    set_moments(clock, timing.as_of(passed, at), hours, at)
    clock.save(update_fields=["due_at", "missed_at"])
    halt(inquiry, at, why=why, kinds=[clock.kind])


def stops_of(inquiry: Inquiry, kind: str, passed: list[timing.Stretch]) -> list[tuple[datetime, str]]:
    """Rule 3: when something happened that stops a clock of this kind, and why."""
    closed = [inquiry.closed_at] if inquiry.closed_at else []
    if kind == ClockKind.RESOLUTION:
        return [(at, _("Closed")) for at in closed]
    answers = inquiry.notes.filter(is_answer=True, removed_at=None).values_list("created_at", flat=True)
    found = [(at, _("Closed")) for at in [*closed, *timing.ended(passed)]]
    found += [(inquiry.arrived_at, _("The technician arrived"))] if inquiry.arrived_at else []
    return found + [(at, _("Answered")) for at in answers]


def end(inquiry: Inquiry, now: datetime, *, kinds: list[Any]) -> None:
    """Promised no more; rule 4 all the same."""
    running = inquiry.clocks.filter(stopped_at=None, kind__in=kinds)
    running.filter(missed_at=None).exclude(due_at__lt=now).delete()
    halt(inquiry, now, why=_("No longer promised"), kinds=kinds)


def stretches(inquiry: Inquiry) -> list[timing.Stretch]:
    spans = inquiry.clock_spans.all()
    return [timing.Stretch(one.starts_at, one.ends_at, one.is_paused, one.why) for one in spans]


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


def happened(inquiry: Inquiry, at: datetime | None, *, now: datetime) -> datetime:
    """When that was which is told now: not before the opening, nor ahead (rule 4)."""
    return min(max(at or now, inquiry.created_at), now)


def answered(inquiry: Inquiry, at: datetime, *, why: str) -> None:
    halt(inquiry, at, why=why, kinds=[ClockKind.RESPONSE])


def stop(inquiry: Inquiry, at: datetime) -> None:
    """The inquiry was closed; nothing is counted from then on."""
    spans = inquiry.clock_spans.all()
    spans.filter(starts_at__gt=at).delete()
    spans.filter(Q(ends_at=None) | Q(ends_at__gt=at)).update(ends_at=at)
    halt(inquiry, at, why=_("Closed"), kinds=list(ClockKind))


def halt(inquiry: Inquiry, at: datetime, *, why: str, kinds: list[Any]) -> None:
    """Rule 4: a clock that stops after it ran out was missed; one that stopped later stopped already then."""
    for clock in inquiry.clocks.filter(Q(stopped_at=None) | Q(stopped_at__gt=at), kind__in=kinds):
        clock.stopped_at, clock.stopped_why, clock.next_step_at = at, why, None
        clock.missed_at = next((one for one in (clock.missed_at, clock.due_at) if one and one < at), None)
        clock.save(update_fields=["stopped_at", "stopped_why", "next_step_at", "missed_at"])


def resume(inquiry: Inquiry, now: datetime) -> None:
    """The inquiry was reopened (rule 3)."""
    if inquiry.kind in CLOCKED:
        begin(inquiry, now)
        if ClockKind.RESOLUTION in promising.policies_of(inquiry):
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
