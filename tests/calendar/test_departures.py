from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.businesses import departing
from kesher.calendar import feeding, meetings, reminding
from kesher.calendar.reminding import Wanted
from kesher.core.owning import acting_for
from kesher.customers import erasing
from tests import make

NOW = timezone.now()
LATER = NOW + timedelta(days=3)


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def test_meetings_to_come_go_to_the_successor(world):
    dana, avi = make.staff(world.ours, role="technician"), make.staff(world.ours, role="technician")
    ahead = make.meeting(world.ours, by=dana, staff=[dana], starts_at=LATER)
    past = make.meeting(world.ours, by=dana, staff=[dana], starts_at=NOW - timedelta(days=1))
    token = feeding.make(dana, hides_names=False, by=dana, now=NOW)

    foreseen = departing.foreseen(dana, successor=avi, by=world.staff)
    departing.leave(dana, successor=avi, by=world.staff, now=NOW)

    assert any(str(avi) in sentence for sentence in foreseen.sentences)
    ahead.refresh_from_db()
    assert (ahead.organiser, [row.staff for row in ahead.participants.all()]) == (avi, [avi])
    assert [row.staff for row in past.participants.all()] == [dana]
    assert feeding.found(world.ours.pk, token) is None


def test_undoing_gives_back_the_meetings_that_nobody_changed(world):
    dana, avi = make.staff(world.ours, role="technician"), make.staff(world.ours, role="technician")
    hers = make.meeting(world.ours, by=dana, staff=[dana], starts_at=LATER)
    both = make.meeting(world.ours, by=avi, staff=[dana, avi], starts_at=LATER)
    changed = make.meeting(world.ours, by=dana, staff=[dana], starts_at=LATER)

    departing.leave(dana, successor=avi, by=world.staff, now=NOW)
    meetings.change(changed, subject="Another", by=world.staff, now=NOW + timedelta(minutes=1))
    departing.bring_back(dana.fresh(), by=world.staff, now=NOW + timedelta(minutes=2), is_undo=True)

    assert {name: people(one) for name, one in (("hers", hers), ("both", both), ("changed", changed))} == {
        "hers": (dana, {dana}), "both": (avi, {dana, avi}), "changed": (avi, {avi}),
    }  # fmt: skip


def test_the_reminders_go_with_the_meetings_and_come_back_with_them(world):
    dana, avi = make.staff(world.ours, role="technician"), make.staff(world.ours, role="technician")
    make.meeting(world.ours, by=dana, staff=[dana], starts_at=LATER, reminder=Wanted(LATER))

    departing.leave(dana, successor=avi, by=world.staff, now=NOW)
    handed = [reminding.due(one, LATER).count() for one in (dana, avi)]
    departing.bring_back(dana.fresh(), by=world.staff, now=NOW + timedelta(minutes=2), is_undo=True)

    assert (handed, [reminding.due(one, LATER).count() for one in (dana, avi)]) == ([0, 1], [1, 0])


def people(meeting):
    meeting.refresh_from_db()
    return meeting.organiser, {row.staff for row in meeting.participants.all()}


def test_erasing_a_person_cancels_what_is_to_come_and_blanks_the_meetings(world):
    made = make.meeting(
        world.ours, subject="Offer to Noa", notes="x", customer=world.customer, outside=["noa@example.com"],
        starts_at=LATER, uid="noa@example.com",
    )  # fmt: skip

    erasing.erase(world.customer, by=world.staff, now=NOW)

    made.refresh_from_db()
    assert (made.subject, made.notes, made.state, made.uid) == ("–", "", "cancelled", "")
    assert made.participants.count() == 0
