from types import SimpleNamespace

from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from kesher.contracts import changing, filling
from kesher.contracts.models import Clause, ClauseKind
from kesher.entitlements import spending
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
