from django.utils import timezone

from kesher.businesses import departing
from kesher.calendar import reminding
from kesher.core.owning import acting_for
from kesher.customers import erasing
from tests import make

NOW = timezone.now()


def test_who_leaves_is_reminded_and_told_of_nothing(world):
    other = make.staff(world.ours)
    make.reminder(world.customer, other)
    make.notice(other)
    make.device(other)

    with acting_for(world.ours):
        ahead = departing.foreseen(other, successor=None, by=world.staff)
        departing.leave(other, by=world.staff, now=NOW)

        assert any("1" in sentence for sentence in ahead.sentences)
        assert reminding.due(other, NOW).count() == other.devices.count() == 0
        assert other.notices.filter(read_at=None).count() == 0


def test_undoing_gives_the_reminders_back(world):
    other = make.staff(world.ours)
    make.reminder(world.customer, other, at=NOW)

    with acting_for(world.ours):
        departing.leave(other, by=world.staff, now=NOW)
        departing.bring_back(other, by=world.staff, now=NOW, is_undo=True)

        assert reminding.due(other, NOW).count() == 1


def test_an_erased_person_is_named_by_nothing_that_waits(world):
    noa = make.customer(world.ours, first_name="Noa")
    with acting_for(world.ours):
        notice = make.notice(world.staff, text="Noa called", customer_id=noa.pk)
        reminder = make.reminder(world.staff, world.staff, label="Call Noa", customer_id=noa.pk)
        erasing.erase(noa, by=world.staff, now=NOW)
        notice.refresh_from_db()
        reminder.refresh_from_db()

    assert (notice.text, notice.path, reminder.subject_label, reminder.path) == ("–", "", "–", "")
