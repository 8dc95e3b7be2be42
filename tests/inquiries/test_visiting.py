from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.entitlements import statements
from kesher.inquiries import changing, closing, progressing, treating, visiting
from tests import make

NOW = timezone.now()


@pytest.fixture
def call(world):
    """Under a contract with two visits."""
    with acting_for(world.ours):
        make.contract(world.customer, clauses=[make.visits(2)], now=NOW - timedelta(hours=3))
        yield make.inquiry(
            world.ours, kind="service-call", customer=world.customer, now=NOW - timedelta(hours=2)
        )


def work(call, world, sub_type="work", **details):
    kind = call.business.treatment_types.filter(sub_type=sub_type).first()
    return treating.add(
        call, by=world.staff, now=NOW, **{"type": kind, "minutes": 30, "item": "x", **details}
    )


def close(call, world, *, after=1):
    return closing.close(call.fresh(), by=world.staff, now=NOW + timedelta(minutes=after), resolution="Done")


def left(call):
    return call.customer.lots.get(unit="visits").balance


def test_a_closed_call_with_work_is_one_visit(world, call):
    work(call, world)
    work(call, world)
    assert left(call) == 2

    close(call, world)

    assert left(call) == 1
    assert statements.statement(call.customer, unit="visits")[-1].quantity == -1


def test_a_closing_line_closes_it_with_its_visit(world, call):
    work(call, world)

    work(call, world, "closing", resolution="Done", minutes=0)

    assert left(call) == 1


def test_a_call_without_work_is_no_visit(world, call):
    work(call, world, "parts")

    close(call, world)

    assert left(call) == 2


def test_a_call_under_no_contract_is_no_visit(world, call):
    changing.change(call, by=world.staff, now=NOW, contract=None)
    work(call, world)

    close(call, world)

    assert left(call) == 2


def test_reopening_gives_the_visit_back_and_closing_takes_it_anew(world, call):
    work(call, world)
    close(call, world)

    progressing.reopen(call.fresh(), by=world.staff, now=NOW + timedelta(minutes=2), reason="Again")
    assert left(call) == 2
    close(call, world, after=3)

    assert left(call) == 1


def test_asked_twice_it_is_taken_once(world, call):
    work(call, world)
    call = close(call, world)

    visiting.follow(call, by=world.staff, now=NOW)

    assert left(call) == 1


def test_work_that_goes_from_a_closed_call_or_comes_late_changes_its_visit(world, call):
    line = work(call, world)
    close(call, world)

    treating.remove(line, by=world.staff, now=NOW)
    assert left(call) == 2
    treating.restore(line, by=world.staff, now=NOW)

    assert left(call) == 1


def test_another_contract_takes_the_visit_anew(world, call):
    other = make.contract(world.customer, clauses=[make.visits(3)])
    work(call, world)
    close(call, world)

    changing.change(call, by=world.staff, now=NOW, contract=other)

    assert [one.balance for one in call.customer.lots.order_by("pk")] == [2, 2]


def test_when_none_is_left_it_is_told(world, call):
    for _number in range(3):
        again = make.inquiry(
            world.ours, kind="service-call", customer=world.customer, now=NOW - timedelta(hours=1)
        )
        work(again, world)
        close(again, world)

    assert left(call) == 0
    assert statements.balances(call.customer.lots.all())["beyond"] == 1
