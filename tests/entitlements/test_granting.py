import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.entitlements import granting
from tests import make


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def adjust(lot, quantity, reason="Counted again", key="adjust"):
    return granting.adjust(lot, quantity=quantity, reason=reason, by=None, now=timezone.now(), key=key)


def test_a_lot_is_granted_once_for_its_key(world):
    first, again = (make.lot(world.customer, key="clause-1") for _ in range(2))

    assert first == again
    assert first.entries.count() == 1


def test_nothing_cannot_be_granted(world):
    with pytest.raises(Refused, match="grant-empty"):
        make.lot(world.customer, quantity=0)


def test_adjusting_needs_a_reason_and_stays_above_the_floor(world):
    lot = make.lot(world.customer, quantity=60)

    with pytest.raises(Refused, match="adjust-reason, adjust-too-low"):
        adjust(lot, -61, " ")

    adjust(lot, -60)
    adjust(lot, -60)
    assert lot.fresh().balance == 0


def test_a_balance_is_carried_over_once(world):
    old, new = make.lot(world.customer, quantity=60), make.lot(world.customer, quantity=100)

    moved = [granting.transfer(old, to=new, by=None, now=timezone.now(), key="carry") for _ in range(2)]

    assert moved == [60, 0]
    assert (old.fresh().balance, new.fresh().balance) == (0, 160)


def test_hours_are_not_carried_over_to_visits(world):
    hours, visits = make.lot(world.customer), make.lot(world.customer, unit="visits", quantity=4)

    with pytest.raises(Refused, match="transfer-unit"):
        granting.transfer(hours, to=visits, by=None, now=timezone.now(), key="carry")
