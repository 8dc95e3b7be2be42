from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.calendar import reminding
from kesher.calendar.kinds import Kind
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from tests import make

NOW = timezone.now()
LATER = NOW + timedelta(hours=2)


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def due(staff, now=NOW):
    return [copy.reminder.subject_label for copy in reminding.due(staff, now)]


def kinds():
    return list(
        Entry.objects.filter(kind__startswith="reminder.").order_by("id").values_list("kind", flat=True)
    )


def test_everybody_reminded_has_a_copy_that_is_due_from_its_time(world):
    other = make.staff(world.ours)

    make.reminder(world.customer, world.staff, other, at=LATER)

    assert (due(world.staff), due(other)) == ([], [])
    assert (due(world.staff, LATER), due(other, LATER)) == (["Call back"], ["Call back"])


def test_reminding_of_the_same_subject_again_changes_its_reminder(world):
    make.reminder(world.customer, world.staff, at=LATER)

    changed = make.reminder(world.customer, world.staff, at=LATER, label="Write to her")

    assert (changed.subject_label, world.ours.reminders.count()) == ("Write to her", 1)
    assert kinds() == [Kind.REMINDER_SET, Kind.REMINDER_CHANGED]


def test_reminding_the_same_again_records_nothing(world):
    make.reminder(world.customer, world.staff, at=LATER)
    make.reminder(world.customer, world.staff, at=LATER)

    assert kinds() == [Kind.REMINDER_SET]


def test_another_time_makes_a_dismissed_copy_due_anew(world):
    make.reminder(world.customer, world.staff, at=NOW)
    reminding.dismiss(reminding.due(world.staff, NOW).get(), by=world.staff, now=NOW)

    make.reminder(world.customer, world.staff, at=LATER)

    assert (due(world.staff), due(world.staff, LATER)) == ([], ["Call back"])


def test_the_same_time_leaves_a_dismissed_copy_dismissed(world):
    make.reminder(world.customer, world.staff, at=NOW)
    reminding.dismiss(reminding.due(world.staff, NOW).get(), by=world.staff, now=NOW)

    make.reminder(world.customer, world.staff, at=NOW, label="Renamed")

    assert due(world.staff, LATER) == []


def test_who_is_no_longer_reminded_loses_the_copy(world):
    other = make.staff(world.ours)
    make.reminder(world.customer, world.staff, at=NOW)

    make.reminder(world.customer, other, at=NOW)

    assert (due(world.staff), due(other)) == ([], ["Call back"])


def test_a_time_that_has_passed_is_due_at_once(world):
    make.reminder(world.customer, world.staff, at=NOW - timedelta(days=1), now=NOW)

    assert due(world.staff) == ["Call back"]


def test_who_left_is_not_reminded(world):
    gone = make.staff(world.ours, left_at=NOW)

    made = make.reminder(world.customer, gone, at=NOW)

    assert made.copies.count() == 0


def test_nobody_is_reminded_of_a_person_whom_they_may_not_see(world):
    here, there = make.branch(world.ours), make.branch(world.ours)
    hers = make.customer(world.ours, branch=there)
    limited = make.staff(world.ours, branches=[here])

    made = make.reminder(world.customer, limited, at=NOW, customer_id=hers.pk)

    assert made.copies.count() == 0


def test_a_person_who_moved_to_another_branch_is_no_longer_reminded_of(world):
    here, there = make.branch(world.ours), make.branch(world.ours)
    hers = make.customer(world.ours, branch=here)
    limited = make.staff(world.ours, branches=[here])
    make.reminder(world.customer, limited, at=NOW, customer_id=hers.pk)

    world.ours.customers.filter(pk=hers.pk).update(branch=there)

    assert due(limited) == []


def test_snoozing_moves_that_copy_alone(world):
    other = make.staff(world.ours)
    make.reminder(world.customer, world.staff, other, at=NOW)

    reminding.snooze(reminding.due(world.staff, NOW).get(), until=LATER, by=world.staff, now=NOW)

    assert (due(world.staff), due(other), due(world.staff, LATER)) == ([], ["Call back"], ["Call back"])


def test_snoozing_to_a_time_that_has_passed_is_refused(world):
    make.reminder(world.customer, world.staff, at=NOW)

    with pytest.raises(Refused, match="snooze-past"):
        reminding.snooze(reminding.due(world.staff, NOW).get(), until=NOW, by=world.staff, now=NOW)


def test_snoozing_sends_the_copies_anew_at_the_new_time(world):
    made = make.reminder(world.customer, world.staff, at=NOW)
    made.copies.update(sent_for=NOW)

    reminding.snooze(made.copies.get(), until=LATER, by=world.staff, now=NOW)

    assert (made.copies.unsent(NOW).count(), made.copies.unsent(LATER).count()) == (0, 1)


def test_what_was_dismissed_stays_so_when_it_is_snoozed_from_another_tab(world):
    made = make.reminder(world.customer, world.staff, at=NOW)
    copy = made.copies.get()
    reminding.dismiss(copy, by=world.staff, now=NOW)

    reminding.snooze(copy, until=LATER, by=world.staff, now=NOW)
    reminding.dismiss(copy, by=world.staff, now=LATER)

    assert due(world.staff, LATER) == []
    assert made.copies.get().dismissed_at == NOW


def test_all_that_are_due_can_be_dismissed_at_once(world):
    make.reminder(world.customer, world.staff, at=NOW)
    make.reminder(world.staff, world.staff, at=LATER)

    assert reminding.dismiss_all(world.staff, now=NOW) == 1
    assert due(world.staff, LATER) == ["Call back"]


def test_forgetting_removes_the_reminder_and_its_copies(world):
    make.reminder(world.customer, world.staff, at=NOW)

    reminding.forget(world.customer, by=world.staff, now=NOW)
    reminding.forget(world.customer, by=world.staff, now=NOW)

    assert (reminding.reminder_of(world.customer), world.ours.reminder_copies.count()) == (None, 0)
    assert kinds() == [Kind.REMINDER_SET, Kind.REMINDER_REMOVED]


def test_an_erased_person_is_not_named_by_any_reminder(world):
    made = make.reminder(world.staff, world.staff, at=NOW, customer_id=world.customer.pk, text="Noa's door")

    reminding.blank(world.ours, customer_ids=[world.customer.pk])

    made.refresh_from_db()
    assert (made.subject_label, made.text, made.path, due(world.staff)) == ("–", "", "", [])


def test_who_leaves_has_no_reminders_and_undoing_gives_them_back(world):
    other = make.staff(world.ours)
    make.reminder(world.customer, other, at=NOW)

    reminding.end(other, now=NOW)
    ended = due(other)
    reminding.give_back(other, left_at=NOW)

    assert (ended, due(other)) == ([], ["Call back"])
