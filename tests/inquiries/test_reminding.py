from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.calendar import reminding as calendar_reminding
from kesher.calendar.reminding import Wanted, reminder_of
from kesher.core.owning import acting_for
from kesher.inquiries import (
    assigning,
    changing,
    closing,
    merging,
    progressing,
    reminding,
    removing,
    teaming,
    unmerging,
)
from tests import make

NOW = timezone.now().replace(microsecond=0)
TARGET = NOW + timedelta(days=2)
HALF = timedelta(minutes=30)


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


@pytest.fixture
def task(world):
    """To be done by TARGET, reminded of half an hour before."""
    made = make.inquiry(world.ours, kind="task", by=world.staff, staff=[world.staff], target_at=TARGET)
    reminding.keep(made, Wanted(TARGET - HALF), by=world.staff, now=NOW)
    return made


def reminded(inquiry):
    return sorted(copy.staff.pk for copy in reminder_of(inquiry).copies.all())


def test_it_moves_with_the_target(world, task):
    changing.change(task, target_at=TARGET + timedelta(days=1), by=world.staff, now=NOW)

    assert reminder_of(task).remind_at == TARGET + timedelta(days=1) - HALF


def test_one_at_a_typed_time_stays(world, task):
    typed = NOW + timedelta(minutes=47)
    reminding.keep(task, Wanted(typed), by=world.staff, now=NOW)

    changing.change(task, target_at=TARGET + timedelta(days=1), by=world.staff, now=NOW)

    assert reminder_of(task).remind_at == typed


def test_without_a_target_it_is_counted_from_the_start(world, task):
    changing.change(task, target_at=None, starts_at=TARGET + timedelta(hours=1), by=world.staff, now=NOW)

    assert reminder_of(task).remind_at == TARGET + timedelta(hours=1) - HALF


def test_it_stays_when_no_time_is_left(world, task):
    changing.change(task, target_at=None, by=world.staff, now=NOW)

    assert reminder_of(task).remind_at == TARGET - HALF


def test_who_handles_it_anew_is_reminded(world, task):
    other = make.staff(world.ours)

    assigning.assign(task, staff=[other], by=world.staff, now=NOW)

    assert reminded(task) == sorted([world.staff.pk, other.pk])


def test_who_no_longer_handles_it_is_not_reminded(world, task):
    other = make.staff(world.ours)
    assigning.assign(task, staff=[other], by=world.staff, now=NOW)

    assigning.assign(task, staff=[world.staff], by=world.staff, now=NOW)

    assert reminded(task) == [world.staff.pk]


def due(staff):
    return [copy.reminder.subject_id for copy in calendar_reminding.due(staff, TARGET)]


def reopen(world, task, now=NOW):
    progressing.reopen(task, reason="Not done", by=world.staff, now=now)


def test_while_it_is_closed_nobody_is_reminded(world, task):
    closing.close(task, by=world.staff, now=NOW, at=NOW - HALF)
    while_closed = due(world.staff)
    reopen(world, task, now=NOW + HALF)

    assert (while_closed, due(world.staff)) == ([], [task.pk])


def test_closed_twice_and_reopened_twice_it_reminds(world, task):
    for minutes in (0, 2):
        closing.close(task, by=world.staff, now=NOW + timedelta(minutes=minutes))
        reopen(world, task, now=NOW + timedelta(minutes=minutes + 1))

    assert due(world.staff) == [task.pk]


def test_what_was_dismissed_before_it_was_closed_stays_dismissed(world, task):
    calendar_reminding.dismiss(reminder_of(task).copies.get(), by=world.staff, now=NOW - HALF)
    closing.close(task, by=world.staff, now=NOW)

    reopen(world, task)

    assert due(world.staff) == []


def test_what_changes_while_it_is_closed_waits_with_it(world, task):
    other = make.staff(world.ours)
    closing.close(task, by=world.staff, now=NOW)

    assigning.assign(task, staff=[other], by=world.staff, now=NOW + HALF)
    changing.change(task, target_at=TARGET - HALF, by=world.staff, now=NOW + HALF)
    while_closed = due(other), due(world.staff)
    reopen(world, task, now=NOW + HALF)

    assert while_closed == ([], [])
    assert (due(other), due(world.staff)) == ([task.pk], [task.pk])
    assert reminder_of(task).remind_at == TARGET - 2 * HALF


