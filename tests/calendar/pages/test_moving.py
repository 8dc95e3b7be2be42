"""Meetings moved on the diary by dragging."""

import json

import pytest

from kesher.core.owning import acting_for
from tests import browsing, make
from tests.calendar.pages.test_diary import HTMX, fresh, move_to
from tests.make.calendar import at


def test_what_is_dropped_on_a_free_place_is_moved_and_can_be_undone(world, desk, meeting):
    url = f"/b/ours/diary/meetings/{meeting.pk}/move/"

    answer = desk.post(url, move_to("12:00", "13:00"), **HTMX)

    assert (answer.status_code, fresh(world, meeting).starts_at) == (204, at("2026-11-25 12:00"))
    desk.post(json.loads(answer["HX-Trigger"])["toast"]["undo_url"], **HTMX)
    assert fresh(world, meeting).starts_at == at("2026-11-25 10:00")


def test_several_that_were_moved_can_be_moved_back_once(world, desk):
    with acting_for(world.ours):
        rule = "FREQ=WEEKLY;COUNT=3"
        made = make.meeting(world.ours, starts_at=at("2026-11-25 10:00"), by=world.staff, rule=rule)
    given = move_to("12:00", "13:00", scope="all", is_sure="1")

    answer = desk.post(f"/b/ours/diary/meetings/{made.pk}/move/", given, **HTMX)
    undo_url = json.loads(answer["HX-Trigger"])["toast"]["undo_url"]

    assert fresh(world, made).starts_at == at("2026-11-25 12:00")
    assert [desk.post(undo_url, **HTMX).status_code for _ in range(2)] == [204, 422]
    assert fresh(world, made).starts_at == at("2026-11-25 10:00")


@pytest.mark.parametrize("never", ["2026-02-30T12:00", "0000-01-01T12:00", "9999-12-31T23:59"])
def test_a_move_to_a_moment_that_never_is_is_refused(desk, meeting, never):
    url = f"/b/ours/diary/meetings/{meeting.pk}/move/"

    answer = desk.post(url, {"starts_at": never, "ends_at": never}, **HTMX)

    assert answer.status_code == 422


def test_a_collision_is_shown_before_it_is_moved(world, desk, meeting):
    make.meeting(world.ours, starts_at=at("2026-11-25 12:00"), by=world.staff, staff=[world.staff])

    answer = desk.post(f"/b/ours/diary/meetings/{meeting.pk}/move/", move_to("12:00", "13:00"), **HTMX)

    assert (answer.status_code, fresh(world, meeting).starts_at) == (409, at("2026-11-25 10:00"))
    assert "tone-yellow" in desk.get(answer["X-Sheet"], **HTMX).text
    desk.post(f"/b/ours/diary/meetings/{meeting.pk}/move/", move_to("12:00", "13:00", is_sure="1"), **HTMX)
    assert fresh(world, meeting).starts_at == at("2026-11-25 12:00")


def test_dropped_on_a_taken_room_it_stays(world, desk, meeting):
    room = make.resource(world.ours)
    make.meeting(world.ours, starts_at=at("2026-11-25 12:00"), resource=room, by=world.staff)

    answer = desk.post(
        f"/b/ours/diary/meetings/{meeting.pk}/move/", move_to("12:00", "13:00", resource=room.pk), **HTMX
    )

    assert (answer.status_code, "toast" in answer["HX-Trigger"]) == (422, True)
    assert fresh(world, meeting).starts_at == at("2026-11-25 10:00")


def test_dropped_in_the_column_of_another_it_is_theirs(world, desk, meeting):
    other = make.staff(world.ours)
    given = move_to("12:00", "13:00", from_staff=world.staff.pk, to_staff=other.pk)

    desk.post(f"/b/ours/diary/meetings/{meeting.pk}/move/", given, **HTMX)

    with acting_for(world.ours):
        assert [row.staff_id for row in meeting.participants.all()] == [other.pk]


def test_the_sheet_of_a_move_keeps_the_room_and_says_times_as_they_are_typed(world, desk, meeting):
    room = make.resource(world.ours)
    with acting_for(world.ours):
        meeting.resource = room
        meeting.save()
    url = f"/b/ours/diary/meetings/{meeting.pk}/move/"

    sheet = desk.get(url, move_to("12:00", "13:00"), **HTMX).text
    desk.post(url, {**browsing.sent(sheet), "is_sure": "1"}, **HTMX)

    assert "T12:00" not in sheet
    assert fresh(world, meeting).resource == room
