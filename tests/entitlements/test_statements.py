from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.entitlements import expiring, spending, statements
from tests import make


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def used(world, quantity, key):
    return spending.consume(
        world.customer, unit="minutes", quantity=quantity, subject=world.customer, facts={},
        day=timezone.localdate(), by=None, now=timezone.now(), key=key,
    )  # fmt: skip


def test_the_numbers_stand_side_by_side(world):
    lot = make.lot(world.customer, quantity=120, valid_until=timezone.localdate())
    used(world, 30, "one")
    spending.reverse(world.customer, by=None, now=timezone.now(), reason="Wrong")
    used(world, 45, "two")
    expected = {"granted": 120, "used": 45, "reserved": 0, "remaining": 75, "expired": 0, "beyond": 0}
    assert statements.balances([lot.fresh()]) == expected

    expiring.expire(world.ours, day=timezone.localdate() + timedelta(days=1), now=timezone.now())

    assert statements.balances([lot.fresh()]) == {**expected, "remaining": 0, "expired": 75}


def test_a_statement_tells_each_entry_with_what_is_left(world):
    make.lot(world.customer, quantity=120)
    used(world, 30, "one")

    lines = statements.statement(world.customer)

    assert [(line.quantity, line.balance) for line in lines] == [(120, 120), (-30, 90)]
    assert "0:30" in lines[1].sentence
    assert str(world.customer) in lines[1].sentence


def test_what_a_use_needed_beyond_all_balances_is_told_with_its_last_entry(world):
    make.lot(world.customer, quantity=30, valid_until=timezone.localdate())
    make.lot(world.customer, quantity=20)

    used(world, 75, "one")
    used(world, 15, "two")

    lines = statements.statement(world.customer)[2:]
    assert [(line.quantity, line.overage) for line in lines] == [(-30, 0), (-20, 25), (0, 15)]
    assert statements.balances(world.ours.lots.all())["beyond"] == 25 + 15


def test_a_use_that_was_taken_back_needed_nothing(world):
    make.lot(world.customer, quantity=30)
    used(world, 75, "one")
    used(world, 15, "two")

    spending.reverse(world.customer, by=None, now=timezone.now(), reason="Wrong")

    assert sum(line.overage for line in statements.statement(world.customer)) == 0


def test_minutes_are_shown_as_hours():
    assert statements.clock(95, "minutes") == "1:35"
    assert statements.clock(-5, "minutes") == "-0:05"
    assert statements.clock(90_000, "minutes") == "1,500:00"
    assert statements.clock(3, "visits") == "3"


def test_nobody_has_five_zeros():
    assert set(statements.balances([]).values()) == {0}
