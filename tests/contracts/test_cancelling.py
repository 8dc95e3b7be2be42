from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.contracts import cancelling, filling, stating
from kesher.core.refusals import Refused
from tests import make


def cancel(contract, day, reason="Moved away"):
    return cancelling.cancel(contract, cancelled_on=day, reason=reason, by=None, now=timezone.now())


def test_it_holds_until_the_day_before_and_its_hours_expire(ours, today):
    contract = cancel(make.contract(ours.customer), today)

    assert stating.state_of(contract, today) == "cancelled"
    assert filling.lots_of(contract).get().balance == 0


def test_cancelled_from_later_keeps_the_hours_until_then_and_can_be_taken_back(ours, today):
    contract = cancel(make.contract(ours.customer), today + timedelta(days=5))
    assert filling.lots_of(contract).get().valid_until == today + timedelta(days=4)

    cancelling.take_back(contract, by=None, now=timezone.now())

    assert filling.lots_of(contract).get().valid_until == contract.ends_on
    assert contract.fresh().cancelled_on is None


def test_a_reason_and_a_day_within_the_contract_are_needed(ours, today):
    contract = make.contract(ours.customer)

    with pytest.raises(Refused, match="cancel-reason, cancel-day"):
        cancel(contract, today - timedelta(days=1), " ")
    with pytest.raises(Refused, match="cancel-late"):
        cancel(contract, contract.ends_on + timedelta(days=1))


def test_what_has_been_cancelled_is_not_taken_back(ours, today):
    contract = cancel(make.contract(ours.customer), today)

    with pytest.raises(Refused, match="cancelled-already"):
        cancelling.take_back(contract, by=None, now=timezone.now())
