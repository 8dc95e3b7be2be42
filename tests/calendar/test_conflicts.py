import pytest

from kesher.calendar import conflicts
from kesher.core.owning import acting_for
from tests import make
from tests.make.calendar import at

SPAN = (at("2026-11-22 10:00"), at("2026-11-22 11:00"))


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def codes(world, **options):
    found = conflicts.conflicts(world.ours, spans=[SPAN], staff=[world.staff], **options)
    return [one.code for one in found]


def test_staff_who_have_a_meeting_then_are_warned_of_by_its_hours_only(world):
    made = make.meeting(world.ours, subject="Secret", starts_at=SPAN[0], staff=[world.staff])

    found = conflicts.conflicts(world.ours, spans=[SPAN], staff=[world.staff])

    assert [(one.code, one.staff_id, one.meeting_id) for one in found] == [
        ("staff-busy", world.staff.pk, made.pk)
    ]
    assert "22/11/2026 10:00–11:00" in str(found[0].sentence)
    assert "Secret" not in str(found[0].sentence)


def test_meetings_that_touch_or_are_cancelled_do_not_collide(world):
    make.meeting(world.ours, starts_at=SPAN[1], staff=[world.staff])
    cancelled = make.meeting(world.ours, starts_at=SPAN[0], staff=[world.staff])
    cancelled.state = "cancelled"
    cancelled.save()

    assert codes(world) == []


def test_the_meeting_itself_does_not_collide(world):
    made = make.meeting(world.ours, starts_at=SPAN[0], staff=[world.staff])

    assert codes(world, besides=[made.pk]) == []


def test_a_room_that_is_taken_refuses(world):
    room = make.resource(world.ours)
    make.meeting(world.ours, starts_at=SPAN[0], resource=room)

    assert codes(world, resource=room) == ["room-taken"]
    assert codes(world, resource=make.resource(world.ours)) == []


def test_an_absence_warns_without_its_reason(world):
    make.absence(
        world.ours, world.staff, starts_at=at("2026-11-22 00:00"), ends_at=at("2026-11-23 00:00"), kind="sick"
    )

    found = conflicts.conflicts(world.ours, spans=[SPAN], staff=[world.staff])

    assert [one.code for one in found] == ["staff-away"]
    assert "ick" not in str(found[0].sentence)
