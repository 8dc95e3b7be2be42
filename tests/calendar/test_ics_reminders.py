from datetime import timedelta

import pytest

from kesher.calendar import bringing_in, meetings, reminding
from kesher.core.owning import acting_for
from tests.make.calendar import at

NOW = at("2026-11-22 08:00")
START = at("2026-11-22 12:00")
FILE = (
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Offer\r\nDTSTART:20261122T100000Z\r\nEND:VEVENT\r\n"
    b"END:VCALENDAR\r\n"
)
MOVED = FILE.replace(b"T100000Z", b"T130000Z")
CANCELLED = FILE.replace(b"UID:1", b"UID:1\r\nSTATUS:CANCELLED")


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def reminder(world):
    """A quarter of an hour before a meeting that came with a file."""
    bring(world, FILE, now=NOW - timedelta(hours=1))
    meeting = world.ours.meetings.get()
    return reminding.remind(
        meeting, path="/", label="Offer", at=START - timedelta(minutes=15), staff=[world.staff], by=world.staff, now=NOW
    )  # fmt: skip


def bring(world, content, *, now=NOW):
    bringing_in.bring_in(world.ours, content, staff=world.staff, by=world.staff, now=now)


def due(world, moment):
    return world.ours.reminder_copies.due(moment).count()


def test_the_reminder_of_a_meeting_that_moved_moves_with_it(world, reminder):
    bring(world, MOVED)

    assert reminder.fresh().remind_at == START + timedelta(hours=2, minutes=45)
    assert (due(world, START), due(world, START + timedelta(hours=3))) == (0, 1)


def test_a_rehearsal_leaves_the_reminder_where_it_is(world, reminder):
    bringing_in.bring_in(world.ours, MOVED, staff=world.staff, by=None, now=NOW, is_rehearsal=True)

    assert reminder.fresh().remind_at == START - timedelta(minutes=15)


def test_what_the_file_cancels_is_silent_until_it_is_scheduled_again(world, reminder):
    bring(world, CANCELLED)
    silent = due(world, START)
    bring(world, MOVED, now=NOW + timedelta(minutes=1))

    assert (silent, due(world, START + timedelta(hours=3))) == (0, 1)


def test_what_the_file_cancelled_can_be_scheduled_by_hand(world, reminder):
    bring(world, CANCELLED)

    meetings.set_state(
        world.ours.meetings.get(), state="scheduled", by=world.staff, now=NOW + timedelta(minutes=1)
    )

    assert due(world, START) == 1


def test_what_the_file_brings_back_reminds_again(world, reminder):
    meetings.remove(world.ours.meetings.get(), by=world.staff, now=NOW)

    bring(world, FILE, now=NOW + timedelta(minutes=1))

    assert due(world, START) == 1
