from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.inquiries import arriving
from kesher.inquiries.models import ClockKind
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def call(world, *, opened_at=NOW):
    urgent = world.ours.priorities.filter(response_minutes__gt=0).first()
    return make.inquiry(
        world.ours,
        kind="service-call",
        customer=world.customer,
        by=world.staff,
        now=opened_at,
        priority=urgent,
    )


def response(inquiry):
    return inquiry.clocks.get(kind=ClockKind.RESPONSE)


def test_arriving_stops_the_response_clock(world):
    one = call(world)

    arriving.arrive(one, by=world.staff, now=NOW)

    assert response(one).stopped_at == NOW


def test_arriving_again_changes_nothing(world):
    one = arriving.arrive(call(world), by=world.staff, now=NOW)

    assert arriving.arrive(one, by=world.staff, now=NOW + timedelta(hours=1)).arrived_at == NOW


def test_one_arrives_at_calls_only(world):
    with pytest.raises(Refused) as refused:
        arriving.arrive(make.inquiry(world.ours, by=world.staff), by=world.staff, now=NOW)

    assert [one.code for one in refused.value.problems] == ["not-a-call"]


def test_what_was_told_late_but_done_in_time_was_not_missed(world):
    one = call(world, opened_at=NOW - timedelta(days=2))
    due = NOW - timedelta(hours=1)
    one.clocks.filter(kind=ClockKind.RESPONSE).update(due_at=due, missed_at=due)

    arriving.arrive(one, by=world.staff, now=NOW, at=due - timedelta(minutes=5))

    assert (response(one).missed_at, response(one).stopped_at) == (None, due - timedelta(minutes=5))


def test_an_arrival_after_the_time_was_missed(world):
    one = call(world, opened_at=NOW - timedelta(days=2))
    due = NOW - timedelta(hours=1)
    one.clocks.filter(kind=ClockKind.RESPONSE).update(due_at=due)

    arriving.arrive(one, by=world.staff, now=NOW)

    assert response(one).missed_at == due
