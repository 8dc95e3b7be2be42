import json
from datetime import timedelta

import pytest

from kesher.calendar import meetings, remembering
from kesher.core.owning import acting_for
from tests import make
from tests.make.calendar import at

NOW = at("2026-03-15 08:00")
START = at("2026-03-16 18:00")


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def moved(world):
    """The second of three and those that follow, an hour later."""
    make.meeting(
        world.ours, by=world.staff, now=NOW, subject="Divorce", notes="Secret", starts_at=START,
        rule="FREQ=WEEKLY;COUNT=3",
    )  # fmt: skip
    second = world.ours.meetings.order_by("starts_at")[1]
    start = second.starts_at + timedelta(hours=1)
    return meetings.move(
        second, starts_at=start, ends_at=start + timedelta(hours=1), scope="following", by=world.staff, now=NOW
    ).fresh()  # fmt: skip


def test_only_what_was_moved_is_kept_and_none_of_its_words(world, moved):
    package = moved.series.undo

    kept = world.ours.meetings.order_by("starts_at")[1:]
    assert {int(pk) for pk in package["meetings"]} == {row.pk for row in kept}
    assert not [word for word in ("Divorce", "Secret") if word in json.dumps(package)]


def test_another_series_that_was_moved_does_not_break_the_seal_and_a_change_does(world, moved):
    other = make.meeting(world.ours, by=world.staff, now=NOW, starts_at=START, rule="FREQ=WEEKLY;COUNT=2")
    meetings.remove(other, scope="all", by=world.staff, now=NOW)
    assert remembering.is_as_left(moved, moved.series.undo)

    meetings.change(moved, subject="Other", by=world.staff, now=NOW + timedelta(minutes=1))
    assert not remembering.is_as_left(moved, moved.series.undo)
