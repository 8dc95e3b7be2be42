from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from kesher.contracts import changing, filling
from kesher.contracts.models import Clause, ClauseKind
from kesher.entitlements import spending, statements
from tests import make


def version(contract, *clauses, day):
    changing.change(contract, by=None, now=timezone.now(), clauses=list(clauses), version_on=day, reason="x")


def nights(contract, day, count=3):
    for _night in range(count):
        filling.fill_all(contract.business, day=day, now=timezone.now())


def hours(contract):
    return sum(lot.balance for lot in filling.lots_of(contract).filter(unit="minutes")) / 60


def test_fewer_hours_are_taken_back_once_however_many_nights_pass(ours, today):
    contract = make.contract(ours.customer)
    version(contract, make.bank(20), day=today)
    version(contract, make.bank(15), day=today)

    nights(contract, today)
    changing.change(contract, by=None, now=timezone.now(), name="Other name")

    assert hours(contract) == 15


def test_what_is_used_is_taken_back_when_it_comes_free(ours, today):
    contract = make.contract(ours.customer)
    given = {"by": None, "now": timezone.now()}
    spending.consume(
        ours.customer,
        unit="minutes",
        quantity=480,
        subject=ours.customer,
        facts={},
        day=today,
        key="a",
        **given,
    )

    version(contract, make.bank(5), day=today)
    assert hours(contract) == 0
    spending.reverse(ours.customer, reason="x", **given)
    nights(contract, today)

    assert hours(contract) == 5


def floors(contract):
    return sum(lot.floor for lot in filling.lots_of(contract)) / 60


def use(ours, today, hours, *, subject=None):
    """How many hours of it are covered."""
    now = timezone.now()
    spent = spending.consume(
        ours.customer, unit="minutes", quantity=hours * 60, subject=subject or ours.customer, facts={}, day=today,
        by=None, now=now, key=f"use-{now.timestamp()}",
    )  # fmt: skip
    return spent.covered / 60


@pytest.mark.parametrize(
    ("before", "after", "floor"),
    [
        ((20, 20), (30, 20), -6),
        ((20, 20), (10, 20), -2),
        ((20, 0), (20, 10), -2),
        ((20, 10), (20, 0), 0),
        ((20, 10), (30, 0), 0),
    ],
)
def test_the_hours_may_be_overrun_by_what_the_version_that_holds_permits(ours, today, before, after, floor):
    (first, percent), (hours_then, percent_then) = before, after
    contract = make.contract(ours.customer, clauses=[make.bank(first, overrun_percent=percent)])

    version(contract, make.bank(hours_then, overrun_percent=percent_then), day=today)

    assert floors(contract) == floor
    assert use(ours, today, 50) == hours_then - floor


def test_an_overrun_that_begins_later_holds_from_its_day_on(ours, today):
    contract, tomorrow = make.contract(ours.customer, clauses=[make.bank(20)]), today + timedelta(days=1)
    version(contract, make.bank(20, overrun_percent=10), day=tomorrow)

    assert floors(contract) == 0
    nights(contract, tomorrow)
    assert floors(contract) == -2


def test_a_bank_that_ends_with_a_later_version_is_taken_back_at_night(ours, today):
    contract, tomorrow = make.contract(ours.customer, clauses=[make.bank(20)]), today + timedelta(days=1)
    version(contract, make.visits(3), day=tomorrow)

    nights(contract, tomorrow)

    assert hours(contract) == 0


def test_what_is_still_to_be_taken_back_cannot_be_overrun(ours, today):
    contract = make.contract(ours.customer, clauses=[make.bank(20, overrun_percent=20)])
    use(ours, today, 17)

    version(contract, make.bank(15, overrun_percent=20), day=today)

    assert use(ours, today, 9) == 1


def test_what_was_overrun_before_stays_and_new_hours_make_up_for_it(ours, today):
    contract = make.contract(ours.customer, clauses=[make.bank(20, overrun_percent=20)])
    assert use(ours, today, 24) == 24

    version(contract, make.bank(25), day=today)

    assert [lot.balance for lot in filling.lots_of(contract).order_by("pk")] == [0, 60]
    assert use(ours, today, 9) == 1
    figures = statements.balances(filling.lots_of(contract))
    assert (figures["granted"], figures["used"], figures["remaining"]) == (25 * 60, 25 * 60, 0)


def test_an_overrun_that_cannot_be_taken_back_leaves_nothing_more(ours, today):
    contract = make.contract(ours.customer, clauses=[make.bank(20, overrun_percent=20)])
    use(ours, today, 23)

    version(contract, make.bank(20), day=today)
    nights(contract, today)

    assert (floors(contract), use(ours, today, 1)) == (-3, 0)


def kept(*hours):
    """A version with these hour banks, without its rows."""
    clauses = [Clause(kind="hour-bank", terms={"hours": one}) for one in hours]
    return SimpleNamespace(clauses=SimpleNamespace(all=lambda: clauses))


@settings(max_examples=1000, deadline=None)
@given(some.lists(some.lists(some.integers(1, 500), max_size=3), min_size=1, max_size=6))
def test_what_versions_give_and_take_adds_up_to_the_last_one(versions):
    rows, total = [kept(*hours) for hours in versions], 0
    for version, before in zip(rows, [None, *rows], strict=False):
        more, less = filling.difference(version, before, ClauseKind.HOUR_BANK)
        total += sum(minutes for _clause, minutes in more) - less

    assert total == 60 * sum(versions[-1])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(some.tuples(some.integers(1, 30), some.integers(0, 2)), min_size=1, max_size=5))
def test_whatever_versions_follow_the_last_one_says_how_many_hours_were_given(ours, today, steps):
    with transaction.atomic():
        contract = make.contract(ours.customer)
        for number, count in steps:
            if number != changing.newest(contract).clauses.get().terms["hours"]:
                version(contract, make.bank(number), day=today)
            nights(contract, today, count)

            assert hours(contract) == number
        transaction.set_rollback(True)


happenings = some.lists(
    some.one_of(
        some.tuples(some.just("version"), some.integers(1, 30), some.integers(0, 50)),
        some.tuples(some.just("use"), some.integers(1, 20), some.integers(0, 1)),
        some.tuples(some.just("take-back"), some.just(0), some.integers(0, 1)),
    ),
    max_size=6,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(happenings)
def test_whatever_happens_no_more_is_covered_than_the_version_that_holds_permits(ours, today, steps):
    with transaction.atomic():
        subjects, used = [make.customer(ours.ours) for _ in range(2)], [0, 0]
        permitted = 600
        contract = make.contract(ours.customer)
        for what, amount, other in steps:
            match what:
                case "version":
                    version(contract, make.bank(amount, overrun_percent=other), day=today)
                    permitted = amount * 60 + amount * 60 * other // 100
                case "use":
                    covered = round(60 * use(ours, today, amount, subject=subjects[other]))
                    assert covered == max(0, min(60 * amount, permitted - sum(used)))
                    used[other] += covered
                case "take-back":
                    spending.reverse(subjects[other], by=None, now=timezone.now(), reason="x")
                    used[other] = 0
                    nights(contract, today, 1)
        transaction.set_rollback(True)
