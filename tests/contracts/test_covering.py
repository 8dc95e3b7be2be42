from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as some

from kesher.contracts import covering
from kesher.contracts.covering import HourTerms
from tests import make


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def test_the_most_specific_contract_comes_first_with_its_reason(ours, today):
    site = make.site(ours.customer)
    boiler = make.equipment(ours.customer, site=site)
    whole = make.contract(ours.customer)
    of_site, of_boiler = (
        make.contract(ours.customer, sites=[site]),
        make.contract(ours.customer, equipment=[boiler]),
    )

    found = covering.valid_contracts(ours.customer, day=today, equipment=boiler)

    assert [(one.contract, one.rank) for one in found] == [(of_boiler, 0), (of_site, 1), (whole, 2)]
    assert found[0].reason == "Covers this equipment"


def test_among_equals_the_one_that_ends_first(ours, today):
    late, soon = make.contract(ours.customer), make.contract(ours.customer, ends_on=today + timedelta(days=9))

    found = covering.valid_contracts(ours.customer, day=today)

    assert [one.contract for one in found] == [soon, late]
    assert "ends on" in found[0].reason


def test_other_places_and_other_days_do_not_hold(ours, today):
    here, there = make.site(ours.customer), make.site(ours.customer, name="Store")
    make.contract(ours.customer, sites=[there])
    make.contract(ours.customer, starts_on=today + timedelta(days=1))
    make.contract(ours.customer, starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=1))
    make.contract(ours.customer, is_draft=True)

    assert covering.valid_contracts(ours.customer, day=today, site=here) == []


def test_the_promise_is_the_priority_s_own_one_where_there_is_one(ours, today):
    clause = make.response(240, resolution_minutes=960, by_priority={"7": {"response_minutes": 60}})
    contract = make.contract(ours.customer, clauses=[clause])

    usual = covering.response_promise(contract, priority=None, day=today)
    urgent = covering.response_promise(contract, priority=7, day=today)

    assert (usual.response_minutes, usual.resolution_minutes) == (240, 960)
    assert (urgent.response_minutes, urgent.resolution_minutes) == (60, 960)
    assert covering.response_promise(make.contract(ours.customer), priority=None, day=today) is None


def test_the_terms_of_hours_are_the_clause_s_or_the_house_s(ours, today):
    contract = make.contract(
        ours.customer, clauses=[make.bank(5, rounding=30, minimum=0, overage_rate=35000)]
    )

    terms = covering.hour_terms(contract, today, business=ours.ours)

    assert (terms.rounding, terms.minimum, terms.overage_rate) == (30, 0, 35000)
    assert covering.hour_terms(None, today, business=ours.ours) == HourTerms()


def test_without_a_contract_or_an_hour_bank_time_is_rounded_as_the_business_does(ours, today):
    ours.ours.work_rounding, ours.ours.work_minimum = 6, 30
    without = make.contract(ours.customer, clauses=[make.visits()])

    for contract in (None, without):
        terms = covering.hour_terms(contract, today, business=ours.ours)
        assert (terms.rounding, terms.minimum) == (6, 30)
    own = make.contract(ours.customer, clauses=[make.bank(5, rounding=15, minimum=0)])
    terms = covering.hour_terms(own, today, business=ours.ours)
    assert (terms.rounding, terms.minimum) == (15, 0)


def test_time_is_rounded_up_in_steps_with_a_minimum():
    assert [covering.charged_minutes(one, HourTerms()) for one in (0, 1, 15, 16, 61)] == [0, 15, 15, 30, 75]
    assert covering.charged_minutes(10, HourTerms(minimum=60)) == 60
    assert covering.charged_minutes(30, HourTerms(multiplier=Decimal("1.5"))) == 45


@settings(max_examples=1000, deadline=None)
@given(some.integers(0, 10_000), some.integers(1, 240), some.integers(0, 480))
def test_charged_time_is_never_less_than_worked_and_less_than_a_step_more(minutes, rounding, minimum):
    charged = covering.charged_minutes(minutes, HourTerms(rounding=rounding, minimum=minimum))

    assert charged % rounding == 0
    assert (
        charged == 0 if minutes == 0 else max(minutes, minimum) <= charged < max(minutes, minimum) + rounding
    )
