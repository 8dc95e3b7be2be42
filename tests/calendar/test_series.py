from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kesher.calendar import meetings, series
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from tests import make
from tests.make.calendar import ZONE, at

NOW = at("2026-03-15 08:00")
START = at("2026-03-16 18:00")


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def first(world):
    return make.meeting(
        world.ours, by=world.staff, now=NOW, subject="Weekly", staff=[world.staff], starts_at=START,
        rule="FREQ=WEEKLY;COUNT=5",
    )  # fmt: skip


def rows(business):
    return list(business.meetings.standing().order_by("starts_at"))


def shown(business):
    return [f"{row.starts_at.astimezone(ZONE):%d/%m %H:%M} {row.subject}" for row in rows(business)]


def test_a_series_stands_as_rows_at_the_same_hour(world, first):
    assert shown(world.ours) == [
        f"{day} 18:00 Weekly" for day in ("16/03", "23/03", "30/03", "06/04", "13/04")
    ]
    assert [row.number for row in rows(world.ours)] == [1, None, None, None, None]
    assert world.ours.participants.count() == 5


def test_a_change_of_one_is_an_exception_that_later_changes_leave(world, first):
    third = rows(world.ours)[2]
    meetings.change(third, subject="Other", by=world.staff, now=NOW)

    meetings.change(first, subject="All", scope="all", by=world.staff, now=NOW)

    assert [row.subject for row in rows(world.ours)] == ["All", "All", "Other", "All", "All"]


def test_a_change_of_those_that_follow_leaves_those_before(world, first):
    meetings.change(rows(world.ours)[3], subject="New", staff=[], scope="following", by=world.staff, now=NOW)

    assert [row.subject for row in rows(world.ours)] == ["Weekly", "Weekly", "Weekly", "New", "New"]
    assert world.ours.participants.count() == 3


def test_moving_those_that_follow_splits_the_series(world, first):
    second = rows(world.ours)[1]
    start = at("2026-03-24 17:00")
    meetings.move(
        second,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        scope="following",
        by=world.staff,
        now=NOW,
    )

    assert shown(world.ours) == [
        "16/03 18:00 Weekly", "24/03 17:00 Weekly", "31/03 17:00 Weekly", "07/04 17:00 Weekly", "14/04 17:00 Weekly",
    ]  # fmt: skip
    assert len({row.series_id for row in rows(world.ours)}) == 2
    assert {row.ends_at - row.starts_at for row in rows(world.ours)[1:]} == {timedelta(hours=2)}


def test_moving_all_moves_all_but_what_was_held_or_changed_by_itself(world, first):
    meetings.set_state(first, state="held", by=world.staff, now=START)
    third = rows(world.ours)[2]
    meetings.move(
        third, starts_at=at("2026-03-30 09:00"), ends_at=at("2026-03-30 10:00"), by=world.staff, now=NOW
    )
    last = rows(world.ours)[4]

    meetings.move(
        last,
        starts_at=at("2026-04-13 20:00"),
        ends_at=at("2026-04-13 21:00"),
        scope="all",
        by=world.staff,
        now=NOW,
    )

    assert [f"{row.starts_at.astimezone(ZONE):%H}" for row in rows(world.ours)] == [
        "18",
        "20",
        "09",
        "20",
        "20",
    ]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)  # fmt: skip
@given(first=st.integers(0, 380), shift=st.integers(-3, 3), long=st.integers(1, 3))
@example(first=98, shift=1, long=1)
@example(first=311, shift=1, long=1)
def test_whole_days_that_are_moved_stay_whole_days(world, first, shift, long):
    """Whatever day it is: the nights of 2026 on which the clock changes too (27 March, 25 October)."""
    begins = at("2025-12-16 00:00") + timedelta(days=first)
    made = make.meeting(
        world.ours, starts_at=begins, ends_at=begins + timedelta(days=long), is_all_day=True,
        rule="FREQ=DAILY;COUNT=4", now=begins,
    )  # fmt: skip
    start = begins + timedelta(days=shift)

    meetings.move(
        made, starts_at=start, ends_at=start + timedelta(days=long), scope="following", by=None, now=begins
    )

    for row in made.fresh().series.meetings.all():
        start, end = row.starts_at.astimezone(ZONE), row.ends_at.astimezone(ZONE)
        assert (start.hour, end.hour, (end.date() - start.date()).days) == (0, 0, long)


def test_another_rule_acts_from_this_meeting_on(world, first):
    second = rows(world.ours)[1]
    meetings.change(second, rule="FREQ=DAILY;COUNT=2", scope="following", by=world.staff, now=NOW)

    assert [text[:5] for text in shown(world.ours)] == ["16/03", "23/03", "24/03"]


def test_without_a_rule_the_series_ends_here(world, first):
    meetings.change(rows(world.ours)[1], rule="", scope="following", by=world.staff, now=NOW)

    assert [text[:5] for text in shown(world.ours)] == ["16/03", "23/03"]


@pytest.mark.parametrize(("scope", "left"), [("this", 4), ("following", 2), ("all", 0)])
def test_a_removal_can_be_undone_as_a_whole(world, first, scope, left):
    third = rows(world.ours)[2]

    meetings.remove(third, scope=scope, by=world.staff, now=NOW)
    assert len(rows(world.ours)) == left

    meetings.restore(third, by=world.staff, now=NOW)
    assert len(rows(world.ours)) == 5


def test_a_room_that_is_taken_on_one_turn_refuses_the_series(world):
    room = make.resource(world.ours)
    make.meeting(world.ours, starts_at=at("2026-03-30 18:30"), resource=room)

    with pytest.raises(Refused, match="room-taken"):
        make.meeting(world.ours, starts_at=START, resource=room, rule="FREQ=WEEKLY;COUNT=5", now=NOW)


def test_the_job_makes_what_comes_into_sight(world):
    make.meeting(world.ours, starts_at=START, rule="FREQ=WEEKLY", staff=[world.staff], now=NOW)
    count = world.ours.meetings.count()

    assert series.extend(world.ours, now=NOW + timedelta(days=28)) == 4
    assert series.extend(world.ours, now=NOW + timedelta(days=28)) == 0
    assert world.ours.meetings.count() == count + 4
    assert world.ours.participants.count() == count + 4


def test_a_removed_series_is_not_made_further(world):
    made = make.meeting(world.ours, starts_at=START, rule="FREQ=WEEKLY", now=NOW)
    meetings.remove(made, scope="following", by=world.staff, now=NOW)

    assert series.extend(world.ours, now=NOW + timedelta(days=28)) == 0


def test_a_single_meeting_can_begin_to_recur(world):
    made = make.meeting(world.ours, starts_at=START, by=world.staff, now=NOW)

    meetings.change(made, rule="FREQ=DAILY;COUNT=3", by=world.staff, now=NOW)

    assert len(rows(world.ours)) == 3
