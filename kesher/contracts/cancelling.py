"""Cancelling a service contract.

1. It is cancelled from a day on, with a reason; that day is within the contract and not in the past.
2. Hours and visits hold until the day before and expire then.
3. A draft that was never signed is cancelled as well; a cancelled one is left as is.
4. A cancellation can be taken back as long as its day has not come.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.activity.reacting import Foreseen, foresee, refuse_if_changed
from kesher.activity.recording import record
from kesher.contracts import changing, filling, renewing, stating
from kesher.contracts.kinds import Kind
from kesher.contracts.models import Contract
from kesher.core import days
from kesher.core.refusals import Problem, refuse_if
from kesher.entitlements import expiring, statements


def problems(contract: Contract, *, cancelled_on: date | None, reason: str, today: date) -> list[Problem]:
    found = []
    if not reason.strip():
        found.append(Problem("cancel-reason", _("Please say why."), field="reason"))
    if cancelled_on is None or cancelled_on < today:
        found.append(
            Problem(
                "cancel-day", _("A contract is cancelled from today or a later day."), field="cancelled_on"
            )
        )
    elif contract.ends_on and cancelled_on > contract.ends_on:
        found.append(Problem("cancel-late", _("By then the contract has ended."), field="cancelled_on"))
    return found


def foreseen(contract: Contract, *, by: Any, cancelled_on: date) -> Foreseen:
    ahead = foresee(Kind.CANCELLED, contract, by=by)
    told = [
        _("The contract is valid until %(day)s (inclusive).")
        % {"day": days.shown_date(cancelled_on - timedelta(days=1))}
    ]
    for lot in renewing.left_of(contract):
        amount = statements.shown(lot.free, lot.unit)
        told.append(_("%(amount)s are left now; what is not used by then expires.") % {"amount": amount})
    return Foreseen(sentences=[*told, *ahead.sentences], problems=ahead.problems)


@transaction.atomic
def cancel(
    contract: Contract, *, cancelled_on: date, reason: str, by: Any, now: datetime, seen: str = ""
) -> Contract:
    contract, today = changing.held(contract), timezone.localdate(now)
    if contract.cancelled_on:
        return contract
    refuse_if(problems(contract, cancelled_on=cancelled_on, reason=reason, today=today))
    ahead = foreseen(contract, by=by, cancelled_on=cancelled_on)
    refuse_if(ahead.problems)
    refuse_if_changed(seen, ahead)
    contract.cancelled_on, contract.cancel_reason = cancelled_on, reason
    contract.save(update_fields=["cancelled_on", "cancel_reason"])
    end_lots(contract)
    expiring.expire_of(contract.customer, day=today, now=now, by=by)
    record(Kind.CANCELLED, contract, by=by, now=now, cancelled_on=cancelled_on, reason=reason)
    return contract


@transaction.atomic
def take_back(contract: Contract, *, by: Any, now: datetime) -> Contract:
    contract, today = changing.held(contract), timezone.localdate(now)
    if contract.cancelled_on is None:
        return contract
    if contract.cancelled_on <= today:
        refuse_if([Problem("cancelled-already", _("The contract has been cancelled already."))])
    before, contract.cancelled_on, contract.cancel_reason = contract.cancelled_on, None, ""
    contract.save(update_fields=["cancelled_on", "cancel_reason"])
    end_lots(contract)
    record(Kind.CHANGED, contract, by=by, now=now, changes={"cancelled_on": [before, None]})
    return contract


def end_lots(contract: Contract) -> None:
    """The lots hold as long as the contract does; one whose first day it does not reach ends before it."""
    filling.lots_of(contract).filter(closed_at=None).update(valid_until=stating.last_day(contract))
