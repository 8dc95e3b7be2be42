from datetime import date, timedelta

import pytest

from kesher.activity.models import Entry
from kesher.calendar import conflicts, working
from kesher.calendar.kinds import Kind
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from tests import make
from tests.make.calendar import at

NOW = at("2026-11-22 08:00")
TODAY = date(2026, 11, 22)
HOURS = {"0": [["12:00", "14:00"], ["08:00", "11:00"]]}


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def renew(world, **details):
    details = {"starts_on": TODAY, "hours": HOURS, **details}
    return working.renew(world.ours, by=world.staff, now=NOW, **details)


def test_a_new_business_works_sunday_to_thursday(world):
    start, end = at("2026-11-22 00:00"), at("2026-11-29 00:00")

    assert working.minutes_between(world.ours, None, start, end) == 5 * 9 * 60
    assert working.after(world.ours, None, at("2026-11-26 16:00"), 120) == at("2026-11-29 09:00")
    assert world.ours.meeting_types.count() == 5


def test_a_change_is_a_new_version_from_its_day_on(world):
    version = renew(world, starts_on=TODAY + timedelta(days=7))

    before = working.minutes_between(world.ours, None, at("2026-11-22 00:00"), at("2026-11-23 00:00"))
    after = working.minutes_between(world.ours, None, at("2026-11-29 00:00"), at("2026-11-30 00:00"))
    assert (version.number, before, after) == (2, 540, 300)
    assert Entry.objects.get(kind=Kind.CALENDAR_CHANGED).actor_id == world.staff.pk


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"starts_on": TODAY - timedelta(days=1)}, "begins-before-today"),
        ({"hours": {"0": []}}, "never-open"),
        ({"hours": {"0": [["08:00", "10:00"], ["09:00", "11:00"]]}}, "hours-wrong"),
    ],
)
def test_odd_hours_are_refused(world, details, code):
    with pytest.raises(Refused, match=code):
        renew(world, **details)


def test_a_branch_may_have_its_own_hours_and_give_them_back(world):
    branch = make.branch(world.ours)
    start, end = at("2026-11-22 00:00"), at("2026-11-23 00:00")

    renew(world, branch=branch)
    assert working.minutes_between(world.ours, branch, start, end) == 300
    renew(world, branch=branch, hours={})
    assert working.minutes_between(world.ours, branch, start, end) == 540


def test_only_what_has_not_begun_can_be_taken_back(world):
    begun = renew(world)
    ahead = renew(world, starts_on=TODAY + timedelta(days=1), hours={"1": [["10:00", "12:00"]]})

    working.take_back(ahead, by=world.staff, now=NOW)

    with pytest.raises(Refused, match="has-begun"):
        working.take_back(begun, by=world.staff, now=NOW)
    assert world.ours.calendar_versions.count() == 2


def test_a_special_day_closes_or_opens(world):
    special = working.add_special_day(world.ours, day=TODAY, name="Trip", by=world.staff, now=NOW)
    start, end = at("2026-11-22 00:00"), at("2026-11-23 00:00")

    assert working.spans(world.ours, None, start, end) == []
    working.change_special_day(special, hours=[["08:00", "10:00"]], by=world.staff, now=NOW)
    assert [span.why for span in working.spans(world.ours, None, start, end)] == ["special"]
    working.remove_special_day(special, by=world.staff, now=NOW)
    assert working.minutes_between(world.ours, None, start, end) == 540


def test_special_days_of_the_past_stay(world):
    with pytest.raises(Refused, match="day-past"):
        working.add_special_day(world.ours, day=TODAY - timedelta(days=1), name="x", by=None, now=NOW)
    special = working.add_special_day(world.ours, day=TODAY, name="x", by=None, now=NOW)
    for verb in (working.change_special_day, working.remove_special_day):
        with pytest.raises(Refused, match="day-past"):
            verb(special, by=None, now=NOW + timedelta(days=1))


def test_one_special_day_a_day(world):
    working.add_special_day(world.ours, day=TODAY, name="x", by=None, now=NOW)

    with pytest.raises(Refused, match="day-taken"):
        working.add_special_day(world.ours, day=TODAY, name="y", by=None, now=NOW)


def test_a_meeting_outside_the_working_hours_is_warned_of(world):
    late = [(at("2026-11-22 16:30"), at("2026-11-22 17:30"))]

    assert [one.code for one in conflicts.conflicts(world.ours, spans=late)] == ["outside-hours"]
    assert conflicts.conflicts(world.ours, spans=late, is_all_day=True) == []


def test_the_calendar_is_loaded_in_two_queries(world, django_assert_num_queries):
    with django_assert_num_queries(2):
        kept = working.load(world.ours)
        kept.minutes_between(None, NOW, NOW + timedelta(days=400))


def test_hours_that_hold_already_make_no_new_version(world):
    assert renew(world) == renew(world)
