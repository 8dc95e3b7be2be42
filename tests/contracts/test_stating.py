from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kesher.contracts import describing, stating
from kesher.contracts.models import Contract
from kesher.contracts.stating import State
from tests import make

DAY = date(2026, 6, 15)
YEAR = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "warning_days": 30}


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({}, State.VALID),
        ({"is_draft": True}, State.DRAFT),
        ({"starts_on": date(2026, 6, 16)}, State.FUTURE),
        ({"ends_on": DAY}, State.ENDS_SOON),
        ({"ends_on": date(2026, 6, 14)}, State.ENDED),
        ({"ends_on": None}, State.VALID),
        ({"cancelled_on": DAY}, State.CANCELLED),
        ({"cancelled_on": date(2026, 6, 16)}, State.VALID),
    ],
)
def test_the_state_follows_from_the_days(changed, state):
    assert stating.state_of(Contract(**{**YEAR, **changed}), DAY) == state


def test_the_last_day_is_the_one_before_the_cancellation():
    assert stating.last_day(Contract(**YEAR, cancelled_on=DAY)) == DAY - timedelta(days=1)
    assert stating.last_day(Contract(**YEAR)) == date(2026, 12, 31)


def test_lists_ask_for_the_same_states(ours, today):
    kinds = [
        {}, {"is_draft": True}, {"starts_on": today + timedelta(days=1)}, {"ends_on": today + timedelta(days=3)},
        {"ends_on": today - timedelta(days=3)}, {"ends_on": today + timedelta(days=60), "warning_days": 60},
        {"ends_on": today + timedelta(days=8), "warning_days": 7}, {"ends_on": today, "warning_days": 0}, {"ends_on": None},
    ]  # fmt: skip
    rows = [make.contract(ours.customer, **one) for one in kinds]

    for state in State:
        found = set(ours.ours.contracts.filter(stating.in_state(state, today)))
        also = {State.ENDS_SOON} if state == State.VALID else set()
        assert found == {one for one in rows if stating.state_of(one, today) in {state, *also}}


@settings(max_examples=1000, deadline=None)
@given(some.dates(DAY, DAY + timedelta(days=99)), some.dates(DAY, DAY + timedelta(days=200)))
def test_a_contract_is_valid_on_its_last_day_and_not_after_it(ends_on, day):
    contract = Contract(starts_on=DAY, ends_on=ends_on, warning_days=7)

    assert (stating.state_of(contract, day) in stating.BINDING) == (day <= ends_on)


def test_a_foreign_place_is_described_as_a_problem(ours):
    found = describing.problems(
        ours.customer, details={"name": "x", "starts_on": DAY}, clauses_typed=[make.bank()], sites=[make.site(make.customer(ours.ours))]
    )  # fmt: skip

    assert [one.code for one in found] == ["cover-foreign"]
