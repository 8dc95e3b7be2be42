from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.calendar import reminding as calendar_reminding
from kesher.calendar.reminding import Wanted, reminder_of
from kesher.core.owning import acting_for
from kesher.inquiries import assigning, changing, closing, reminding, removing
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


def test_closing_forgets_it(world, task):
    closing.close(task, by=world.staff, now=NOW)

    assert reminder_of(task) is None


def due(staff):
    return [copy.reminder.subject_id for copy in calendar_reminding.due(staff, TARGET)]


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
