from datetime import timedelta

import pytest

from kesher.activity.models import Entry
from kesher.calendar import meetings, reminding, series, unmoving
from kesher.calendar.reminding import Wanted
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import archiving
from tests import make
from tests.make.calendar import at

NOW = at("2026-03-15 08:00")
LATER = NOW + timedelta(hours=1)
START = at("2026-03-16 18:00")


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def first(world):
    return make.meeting(
        world.ours, by=world.staff, now=NOW, subject="Weekly", staff=[world.staff], starts_at=START,
        rule="FREQ=WEEKLY;COUNT=5", reminder=Wanted(START - timedelta(minutes=15)),
    )  # fmt: skip


def rows(world):
    return list(world.ours.meetings.standing().order_by("starts_at"))


def stood(world):
    names = ("pk", "series_id", "original_starts_at", "starts_at", "ends_at", "is_exception", "resource_id")
    return [[getattr(row, name) for name in names] for row in rows(world)]


def reminded(world):
    copies = world.ours.reminder_copies.order_by("reminder", "staff")
    return list(copies.values_list("reminder__remind_at", "staff", "due_at", "dismissed_at", "sent_for"))


def move(world, meeting, *, to, scope="following", now=NOW, **details):
    start = at(to)
    return meetings.move(
        meeting, starts_at=start, ends_at=start + timedelta(hours=2), scope=scope, by=world.staff, now=now, **details
    )  # fmt: skip


def back(world, meeting, *, moved_at=NOW, now=LATER):
    return unmoving.take_back(meeting, moved_at=moved_at.isoformat(), by=world.staff, now=now)


@pytest.mark.parametrize(("scope", "turn"), [("following", 1), ("all", 2)])
def test_the_move_of_several_is_undone_with_their_exceptions(world, first, scope, turn):
    meetings.change(rows(world)[3], subject="Other", by=world.staff, now=NOW)
    was = stood(world)
    moved = rows(world)[turn]

    move(world, moved, to="2026-03-26 17:00", scope=scope)
    assert stood(world) != was
    back(world, moved)

    assert stood(world) == was
    assert [row.subject for row in rows(world)] == ["Weekly", "Weekly", "Weekly", "Other", "Weekly"]


def test_what_was_snoozed_and_dismissed_is_so_again(world, first):
    copies = list(world.ours.reminder_copies.order_by("reminder"))
    reminding.snooze(copies[1], until=START + timedelta(days=30), by=world.staff, now=NOW)
    reminding.dismiss(copies[2], by=world.staff, now=NOW)
    was, second = reminded(world), rows(world)[1]

    move(world, second, to="2026-03-24 17:00", staff=[make.staff(world.ours)])
    assert reminded(world) != was
    back(world, second)

    assert reminded(world) == was


def test_what_the_move_made_goes_and_what_it_removed_is_back(world):
    made = make.meeting(
        world.ours, by=world.staff, now=NOW, staff=[world.staff], starts_at=START, rule="FREQ=WEEKLY"
    )
    was = stood(world)

    move(world, made, to="2026-02-02 18:00", scope="all")
    assert len(stood(world)) != len(was)
    back(world, made)

    assert stood(world) == was


def test_the_series_goes_on_as_it_did(world):
    made = make.meeting(
        world.ours, by=world.staff, now=NOW, staff=[world.staff], starts_at=START, rule="FREQ=WEEKLY"
    )
    count = len(rows(world))
    move(world, rows(world)[1], to="2026-03-24 17:00")
    back(world, rows(world)[1])

    series.extend(world.ours, now=NOW + timedelta(days=14))

    assert len(rows(world)) == count + 2
    assert {row.series_id for row in rows(world)} == {made.fresh().series_id}


def test_staff_and_room_are_as_they_were(world, first):
    other, room = make.staff(world.ours), make.resource(world.ours)

    move(world, first, to="2026-03-16 18:00", scope="all", staff=[other], resource=room)
    back(world, first)

    assert {row.staff_id for row in world.ours.participants.all()} == {world.staff.pk}
    assert {row.resource_id for row in rows(world)} == {None}


def test_it_is_recorded_as_a_move(world, first):
    move(world, first, to="2026-03-17 18:00", scope="all")
    back(world, first)

    entry = Entry.objects.order_by("id").last()
    assert (entry.kind, entry.details["changes"]["starts_at"][1]) == (
        "meeting.moved",
        "2026-03-16T16:00:00+00:00",
    )


def refused(world, meeting, **given):
    with pytest.raises(Refused) as caught:
        back(world, meeting, **given)
    return [problem.code for problem in caught.value.problems]


def test_a_change_since_then_stands_in_its_way(world, first):
    move(world, first, to="2026-03-17 18:00", scope="all")
    meetings.change(rows(world)[2], subject="Other", by=world.staff, now=LATER)
    was = stood(world)

    assert refused(world, first) == ["move-passed"]
    assert stood(world) == was


def test_only_the_last_move_is_undone_and_only_once(world, first):
    move(world, first, to="2026-03-17 18:00", scope="all")
    move(world, first, to="2026-03-18 18:00", scope="all", now=LATER)

    assert refused(world, first) == ["move-passed"]
    back(world, first, moved_at=LATER, now=LATER)
    assert refused(world, first, moved_at=LATER) == ["move-passed"]
    assert first.fresh().starts_at == at("2026-03-17 18:00")


def test_after_a_day_it_can_no_longer_be_undone_and_nothing_is_kept(world, first):
    move(world, first, to="2026-03-17 18:00", scope="all")

    assert refused(world, first, now=NOW + timedelta(days=1, minutes=1)) == ["move-passed"]
    assert unmoving.forget(world.ours, now=NOW + timedelta(days=1)) == 0
    assert unmoving.forget(world.ours, now=NOW + timedelta(days=1, minutes=1)) == 1


def test_a_room_that_was_taken_meanwhile_stands_in_its_way(world):
    room = make.resource(world.ours)
    made = make.meeting(
        world.ours, by=world.staff, now=NOW, starts_at=START, rule="FREQ=WEEKLY;COUNT=3", resource=room
    )
    move(world, made, to="2026-03-17 18:00", scope="all")
    make.meeting(world.ours, starts_at=START + timedelta(days=7), resource=room)

    assert refused(world, made) == ["room-taken"]
    assert made.fresh().starts_at == at("2026-03-17 18:00")


def test_with_somebody_in_the_archive_it_stays(world):
    person = make.customer(world.ours)
    made = make.meeting(
        world.ours, by=world.staff, now=NOW, starts_at=START, rule="FREQ=WEEKLY;COUNT=3", customer=person,
        staff=[world.staff],
    )  # fmt: skip
    move(world, made, to="2026-03-17 18:00", scope="all")
    archiving.archive(person, by=world.staff, now=NOW)

    assert refused(world, made) == ["person-archived"]
