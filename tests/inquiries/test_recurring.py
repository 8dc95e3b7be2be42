from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.inquiries import announcing, closing, recurring, tasks
from kesher.inquiries.kinds import Kind
from tests import make

ZONE = ZoneInfo("Asia/Jerusalem")
NOW = datetime(2026, 10, 18, 9, tzinfo=ZONE)
DAY = timedelta(days=1)
WEEKLY = "FREQ=WEEKLY;BYDAY=TU"
TARGET = datetime(2026, 10, 20, 10, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def task(world, **details):
    given = {
        "customer": world.customer, "by": world.staff, "now": NOW, "staff": [world.staff], "target_at": TARGET,
        "priority": world.ours.priorities.first(), "title": "Back up", "checklist": ["Call"],
    }  # fmt: skip
    return make.inquiry(world.ours, kind="task", **{**given, **details})


def start(inquiry, world, rule=WEEKLY, **further):
    return recurring.start(inquiry, rule=rule, by=world.staff, now=NOW, **further)


def made(series):
    return list(series.inquiries.order_by("series_turn_at"))


def targets(series):
    return [one.target_at.astimezone(ZONE) for one in made(series)]


def test_nothing_is_opened_in_a_module_that_has_lapsed(world, monkeypatch):
    series = start(task(world), world)
    monkeypatch.setattr(tasks.timezone, "now", lambda: TARGET + 7 * DAY)
    world.ours.activations.update(expires_on=TARGET.date())

    tasks.open_recurring.call()
    assert len(made(series)) == 1
    world.ours.activations.update(expires_on=TARGET.date() + 30 * DAY)
    tasks.open_recurring.call()
    assert len(made(series)) == 2


def test_the_inquiry_is_the_first_turn_and_the_next_is_a_rules_turn_on_the_wall_clock(world):
    series = start(task(world), world)
    assert targets(series) == [TARGET]

    assert recurring.open_due(world.ours, TARGET + 7 * DAY) == 1

    # the clocks went back on 25 October: it is still ten o'clock
    assert targets(series) == [TARGET, datetime(2026, 10, 27, 10, tzinfo=ZONE)]


def test_each_turn_is_opened_once_however_often_the_job_runs(world):
    series = start(task(world), world)

    for _time in range(3):
        recurring.open_due(world.ours, TARGET + 8 * DAY)

    assert len(made(series)) == 2


def test_a_turn_is_opened_so_many_days_ahead(world):
    series = start(task(world), world, lead_days=3)

    assert recurring.open_due(world.ours, TARGET + 3 * DAY) == 0
    assert recurring.open_due(world.ours, TARGET + 4 * DAY) == 1
    assert len(made(series)) == 2


def test_a_turn_has_what_the_first_one_had(world):
    site, colleague = make.site(world.customer), make.staff(world.ours)
    first = task(world, site=site, staff=[colleague, world.staff], starts_at=TARGET - timedelta(hours=2))
    series = start(first, world)

    recurring.open_due(world.ours, TARGET + 8 * DAY)

    turn = made(series)[-1]
    assert (turn.title, turn.details, turn.type, turn.site) == (first.title, first.details, first.type, site)
    assert announcing.handlers_of(turn) == [colleague, world.staff]
    assert [one.text for one in turn.checklist.all()] == ["Call"]
    assert turn.target_at - turn.starts_at == timedelta(hours=2)


def test_a_planned_call_finds_its_contract_anew(world):
    call = make.inquiry(
        world.ours, kind="service-call", customer=world.customer, by=world.staff, now=NOW, starts_at=TARGET,
        staff=[world.staff], target_at=TARGET,
    )  # fmt: skip
    series = start(call, world, "FREQ=MONTHLY")
    contract = make.contract(world.customer, clauses=[make.bank(hours=1)], starts_on=NOW.date())

    recurring.open_due(world.ours, TARGET + 32 * DAY)

    assert made(series)[-1].contract == contract


def test_of_turns_that_passed_while_nothing_ran_the_latest_is_opened(world):
    series = start(task(world), world)

    assert recurring.open_due(world.ours, TARGET + 30 * DAY) == 1

    assert targets(series)[-1] == TARGET + 28 * DAY
    assert series.fresh().next_at.astimezone(ZONE) == TARGET + 35 * DAY


def test_who_left_is_left_out_and_who_set_it_handles_at_last(world):
    colleague = make.staff(world.ours)
    series = start(task(world, staff=[colleague]), world)
    colleague.left_at = NOW
    colleague.save()

    recurring.open_due(world.ours, TARGET + 8 * DAY)

    assert announcing.handlers_of(made(series)[-1]) == [world.staff]


def test_who_set_it_watches_what_is_opened(world):
    series = start(task(world, staff=[make.staff(world.ours)]), world)

    recurring.open_due(world.ours, TARGET + 8 * DAY)

    assert announcing.watchers_of(made(series)[-1]) == [world.staff]


def test_it_ends_with_its_rule(world):
    series = start(task(world), world, f"{WEEKLY};COUNT=2")

    recurring.open_due(world.ours, TARGET + 8 * DAY)
    recurring.open_due(world.ours, TARGET + 30 * DAY)

    assert len(made(series)) == 2
    assert series.fresh().ended_at is not None
    assert Entry.objects.of(world.ours).filter(kind=Kind.SERIES_ENDED).count() == 1


def test_stopped_it_opens_nothing_more(world):
    series = start(task(world), world)

    recurring.stop(series, by=world.staff, now=NOW)
    recurring.stop(series, by=world.staff, now=NOW)

    assert recurring.open_due(world.ours, TARGET + 30 * DAY) == 0
    assert Entry.objects.of(world.ours).filter(kind=Kind.SERIES_ENDED).count() == 1


def test_setting_it_anew_replaces_what_was_set(world):
    first = start(task(world), world)

    second = start(first.inquiries.get(), world, "FREQ=MONTHLY")

    assert first.fresh().ended_at == NOW
    assert recurring.running(second.inquiries.get()) == second


def test_when_a_turn_cannot_be_opened_it_ends_and_who_set_it_is_told(world):
    series = start(task(world), world)
    world.customer.archived_at = NOW
    world.customer.save()

    assert recurring.open_due(world.ours, TARGET + 8 * DAY) == 0

    assert series.fresh().ended_at is not None
    assert world.staff.notices.filter(kind="series-ended").count() == 1


def test_only_open_tasks_and_calls_with_a_time_come_again(world):
    message = make.inquiry(world.ours, customer=world.customer, by=world.staff, target_at=TARGET)
    timeless = task(world, target_at=None)
    closed = closing.close(task(world), by=world.staff, now=NOW)

    for inquiry, code in [(message, "does-not-recur"), (timeless, "no-time"), (closed, "is-closed")]:
        with pytest.raises(Refused, match=code):
            start(inquiry, world)


def test_an_unknown_rule_is_refused(world):
    with pytest.raises(Refused, match="rule-unknown"):
        start(task(world), world, "FREQ=SECONDLY")


def test_setting_takes_the_right_to_work_on_inquiries(world):
    with pytest.raises(Refused, match="right-missing"):
        recurring.start(task(world), rule=WEEKLY, by=make.staff(world.ours, role="bookkeeper"), now=NOW)


def test_the_job_walks_all_businesses(world, monkeypatch):
    walked = []
    monkeypatch.setattr(recurring, "open_due", lambda business, now: walked.append(business))

    tasks.open_recurring.call()

    assert set(walked) == {world.ours, world.theirs}
