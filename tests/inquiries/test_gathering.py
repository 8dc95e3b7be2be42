from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.inquiries import gathering
from kesher.inquiries.columns import COLUMNS
from kesher.inquiries.gathering import INQUIRIES, MEETINGS
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def gathered(ours, rows, *names):
    told = [{"pk": row.pk, "side": side} for row, side in rows]
    gathering.add_linked(told, [COLUMNS[name] for name in names], ours, now=NOW)
    return told


def test_handlers_come_with_the_main_one_first(world, ours):
    dana = make.staff(ours)
    one, alone = make.inquiry(ours, staff=[dana, world.staff]), make.inquiry(ours, kind="service-call")

    told = gathered(ours, [(one, INQUIRIES), (alone, INQUIRIES)], "assignees")

    assert told[0]["assignees"] == [(str(dana), True), (str(world.staff), False)]
    assert told[1]["assignees"] == []


def test_of_a_meeting_who_takes_part(world, ours):
    meeting = make.meeting(ours, by=world.staff, staff=[world.staff])

    assert gathered(ours, [(meeting, MEETINGS)], "assignees")[0]["assignees"] == [(str(world.staff), True)]


def test_a_meeting_and_an_inquiry_of_one_key_are_not_mixed_up(world, ours):
    one = make.inquiry(ours, staff=[world.staff])
    one.clocks.update(due_at=NOW - timedelta(days=1))
    meeting = make.meeting(ours, by=world.staff)
    told = [{"pk": one.pk, "side": INQUIRIES}, {"pk": one.pk, "side": MEETINGS}]

    gathering.add_linked(told, [COLUMNS["target"]], ours, now=NOW)

    assert meeting.pk
    assert [row["clock"] for row in told] == ["missed", ""]


def test_a_clock_is_missed_once_its_promise_ran_out_and_at_risk_once_it_warned(ours):
    fine, risky, late, kept, both = (make.inquiry(ours, kind="service-call", now=NOW) for _number in range(5))
    risky.clocks.filter(kind="response").update(escalated=75)
    late.clocks.filter(kind="response").update(missed_at=NOW)
    kept.clocks.update(stopped_at=NOW, due_at=NOW - timedelta(hours=1))
    both.clocks.filter(kind="resolution").update(escalated=75)
    both.clocks.filter(kind="response").update(due_at=NOW - timedelta(hours=1))

    told = gathered(ours, [(one, INQUIRIES) for one in (fine, risky, late, kept, both)], "target")

    assert [row["clock"] for row in told] == ["", "risk", "missed", "", "missed"]


def test_each_is_asked_once_and_only_when_a_column_shows_it(world, ours, django_assert_num_queries):
    rows = [(make.inquiry(ours), INQUIRIES) for _number in range(3)]
    rows.append((make.meeting(ours, by=world.staff), MEETINGS))

    with django_assert_num_queries(0):
        gathered(ours, rows, "status")
    with django_assert_num_queries(3):
        gathered(ours, rows, "assignees", "target")
