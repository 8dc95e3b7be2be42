from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kesher.activity import delivering
from kesher.activity.models import Delivery
from kesher.calendar import working
from kesher.core.owning import acting_for
from kesher.inquiries import escalating, progressing, reckoning
from tests import make

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=ZoneInfo("Asia/Jerusalem"))
"""a working day from 8 to 17"""
TODAY, TOMORROW = date(2026, 11, 30), date(2026, 12, 1)
EVENING = MONDAY + 7 * HOUR


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


@pytest.fixture
def by(world):
    return {"by": world.staff, "now": MONDAY}


def call(world, now=MONDAY, **details):
    """Normal priority: 4 hours to the response, 27 to the resolution."""
    details = {"customer": world.customer, "staff": [world.staff], **details}
    return make.inquiry(world.ours, kind="service-call", now=now, **details)


def clock(inquiry, kind="response"):
    return inquiry.clocks.get(kind=kind)


def deliver():
    for one in Delivery.objects.filter(state="waiting"):
        delivering.deliver(one.pk, business_id=one.business_id, now=timezone.now())


def test_each_change_of_the_calendar_is_followed(world, by):
    one, dues = call(world), []

    def note(kind):
        deliver()
        dues.append(clock(one, kind).due_at - MONDAY)

    special = working.add_special_day(world.ours, day=TODAY, name="Strike", **by)
    note("response")
    working.change_special_day(special, hours=[["09:00", "11:00"]], **by)
    note("response")
    working.remove_special_day(special, **by)
    note("response")
    longer = {str(day): [["08:00", "18:00"]] for day in range(5)}
    version = working.renew(world.ours, starts_on=TOMORROW, hours=longer, **by)
    note("resolution")
    working.take_back(version, **by)
    note("resolution")

    assert dues == [27 * HOUR, 25 * HOUR, 4 * HOUR, 2 * DAY + 8 * HOUR, 3 * DAY]


def test_what_runs_out_earlier_is_told_earlier(world, by):
    one = call(world, now=EVENING)
    working.add_special_day(world.ours, day=TOMORROW, name="Sale", hours=[["06:00", "12:00"]], **by)
    at_eight = EVENING + 16 * HOUR

    reckoning.reckon_all(world.ours, now=EVENING)

    assert clock(one).due_at == at_eight + HOUR
    assert escalating.escalate(world.ours, at_eight) == 1


def test_on_a_day_that_is_closed_now_nothing_is_missed(world, by):
    one = call(world)
    working.add_special_day(world.ours, day=TODAY, name="Strike", **by)

    assert escalating.escalate(world.ours, MONDAY + 5 * HOUR) == 0

    assert (clock(one).missed_at, clock(one).due_at) == (None, MONDAY + 27 * HOUR)


def test_what_ran_out_over_the_new_calendar_is_missed(world, by):
    one = call(world, now=EVENING)
    working.add_special_day(world.ours, day=TOMORROW, name="Sale", hours=[["06:00", "12:00"]], **by)

    reckoning.reckon_all(world.ours, now=EVENING + 18 * HOUR)

    assert clock(one).missed_at == EVENING + 17 * HOUR


def test_what_was_missed_stays_missed(world, by):
    one = call(world)
    escalating.escalate(world.ours, MONDAY + 5 * HOUR)
    working.add_special_day(world.ours, day=TODAY, name="Strike", **by)

    reckoning.reckon_all(world.ours, now=MONDAY + 5 * HOUR)

    assert clock(one).missed_at == MONDAY + 4 * HOUR


def test_all_are_reckoned_batch_by_batch_and_doing_it_again_changes_nothing(world, by, monkeypatch):
    monkeypatch.setattr(reckoning, "BATCH", 2)
    message = make.inquiry(world.ours, customer=None, contact_name="Avi", now=MONDAY)
    calls = [call(world), message, call(world)]
    working.add_special_day(world.ours, day=TODAY, name="Strike", **by)

    counts = [reckoning.reckon_all(world.ours, now=MONDAY) for _time in range(2)]

    assert counts == [3, 0]
    assert {clock(one).due_at for one in calls} == {MONDAY + 27 * HOUR}


def test_only_those_whom_the_change_touches_are_written(world, by):
    branch = make.branch(world.ours)
    there, here = call(world, branch=branch), call(world)
    working.add_special_day(world.ours, day=TODAY, name="Move", branch=branch, **by)

    assert reckoning.reckon_all(world.ours, now=MONDAY) == 1

    assert (clock(there).due_at, clock(here).due_at) == (MONDAY + 27 * HOUR, MONDAY + 4 * HOUR)


def test_a_paused_clock_stays_paused(world, by):
    one = call(world)
    waiting = world.ours.statuses.get(key="waiting-customer")
    progressing.set_status(one, status=waiting, by=world.staff, now=MONDAY + HOUR)
    working.add_special_day(world.ours, day=TOMORROW, name="Strike", **by)

    reckoning.reckon_all(world.ours, now=MONDAY + HOUR)

    assert clock(one).due_at is None


def test_how_many_questions_it_asks_does_not_grow_with_those_that_stay(world):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            reckoning.reckon_all(world.ours, now=MONDAY)
        return len(asked)

    call(world)
    few = questions()
    for _number in range(3):
        call(world)

    assert questions() == few
