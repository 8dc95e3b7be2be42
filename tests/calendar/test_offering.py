from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kesher.calendar import offering
from kesher.core.owning import acting_for
from tests import make
from tests.make.calendar import at

HOUR = timedelta(hours=1)
NINE = at("2026-11-22 09:00")  # a Sunday; the shipped hours are 8 to 17


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def offered(ours, *, start=NINE, length=HOUR, **options):
    return [
        f"{one.astimezone(NINE.tzinfo):%d %H:%M}"
        for one, _end in offering.free_times(ours, start=start, length=length, **options)
    ]


def test_the_asked_time_is_offered_when_everybody_is_free_then(world, ours):
    assert offered(ours, staff=[world.staff]) == ["22 09:00", "23 08:00", "24 08:00", "25 08:00"]


def test_meetings_of_any_of_the_staff_are_passed_over(world, ours):
    other = make.staff(ours)
    make.meeting(ours, starts_at=NINE, staff=[world.staff])
    make.meeting(ours, starts_at=NINE + HOUR, ends_at=NINE + timedelta(minutes=95), staff=[other])

    assert offered(ours, staff=[world.staff, other])[0] == "22 10:45"
    assert offered(ours, staff=[make.staff(ours)])[0] == "22 09:00"


def test_a_taken_room_and_an_absence_are_passed_over(world, ours):
    room = make.resource(ours)
    make.meeting(ours, starts_at=NINE, resource=room)
    make.absence(ours, world.staff, starts_at=NINE + HOUR, ends_at=at("2026-11-23 00:00"))

    assert offered(ours, staff=[world.staff], resource=room)[0] == "23 08:00"


def test_it_fits_whole_into_the_working_hours(world, ours):
    assert offered(ours, start=at("2026-11-22 16:30"), staff=[world.staff])[0] == "23 08:00"


def test_the_meeting_that_is_moved_stands_in_nobodys_way(world, ours):
    made = make.meeting(ours, starts_at=NINE, staff=[world.staff])

    assert offered(ours, staff=[world.staff], besides=[made.pk])[0] == "22 09:00"


START = datetime(2026, 1, 1, tzinfo=UTC)
minute = st.integers(0, 600).map(lambda minutes: START + timedelta(minutes=minutes))
spans = st.tuples(minute, minute).map(lambda pair: (min(pair), max(pair) + timedelta(minutes=1)))


@given(spans, st.lists(spans, max_size=8).map(sorted))
def test_gaps_are_what_is_left_of_the_span(span, taken):
    gaps = offering.between(span, taken)

    every = [START + timedelta(minutes=number) for number in range(602)]
    inside = [any(opens <= one < closes for opens, closes in gaps) for one in every]
    left = [
        span[0] <= one < span[1] and not any(begins <= one < ends for begins, ends in taken) for one in every
    ]
    assert inside == left
