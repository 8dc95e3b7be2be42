"""Where a contract stands; derived from its days, never typed.

1. A draft binds nobody. A signed contract is in the future until its first day, valid until its last one (inclusive), then ended.
2. Within its warning days before the end a valid contract "ends soon".
3. A cancelled contract is valid until the day of its cancellation (exclusive).
"""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import DateField, F, Func, IntegerField, Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kesher.contracts.models import Contract


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    FUTURE = "future", _("Begins later")
    VALID = "valid", _("Valid")
    ENDS_SOON = "ends-soon", _("Ends soon")
    ENDED = "ended", _("Ended")
    CANCELLED = "cancelled", pgettext_lazy("contract", "Cancelled")


TONES = {
    State.DRAFT: "gray", State.FUTURE: "blue", State.VALID: "green", State.ENDS_SOON: "orange", State.ENDED: "gray",
    State.CANCELLED: "red",
}  # fmt: skip
BINDING = {State.FUTURE, State.VALID, State.ENDS_SOON}


def state_of(contract: Contract, day: date) -> State:
    if contract.is_draft:
        return State.DRAFT
    if contract.cancelled_on and contract.cancelled_on <= day:
        return State.CANCELLED
    if contract.starts_on > day:
        return State.FUTURE
    if contract.ends_on is None:
        return State.VALID
    if contract.ends_on < day:
        return State.ENDED
    is_soon = contract.ends_on <= day + timedelta(days=contract.warning_days)
    return State.ENDS_SOON if is_soon else State.VALID


def last_day(contract: Contract) -> date | None:
    """The last day on which it holds."""
    if contract.cancelled_on is None:
        return contract.ends_on
    cancelled = contract.cancelled_on - timedelta(days=1)
    return min(cancelled, contract.ends_on or cancelled)


def over_by(day: date, prefix: str = "") -> Q:
    """Its last day is this one or before it, as a condition."""
    is_cancelled = Q(**{f"{prefix}cancelled_on__lte": day + timedelta(days=1)})
    return is_cancelled | Q(**{f"{prefix}ends_on__lte": day})


def in_state(state: str, day: date, prefix: str = "") -> Q:
    """The same as a condition, for lists; `prefix` leads to the contract."""

    def q(**terms: object) -> Q:
        return Q(**{f"{prefix}{name}": value for name, value in terms.items()})

    is_cancelled = q(cancelled_on__lte=day)
    is_signed = q(is_draft=False) & (q(cancelled_on=None) | q(cancelled_on__gt=day))
    has_begun = is_signed & q(starts_on__lte=day)
    days_left = DaysBetween(F(f"{prefix}ends_on"), Value(day, DateField()))
    is_open = q(ends_on=None) | q(ends_on__gte=day)
    return {
        State.DRAFT: q(is_draft=True),
        State.CANCELLED: q(is_draft=False) & is_cancelled,
        State.FUTURE: is_signed & q(starts_on__gt=day),
        State.VALID: has_begun & is_open,
        State.ENDED: has_begun & q(ends_on__lt=day),
        State.ENDS_SOON: has_begun & q(ends_on__gte=day, warning_days__gte=days_left),
    }[State(state)]


class DaysBetween(Func):
    """Whole days from the second date to the first one, on either engine."""

    template, arg_joiner = "(%(expressions)s)", " - "
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra_context: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="CAST(julianday(%(expressions)s) AS integer)",
            arg_joiner=") - julianday(",
            **extra_context,
        )
