from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import archiving
from kesher.inquiries import (
    arriving,
    assigning,
    changing,
    clocks,
    closing,
    escalating,
    noting,
    progressing,
    service_rules,
)
from kesher.inquiries.kinds import Kind
from tests import make

HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=ZoneInfo("Asia/Jerusalem"))
"""a working day from 8 to 17"""


@pytest.fixture
def call(world):
    """Normal priority: 4 hours to the response, 27 to the resolution."""
    with acting_for(world.ours):
        details = {"customer": world.customer, "staff": [world.staff], "now": MONDAY}
        yield make.inquiry(world.ours, kind="service-call", **details)


def clock(call, kind="response"):
    return call.clocks.get(kind=kind)


def status(call, key):
    return call.business.statuses.get(key=key)


def answer(call, world, now):
    return noting.add(call, text="On it", is_answer=True, by=world.staff, now=now)


def test_clocks_count_from_the_opening_over_working_hours(call):
    assert clock(call).due_at == MONDAY + 4 * HOUR
    assert clock(call, "resolution").due_at == MONDAY + timedelta(days=3)


def test_a_call_without_a_target_gets_the_promise_as_its_target(call):
    assert call.target_at == clock(call, "resolution").due_at


def test_the_contracts_clause_comes_before_the_priority(world):
    with acting_for(world.ours):
        make.contract(world.customer, clauses=[make.response(minutes=60)], now=MONDAY)
        call = make.inquiry(world.ours, kind="service-call", customer=world.customer, now=MONDAY)

        assert clock(call).due_at == MONDAY + HOUR
        assert clock(call).clause.kind == "response-time"


def test_what_the_clause_does_not_promise_the_priority_does(world, call):
    with acting_for(world.ours):
        make.contract(
            world.customer, clauses=[make.response(minutes=60, is_around_the_clock=True)], now=MONDAY
        )
        covered = make.inquiry(world.ours, kind="service-call", customer=world.customer, now=MONDAY)

    resolution = clock(covered, "resolution")
    assert (clock(covered).minutes, resolution.due_at) == (60, clock(call, "resolution").due_at)
    assert (resolution.clause, resolution.is_around_the_clock) == (None, False)
    assert resolution.policy.endswith(str(covered.priority))
    assert covered.target_at == resolution.due_at


def test_the_response_clock_stops_at_the_first_answer(world, call):
    answer(call, world, MONDAY + HOUR)
    answer(call, world, MONDAY + 2 * HOUR)

    assert clock(call).stopped_at == MONDAY + HOUR
    assert clock(call, "resolution").stopped_at is None


def test_an_inner_note_stops_nothing(world, call):
    noting.add(call, text="Called, no reply", by=world.staff, now=MONDAY + HOUR)

    assert clock(call).stopped_at is None


def test_the_response_clock_stops_when_the_technician_arrives(world, call):
    arriving.arrive(call, by=world.staff, now=MONDAY + HOUR)
    arriving.arrive(call, by=world.staff, now=MONDAY + 2 * HOUR)

    assert clock(call).stopped_at == MONDAY + HOUR


def test_clocks_pause_in_waiting_statuses_only(world, call):
    progressing.set_status(call, status=status(call, "waiting-customer"), by=world.staff, now=MONDAY + HOUR)
    assert clock(call).due_at is None

    progressing.set_status(call, status=status(call, "in-treatment"), by=world.staff, now=MONDAY + 3 * HOUR)
    assert clock(call).due_at == MONDAY + 6 * HOUR


def test_handing_over_does_not_start_them_again(world, call):
    before = clock(call).due_at

    assigning.assign(call, staff=[make.staff(world.ours)], by=world.staff, now=MONDAY + HOUR)

    assert clock(call).due_at == before


def test_reopening_goes_on_where_it_stopped(world, call):
    closing.close(call, resolution="Reset", by=world.staff, now=MONDAY + HOUR)
    progressing.reopen(call, reason="Again", by=world.staff, now=MONDAY + 3 * HOUR)

    line = clocks.receipt(call, MONDAY + 4 * HOUR).lines
    minutes = {one.clock.kind: one.minutes for one in line}
    assert minutes == {"response": 60, "resolution": 120}


def test_what_was_missed_stays_missed(world, call):
    answer(call, world, MONDAY + 5 * HOUR)
    low = call.business.priorities.get(key="low")

    changing.change(call, priority=low, by=world.staff, now=MONDAY + 6 * HOUR)

    assert clock(call).missed_at == MONDAY + 4 * HOUR


def test_another_priority_changes_the_promise_from_the_opening(world, call):
    urgent = call.business.priorities.get(key="urgent")

    changing.change(call, priority=urgent, by=world.staff, now=MONDAY + HOUR / 2)

    assert clock(call).due_at == MONDAY + HOUR


