from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django_tasks_db.models import DBTaskResult

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


@pytest.fixture
def unpromised(world):
    """A call whose priority promises nothing."""
    with acting_for(world.ours):
        none = world.ours.priorities.create(name="None", rank=9, position=9)
        details = {"customer": world.customer, "priority": none, "now": MONDAY}
        yield make.inquiry(world.ours, kind="service-call", **details)


def promise(world, call, now):
    normal = world.ours.priorities.get(key="normal")
    changing.change(call, priority=normal, by=world.staff, now=now)


def stop_of(call, kind="response"):
    one = clock(call, kind)
    return one.stopped_at, one.due_at, one.missed_at, one.next_step_at


def test_a_response_clock_that_comes_late_stopped_at_the_first_answer(world, unpromised):
    answer(unpromised, world, MONDAY + HOUR)
    answer(unpromised, world, MONDAY + 2 * HOUR)

    promise(world, unpromised, MONDAY + 6 * HOUR)

    assert stop_of(unpromised) == (MONDAY + HOUR, MONDAY + 4 * HOUR, None, None)
    assert clock(unpromised, "resolution").stopped_at is None
    assert escalating.escalate(world.ours, MONDAY + 6 * HOUR) == 0


def test_a_response_clock_that_comes_late_stopped_at_the_arrival(world, unpromised):
    arriving.arrive(unpromised, by=world.staff, now=MONDAY + 5 * HOUR)

    promise(world, unpromised, MONDAY + 6 * HOUR)

    assert stop_of(unpromised) == (MONDAY + 5 * HOUR, MONDAY + 4 * HOUR, MONDAY + 4 * HOUR, None)


def test_clocks_that_come_after_the_closing_stopped_at_it(world, unpromised):
    closing.close(unpromised, resolution="Reset", by=world.staff, now=MONDAY + HOUR)

    promise(world, unpromised, MONDAY + 6 * HOUR)

    assert stop_of(unpromised) == (MONDAY + HOUR, MONDAY + 4 * HOUR, None, None)
    assert clock(unpromised, "resolution").stopped_at == MONDAY + HOUR


def test_a_response_clock_that_comes_after_reopening_stopped_at_the_first_closing(world, unpromised):
    closing.close(unpromised, resolution="Reset", by=world.staff, now=MONDAY + HOUR)
    progressing.reopen(unpromised, reason="Again", by=world.staff, now=MONDAY + 2 * HOUR)

    promise(world, unpromised, MONDAY + 6 * HOUR)

    assert clock(unpromised).stopped_at == MONDAY + HOUR
    assert clock(unpromised, "resolution").stopped_at is None


def test_a_clock_that_comes_late_runs_where_nothing_has_happened(world, unpromised):
    noting.add(unpromised, text="Called, no reply", by=world.staff, now=MONDAY + HOUR / 2)

    promise(world, unpromised, MONDAY + HOUR)

    assert (clock(unpromised).stopped_at, clock(unpromised).due_at) == (None, MONDAY + 4 * HOUR)


def test_what_is_no_longer_promised_does_not_go_on_when_it_is_reopened(world, call, unpromised):
    missed = MONDAY + 4 * timedelta(days=1)
    changing.change(call, priority=unpromised.priority, by=world.staff, now=missed)
    halted = clock(call, "resolution").stopped_at
    closing.close(call, resolution="Reset", by=world.staff, now=missed + HOUR)

    progressing.reopen(call, reason="Again", by=world.staff, now=missed + 2 * HOUR)

    assert (halted, clock(call, "resolution").stopped_at) == (missed, missed)


def test_an_answer_told_late_stops_the_clock_when_it_was_written(world, call):
    escalating.escalate(world.ours, MONDAY + 5 * HOUR)
    noting.add(call, text="On it", is_answer=True, by=world.staff, now=MONDAY + 6 * HOUR, at=MONDAY + HOUR)

    assert (clock(call).stopped_at, clock(call).missed_at) == (MONDAY + HOUR, None)


def test_an_earlier_answer_told_later_than_another_one_was_the_first(world, call):
    answer(call, world, MONDAY + 5 * HOUR)
    noting.add(call, text="On it", is_answer=True, by=world.staff, now=MONDAY + 6 * HOUR, at=MONDAY + HOUR)

    assert (clock(call).stopped_at, clock(call).missed_at) == (MONDAY + HOUR, None)


