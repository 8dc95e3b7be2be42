from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.reports import asking, workload_report
from tests import make
from tests.make.reports import counted_inquiry


def figures(world, now):
    with acting_for(world.ours):
        question = asking.read(QueryDict("period=month"), cuts=[], offered={}, today=timezone.localdate(now))
        table = workload_report.table(world.staff, question, now=now)
        return {row.values[0]: list(row.values[1:]) for row in table.rows}


def test_open_overdue_and_closed_are_those_of_the_main_assignee(world):
    now = timezone.now()
    counted_inquiry(world.ours, assignee=world.staff, target_at=now - timedelta(hours=1))
    counted_inquiry(world.ours, assignee=world.staff)
    counted_inquiry(world.ours, assignee=world.staff, closed_at=now)

    assert figures(world, now) == {"Orit ours": [2, 1, 1, 0, 0, 0]}


def test_meetings_count_with_their_hours_unless_cancelled(world):
    now = timezone.now()
    with acting_for(world.ours):
        for state in ("scheduled", "cancelled"):
            meeting = world.ours.meetings.create(
                subject="Visit", starts_at=now, ends_at=now + timedelta(minutes=90), state=state, created_at=now,
                changed_at=now,
            )  # fmt: skip
            world.ours.participants.create(meeting=meeting, staff=world.staff)

    assert figures(world, now) == {"Orit ours": [0, 0, 0, 0, 1, 90]}


def test_who_left_is_shown_only_with_something_in_the_period(world):
    now = timezone.now()
    gone = make.staff(world.ours, first_name="Gone", last_name="Gone", left_at=now)
    idle = make.staff(world.ours, first_name="Idle", last_name="Idle", left_at=now)
    counted_inquiry(world.ours, assignee=gone, closed_at=now)

    assert set(figures(world, now)) == {"Orit ours", str(gone)} - {str(idle)}
