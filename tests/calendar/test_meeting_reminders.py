from datetime import timedelta

import pytest

from kesher.activity.models import Entry
from kesher.calendar import meetings, reminding, series
from kesher.calendar.reminding import Wanted
from kesher.core.owning import acting_for
from tests import make
from tests.make.calendar import ZONE, at

NOW = at("2026-03-15 08:00")
START = at("2026-03-16 18:00")
QUARTER = timedelta(minutes=15)
LATER = at("2027-03-01 00:00")


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def reminded(world, *staff, start=START, before=QUARTER, **details):
    people = list(staff) or [world.staff]
    return make.meeting(
        world.ours, by=world.staff, now=NOW, staff=people, starts_at=start, reminder=Wanted(start - before), **details
    )  # fmt: skip


def recurring(world, *staff, rule="FREQ=WEEKLY;COUNT=5", **details):
    return reminded(world, *staff, rule=rule, **details)


def rows(world):
    return list(world.ours.meetings.standing().order_by("starts_at"))


def times(world):
    return [
        f"{one.remind_at.astimezone(ZONE):%d/%m %H:%M}" for one in world.ours.reminders.order_by("remind_at")
    ]


def due(staff, now=LATER):
    return reminding.due(staff, now).count()


def test_each_turn_of_a_recurring_meeting_reminds_at_its_own_time(world):
    recurring(world)

    assert times(world) == ["16/03 17:45", "23/03 17:45", "30/03 17:45", "06/04 17:45", "13/04 17:45"]
    assert due(world.staff) == 5


def test_a_turn_is_reminded_of_by_its_own_page(world):
    recurring(world)

    assert {one.path for one in world.ours.reminders.all()} == {
        f"/b/ours/diary/meetings/{row.pk}/" for row in rows(world)
    }


def test_a_typed_time_keeps_its_hour_on_every_turn(world):
    recurring(world, before=timedelta(hours=22, minutes=30))

    assert {text[6:] for text in times(world)} == {"19:30"}


def test_setting_a_series_records_its_reminder_once(world):
    recurring(world)

    assert Entry.objects.filter(kind="reminder.set").count() == 1


def test_the_turns_that_come_into_sight_remind_too(world):
    recurring(world, rule="FREQ=WEEKLY")
    count = world.ours.reminders.count()

    series.extend(world.ours, now=NOW + timedelta(days=28))

    assert world.ours.reminders.count() == count + 4
    assert due(world.staff, at("2028-01-01 00:00")) == count + 4


def test_turns_that_are_over_get_no_reminder(world):
    recurring(world, start=at("2026-03-02 18:00"), rule="FREQ=WEEKLY;COUNT=3")

    assert times(world) == ["02/03 17:45", "16/03 17:45"]


def test_another_reminder_for_those_that_follow_leaves_those_before(world):
    recurring(world)
    fourth = rows(world)[3]

    meetings.change(
        fourth,
        reminder=Wanted(fourth.starts_at - timedelta(hours=1)),
        scope="following",
        by=world.staff,
        now=NOW,
    )

    assert [text[6:] for text in times(world)] == ["17:45", "17:45", "17:45", "17:00", "17:00"]


def test_no_reminder_for_the_whole_series_takes_all_away(world):
    first = recurring(world)

    meetings.change(first, reminder=None, scope="all", by=world.staff, now=NOW)

    assert times(world) == []


def test_another_reminder_of_one_turn_is_an_exception_that_later_changes_leave(world):
    first = recurring(world)
    third = rows(world)[2]
    meetings.change(third, reminder=Wanted(third.starts_at), by=world.staff, now=NOW)

    meetings.change(first, reminder=None, scope="all", by=world.staff, now=NOW)

    assert times(world) == ["30/03 18:00"]


def test_the_same_reminder_again_leaves_what_was_dismissed(world):
    first = recurring(world)
    reminding.dismiss_all(world.staff, now=at("2026-03-24 00:00"))

    meetings.change(
        first, subject="New", reminder=Wanted(START - QUARTER), scope="all", by=world.staff, now=NOW
    )

    assert due(world.staff) == 3
    assert {one.subject_label for one in world.ours.reminders.all()} == {"New"}


def test_the_reminders_move_with_the_meetings_that_follow(world):
    recurring(world)
    second = rows(world)[1]

    meetings.move(
        second, starts_at=at("2026-03-24 17:00"), ends_at=at("2026-03-24 18:00"), scope="following",
        by=world.staff, now=NOW,
    )  # fmt: skip

    assert times(world) == ["16/03 17:45", "24/03 16:45", "31/03 16:45", "07/04 16:45", "14/04 16:45"]


def test_a_rule_for_a_single_meeting_reminds_of_its_turns(world):
    made = reminded(world)

    meetings.change(made, rule="FREQ=DAILY;COUNT=3", by=world.staff, now=NOW)

    assert times(world) == ["16/03 17:45", "17/03 17:45", "18/03 17:45"]


def test_another_rule_reminds_of_the_turns_that_it_makes(world):
    recurring(world, rule="FREQ=WEEKLY;COUNT=2")

    meetings.change(rows(world)[1], rule="FREQ=DAILY;COUNT=3", scope="following", by=world.staff, now=NOW)

    assert times(world) == ["16/03 17:45", "23/03 17:45", "24/03 17:45", "25/03 17:45"]


def test_a_meeting_moved_to_another_person_reminds_that_person(world):
    one, other = make.staff(world.ours), make.staff(world.ours)
    made = reminded(world, one)

    meetings.move(
        made, starts_at=made.starts_at, ends_at=made.ends_at, staff=[other], by=world.staff, now=NOW
    )

    assert (due(one), due(other), due(world.staff)) == (0, 1, 1)


def test_those_that_follow_remind_the_other_person_too(world):
    one, other = make.staff(world.ours), make.staff(world.ours)
    recurring(world, one)

    meetings.change(rows(world)[2], staff=[other], scope="following", by=world.staff, now=NOW)

    assert (due(one), due(other)) == (2, 3)


def test_moving_what_is_over_reminds_of_nothing(world):
    made = reminded(world)
    reminding.dismiss_all(world.staff, now=LATER)

    meetings.move(
        made, starts_at=START + timedelta(hours=1), ends_at=START + timedelta(hours=2), by=world.staff, now=LATER
    )  # fmt: skip

    assert (due(world.staff), times(world)) == (0, ["16/03 18:45"])


def test_a_private_meeting_does_not_tell_its_subject_in_the_log(world):
    reminded(world, subject="Divorce", is_private=True)

    assert not Entry.objects.filter(subject_label__contains="Divorce").exists()


def count_of(django_assert_max_num_queries, work):
    with django_assert_max_num_queries(1000) as asked:
        work()
    return len(asked)


def test_many_turns_take_no_more_queries_than_few(world, django_assert_max_num_queries):
    recurring(world)  # the counter of numbers begins
    few = count_of(django_assert_max_num_queries, lambda: recurring(world, rule="FREQ=DAILY;COUNT=3"))
    many = count_of(django_assert_max_num_queries, lambda: recurring(world, rule="FREQ=DAILY;COUNT=20"))

    assert many == few


def test_nobody_is_reminded_of_a_turn_with_a_person_whom_they_may_not_see(world):
    here, there = make.branch(world.ours), make.branch(world.ours)
    limited = make.staff(world.ours, branches=[here])
    recurring(world, limited, customer=make.customer(world.ours, branch=there))

    assert (due(limited), due(world.staff)) == (0, 5)
