"""What is promised for an inquiry: until when the customer hears from us, until when it is resolved (features 7.4).

1. For each of the two the contract's clause comes before the priority's default; where neither promises anything there is no
   promise.
2. The clause is that of the day on which the inquiry was opened.
"""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.contracts import covering
from kesher.inquiries.models import ClockKind, Inquiry


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