def test_what_was_missed_before_an_answer_told_late_stays_missed(world, call):
    escalating.escalate(world.ours, MONDAY + 5 * HOUR)
    low = call.business.priorities.get(key="low")
    changing.change(call, priority=low, by=world.staff, now=MONDAY + 5 * HOUR)

    noting.add(
        call, text="On it", is_answer=True, by=world.staff, now=MONDAY + 6 * HOUR, at=MONDAY + 4.5 * HOUR
    )

    assert clock(call).missed_at == MONDAY + 4 * HOUR


def test_after_a_closing_told_late_nothing_is_counted(world, call):
    progressing.set_status(call, status=status(call, "in-treatment"), by=world.staff, now=MONDAY + 2 * HOUR)
    closing.close(call, resolution="Reset", by=world.staff, now=MONDAY + 3 * HOUR, at=MONDAY + HOUR)
    progressing.reopen(call, reason="Again", by=world.staff, now=MONDAY + 4 * HOUR)

    assert [one.minutes for one in clocks.receipt(call, MONDAY + 5 * HOUR).lines] == [60, 120]
    assert clock(call, "resolution").due_at == MONDAY + timedelta(days=3) + 3 * HOUR


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


@pytest.fixture
def in_team(world, call):
    """Handled by a technician, in a team whose lead is another one; our owner manages."""
    technician, lead = (make.staff(world.ours, role="technician") for _one in range(2))
    team = make.team(world.ours, lead=lead, staff=[lead])
    assigning.assign(call, staff=[technician], team=team, by=world.staff, now=MONDAY)
    return {75: technician, 100: lead, 150: world.staff}


def escalated_at(world, *hours):
    return [escalating.escalate(world.ours, MONDAY + HOUR * at) for at in hours]


def test_each_step_of_escalating_is_announced_once(world, call, in_team):
    counts = escalated_at(world, 2, 3, 3.5, 4, 6, 6.5)

    assert counts == [0, 1, 0, 1, 1, 0]
    assert clock(call).missed_at == MONDAY + 4 * HOUR
    steps = Entry.objects.of(world.ours).filter(kind=Kind.RESPONSE_ESCALATED).order_by("id")
    assert [entry.details["percent"] for entry in steps] == [75, 100, 150]


def test_each_step_of_escalating_is_told_to_its_people_at_the_bell_by_push_and_by_mail(
    world, call, in_team, copies
):
    copies.clear()
    escalated_at(world, 3, 4, 6)

    notices = world.ours.notices.filter(kind="escalated").order_by("pk")
    assert [one.staff for one in notices] == [in_team[75], in_team[100], in_team[150]]
    assert copies == [
        (one.staff_id, {"notice_id": one.pk, "by_push": True, "by_email": True}) for one in notices
    ]


def test_each_step_of_escalating_opens_a_task_of_its_people(world, call, in_team):
    escalated_at(world, 3, 4, 6)

    tasks = [link.second for link in call.links_out.select_related("second").order_by("id")]
    assert [(one.kind, [row.staff for row in one.assignees.all()]) for one in tasks] == [
        ("task", [person]) for person in in_team.values()
    ]


def test_the_copies_of_an_escalation_are_handed_to_the_worker(world, call, in_team, monkeypatch):
    monkeypatch.undo()  # of `copies`: sent as they are
    escalated_at(world, 3)

    given = [
        (job.task_path.rsplit(".", 1)[-1], job.args_kwargs["kwargs"]["way"])
        for job in DBTaskResult.objects.order_by("enqueued_at")
    ]
    assert given == [("send_notice", "push"), ("send_notice", "email")]


@pytest.mark.parametrize("is_lead_gone", [True, False])
def test_without_a_lead_the_managers_are_told_at_100_per_cent(world, call, is_lead_gone):
    lead = make.staff(world.ours, role="technician", left_at=MONDAY) if is_lead_gone else None
    team = make.team(world.ours, lead=lead, staff=[make.staff(world.ours, role="technician")])
    assigning.assign(call, staff=[], team=team, by=world.staff, now=MONDAY)

    escalated_at(world, 4)

    told = world.ours.notices.filter(kind="escalated", key__contains="-100")
    assert [one.staff for one in told] == [world.staff]


def test_where_nobody_handles_it_its_team_is_told_at_75_per_cent(world, call):
    gone, here = make.staff(world.ours), make.staff(world.ours, role="technician")
    assigning.assign(call, staff=[gone], team=make.team(world.ours, staff=[here]), by=world.staff, now=MONDAY)
    world.ours.staff.filter(pk=gone.pk).update(left_at=MONDAY)

    escalated_at(world, 3)

    assert [one.staff for one in world.ours.notices.filter(kind="escalated")] == [here]


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
