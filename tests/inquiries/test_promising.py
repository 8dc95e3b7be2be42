from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kesher.core.owning import acting_for
from kesher.inquiries import promising
from tests import make

HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=ZoneInfo("Asia/Jerusalem"))
"""a working day from 8 to 17"""


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def call(world, **details):
    return make.inquiry(world.ours, kind="service-call", customer=world.customer, now=MONDAY, **details)


def clock(call, kind="response"):
    return call.clocks.get(kind=kind)


def test_the_contracts_clause_comes_before_the_priority(world):
    make.contract(world.customer, clauses=[make.response(minutes=60)], now=MONDAY)
    one = call(world)

    assert clock(one).due_at == MONDAY + HOUR
    assert clock(one).clause.kind == "response-time"


def test_what_the_clause_does_not_promise_the_priority_does(world):
    plain = call(world)
    make.contract(world.customer, clauses=[make.response(minutes=60, is_around_the_clock=True)], now=MONDAY)
    covered = call(world)

    resolution = clock(covered, "resolution")
    assert (clock(covered).minutes, resolution.due_at) == (60, clock(plain, "resolution").due_at)
    assert (resolution.clause, resolution.is_around_the_clock) == (None, False)
    assert resolution.policy.endswith(str(covered.priority))
    assert covered.target_at == resolution.due_at


def test_where_neither_promises_anything_there_is_no_promise(world):
    none = world.ours.priorities.create(name="None", rank=9, position=9)

    assert promising.policies_of(call(world, priority=none)) == {}
