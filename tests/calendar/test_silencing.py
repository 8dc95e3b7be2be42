from datetime import timedelta

import pytest

from kesher.calendar import meetings, reminding
from kesher.calendar.reminding import Wanted
from kesher.core.owning import acting_for
from tests import make
from tests.make.calendar import at

NOW = at("2026-03-15 08:00")
START = at("2026-03-16 18:00")
LATER = at("2027-03-01 00:00")


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def reminded(world, **details):
    return make.meeting(
        world.ours, by=world.staff, now=NOW, staff=[world.staff], starts_at=START,
        reminder=Wanted(START - timedelta(minutes=15)), **details,
    )  # fmt: skip


def due(staff, now=LATER):
    return reminding.due(staff, now).count()


def turns(world):
    return list(world.ours.meetings.order_by("starts_at"))


@pytest.mark.parametrize("state", ["cancelled", "held", "no-show"])
def test_what_is_not_scheduled_is_silent_and_reminds_again_when_it_is(world, state):
    made = reminded(world)

    meetings.set_state(made, state=state, by=world.staff, now=START)
    silent = due(world.staff)
    meetings.set_state(made, state="scheduled", by=world.staff, now=START + timedelta(hours=1))

    assert (silent, due(world.staff)) == (0, 1)


def test_what_was_dismissed_before_a_cancellation_stays_so(world):
    made = reminded(world)
    reminding.dismiss_all(world.staff, now=LATER)

    meetings.set_state(made, state="cancelled", by=world.staff, now=NOW)
    meetings.set_state(made, state="scheduled", by=world.staff, now=NOW + timedelta(hours=1))

    assert due(world.staff) == 0


def test_a_cancelled_meeting_that_is_moved_stays_silent_and_reminds_at_its_new_time(world):
    made, other = reminded(world), make.staff(world.ours)
    meetings.set_state(made, state="cancelled", by=world.staff, now=NOW)
    later = START + timedelta(days=1)

    meetings.move(
        made, starts_at=later, ends_at=later + timedelta(hours=1), staff=[world.staff, other], by=world.staff,
        now=NOW + timedelta(hours=1),
    )  # fmt: skip
    silent = due(world.staff), due(other)
    meetings.set_state(made.fresh(), state="scheduled", by=world.staff, now=NOW + timedelta(hours=2))

    assert silent == (0, 0)
    assert (due(world.staff, START), due(world.staff), due(other)) == (0, 1, 1)


@pytest.mark.parametrize(("scope", "left"), [("this", 4), ("following", 2), ("all", 0)])
def test_what_is_removed_is_silent_and_reminds_again_when_it_is_back(world, scope, left):
    reminded(world, rule="FREQ=WEEKLY;COUNT=5")
    third = turns(world)[2]

    meetings.remove(third, scope=scope, by=world.staff, now=NOW)
    silent = due(world.staff)
    meetings.restore(third, by=world.staff, now=NOW + timedelta(hours=1))

    assert (silent, due(world.staff)) == (left, 5)


def test_the_turns_that_a_shorter_rule_leaves_out_are_silent(world):
    reminded(world, rule="FREQ=WEEKLY;COUNT=5")

    meetings.change(turns(world)[1], rule="", scope="following", by=world.staff, now=NOW)

    assert due(world.staff) == 2