def test_the_receipt_names_every_counted_interval_and_the_calendars_version(world, call):
    progressing.set_status(call, status=status(call, "waiting-parts"), by=world.staff, now=MONDAY + HOUR)
    progressing.set_status(call, status=status(call, "in-treatment"), by=world.staff, now=MONDAY + 2 * HOUR)

    rows = clocks.receipt(call, MONDAY + 10 * HOUR).rows

    assert [(row.why, row.is_counted) for row in rows] == [
        (str(status(call, "open")), True), (str(status(call, "waiting-parts")), False),
        (str(status(call, "in-treatment")), True),
    ]  # fmt: skip
    assert rows[-1].end == MONDAY + 8 * HOUR
    assert {row.version for row in rows if row.is_counted} == {1}


def test_each_step_of_escalating_is_announced_once_to_its_people(world, call):
    lead = make.staff(world.ours, role="technician")
    assigning.assign(
        call, staff=[world.staff], team=make.team(world.ours, lead=lead), by=world.staff, now=MONDAY
    )

    counts = [escalating.escalate(world.ours, MONDAY + HOUR * at) for at in (2, 3, 3.5, 4, 6, 6.5)]

    assert counts == [0, 1, 0, 1, 1, 0]
    assert clock(call).missed_at == MONDAY + 4 * HOUR
    assert lead.notices.filter(kind="escalated").count() == 1
    steps = Entry.objects.of(world.ours).filter(kind=Kind.RESPONSE_ESCALATED).order_by("id")
    assert [entry.details["percent"] for entry in steps] == [75, 100, 150]
    tasks = [link.second for link in call.links_out.select_related("second").order_by("id")]
    assert [task.kind for task in tasks] == ["task"] * 3


def test_the_steps_of_escalating_are_those_of_the_business(world):
    with acting_for(world.ours):
        rules = {"first_percent": 50, "second_percent": 125, "third_percent": 175}
        ours = service_rules.change(world.ours, by=world.staff, now=MONDAY, **rules)
        call = make.inquiry(ours, kind="message", customer=world.customer, staff=[world.staff], now=MONDAY)

        counts = [escalating.escalate(ours, MONDAY + HOUR * at) for at in (1.9, 2, 4.9, 5, 6.9, 7)]

    assert counts == [0, 1, 0, 1, 0, 1]
    steps = Entry.objects.of(world.ours).filter(kind=Kind.RESPONSE_ESCALATED).order_by("id")
    assert [entry.details["percent"] for entry in steps] == [50, 125, 175]
    assert Entry.objects.of(world.ours).filter(kind=Kind.RESPONSE_MISSED).count() == 1
    with acting_for(world.ours):
        assert clock(call).missed_at == MONDAY + 4 * HOUR


def test_a_running_clock_follows_other_steps_from_its_next_one_on(world, call):
    service_rules.change(
        world.ours, by=world.staff, now=MONDAY, first_percent=90, second_percent=100, third_percent=150
    )
    world.ours.refresh_from_db()

    assert escalating.escalate(world.ours, MONDAY + 3 * HOUR) == 0
    assert escalating.escalate(world.ours, MONDAY + 3.7 * HOUR) == 1


def test_a_closed_inquiry_is_not_escalated(world, call):
    closing.close(call, resolution="Reset", by=world.staff, now=MONDAY + HOUR)

    assert escalating.escalate(world.ours, MONDAY + 9 * HOUR) == 0


def test_a_clock_of_somebody_in_the_archive_waits_and_holds_up_no_other(world, call):
    gone = make.customer(world.ours)
    make.inquiry(world.ours, kind="service-call", customer=gone, staff=[world.staff], now=MONDAY - HOUR / 2)
    archiving.archive(gone, by=world.staff, now=MONDAY)

    assert escalating.escalate(world.ours, MONDAY + 3 * HOUR) == 1

    archiving.restore(gone, by=world.staff, now=MONDAY + 3 * HOUR)
    assert escalating.escalate(world.ours, MONDAY + 3 * HOUR) == 1


def test_a_clock_that_is_refused_holds_up_no_other(world, call, monkeypatch):
    make.inquiry(world.ours, kind="service-call", customer=world.customer, staff=[world.staff], now=MONDAY)
    first, kept = min(clock.pk for clock in world.ours.response_clocks.all()), escalating.pass_step

    def pass_step(inquiry, clock, step, *, now):
        if clock.pk == first:
            raise Refused([])
        kept(inquiry, clock, step, now=now)

    monkeypatch.setattr(escalating, "pass_step", pass_step)

    assert escalating.escalate(world.ours, MONDAY + 3 * HOUR) == 1