def test_while_it_is_part_of_another_one_nobody_is_reminded(world, task):
    survivor = make.inquiry(
        world.ours, kind="task", by=world.staff, staff=[world.staff], customer=task.customer
    )
    made = merging.merge(survivor, task, by=world.staff, now=NOW)
    while_merged = due(world.staff)
    unmerging.undo(made, by=world.staff, now=NOW + HALF)

    assert (while_merged, due(world.staff)) == ([], [task.pk])


def test_parting_does_not_wake_the_reminder_of_one_that_is_closed(world, task):
    merged = make.inquiry(
        world.ours, kind="task", by=world.staff, staff=[world.staff], customer=task.customer
    )
    made = merging.merge(task, merged, by=world.staff, now=NOW)
    closing.close(task, by=world.staff, now=NOW + HALF)

    unmerging.undo(world.ours.inquiry_merges.get(pk=made.pk), by=world.staff, now=NOW + 2 * HALF)

    assert due(world.staff) == []


@pytest.fixture
def of_team(world):
    """A task of Dana and Avi's team, with a reminder that our owner asked for."""
    dana, avi, gone = (make.staff(world.ours) for _one in range(3))
    team = make.team(world.ours, staff=[dana, avi, gone])
    world.ours.staff.filter(pk=gone.pk).update(left_at=NOW)
    made = make.inquiry(world.ours, kind="task", by=world.staff, staff=[], team=team, target_at=TARGET)
    reminding.keep(made, Wanted(TARGET - HALF), by=world.staff, now=NOW)
    return made, dana, avi


def test_where_nobody_is_named_those_of_the_team_are_reminded(world, of_team):
    task, dana, avi = of_team

    assert reminded(task) == sorted([world.staff.pk, dana.pk, avi.pk])


def test_it_follows_the_team(world, of_team):
    task, dana, _avi = of_team
    other = make.staff(world.ours)

    assigning.assign(task, staff=[], team=make.team(world.ours, staff=[other]), by=world.staff, now=NOW)
    by_team = reminded(task)
    assigning.assign(task, staff=[dana], team=task.fresh().team, by=world.staff, now=NOW)

    assert by_team == sorted([world.staff.pk, other.pk])
    assert reminded(task) == sorted([world.staff.pk, dana.pk])


def test_who_comes_into_the_team_is_reminded_and_who_goes_is_not(world, of_team):
    task, dana, _avi = of_team
    other = make.staff(world.ours)

    teaming.change(task.team, name=task.team.name, staff=[dana, other], by=world.staff, now=NOW)

    assert reminded(task) == sorted([world.staff.pk, dana.pk, other.pk])


def test_a_change_of_the_team_wakes_no_reminder_of_what_is_closed(world, of_team):
    task, dana, _avi = of_team
    other = make.staff(world.ours)
    closing.close(task, by=world.staff, now=NOW)

    teaming.change(task.team, name=task.team.name, staff=[dana, other], by=world.staff, now=NOW)

    assert (due(dana), due(other)) == ([], [])


def test_while_it_is_deleted_nobody_is_reminded(world, task):
    removing.remove(task, by=world.staff, now=NOW)
    while_deleted = due(world.staff)
    removing.restore(task, by=world.staff, now=NOW)

    assert (while_deleted, due(world.staff)) == ([], [task.pk])


def test_what_was_dismissed_before_it_was_deleted_stays_dismissed(world, task):
    calendar_reminding.dismiss(reminder_of(task).copies.get(), by=world.staff, now=NOW - HALF)
    removing.remove(task, by=world.staff, now=NOW)

    removing.restore(task, by=world.staff, now=NOW)

    assert due(world.staff) == []


def test_a_closed_inquiry_gets_none(world, task):
    closed = closing.close(task, by=world.staff, now=NOW)

    assert reminding.keep(closed, Wanted(TARGET), by=world.staff, now=NOW) is None


def test_it_is_called_what_the_inquiry_is_called(world, task):
    changing.change(task, title="Replace the filter", by=world.staff, now=NOW)

    assert "Replace the filter" in reminder_of(task).subject_label


def test_a_change_without_a_reminder_brings_none(world):
    plain = make.inquiry(world.ours, kind="task", by=world.staff, target_at=TARGET)

    changing.change(plain, target_at=TARGET + HALF, by=world.staff, now=NOW)

    assert reminder_of(plain) is None
