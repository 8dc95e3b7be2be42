from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kesher.calendar import counting
from kesher.calendar.counting import Calendar, Special, Version
from tests.make.calendar import ZONE, at

BROKEN = {str(day): [["08:00", "12:00"], ["12:30", "17:00"]] for day in range(5)}
NIGHT = {str(day): [["00:00", "05:00"], ["22:00", "24:00"]] for day in range(7)}
SUNDAY = date(2026, 11, 22)


def feasts(day):
    return {date(2026, 11, 24): ("eve", "Eve"), date(2026, 11, 25): ("holiday", "Feast")}.get(day, ("", ""))


def calendar(hours=BROKEN, *, versions=None, specials=None, feasts=lambda day: ("", "")):
    versions = versions or (Version(1, None, date(2026, 1, 1), hours),)
    return Calendar(ZONE, tuple(versions), specials or {}, feasts)


def shown(spans):
    return [f"{span.start.astimezone(ZONE):%d %H:%M}-{span.end.astimezone(ZONE):%H:%M}" for span in spans]


def test_breaks_and_closed_days_are_not_counted():
    found = calendar().spans(None, at("2026-11-26 11:00"), at("2026-11-29 09:00"))

    assert shown(found) == ["26 11:00-12:00", "26 12:30-17:00", "29 08:00-09:00"]


def test_after_goes_on_over_breaks_nights_and_weekends():
    assert calendar().after(None, at("2026-11-26 16:30"), 60) == at("2026-11-29 08:30")
    assert calendar().after(None, at("2026-11-26 11:30"), 60) == at("2026-11-26 13:00")


def test_time_ends_where_the_working_day_ends():
    assert calendar().after(None, at("2026-11-26 16:00"), 60) == at("2026-11-26 17:00")
    assert calendar().after(None, at("2026-11-28 10:00"), 0) == at("2026-11-28 10:00")


def test_a_holiday_is_closed_and_its_eve_is_short():
    kept = calendar(feasts=feasts)

    assert shown(kept.spans(None, at("2026-11-24 00:00"), at("2026-11-26 00:00"))) == [
        "24 08:00-12:00",
        "24 12:30-13:00",
    ]
    assert [kept.day(None, date(2026, 11, day)).why for day in (23, 24, 25, 27)] == [
        "hours",
        "eve",
        "holiday",
        "closed",
    ]


def test_a_version_may_not_keep_holidays_or_not_shorten_eves():
    open_always = calendar(versions=[Version(1, None, SUNDAY, BROKEN, keeps_holidays=False)], feasts=feasts)
    long_eves = calendar(versions=[Version(1, None, SUNDAY, BROKEN, eve_ends_at=None)], feasts=feasts)

    assert open_always.minutes_between(None, at("2026-11-25 00:00"), at("2026-11-26 00:00")) == 510
    assert long_eves.minutes_between(None, at("2026-11-24 00:00"), at("2026-11-26 00:00")) == 510


def test_a_special_day_differs_whatever_holidays_say():
    specials = {
        (None, date(2026, 11, 25)): Special("Open", [["09:00", "10:00"]]),
        (7, date(2026, 11, 25)): Special("Branch", []),
    }
    kept = calendar(specials=specials, feasts=feasts)

    assert kept.day(None, date(2026, 11, 25)).ranges == (("09:00", "10:00"),)
    assert kept.day(7, date(2026, 11, 25)).ranges == ()


def test_each_day_is_counted_by_the_version_valid_on_it():
    later = {str(day): [["10:00", "11:00"]] for day in range(5)}
    kept = calendar(
        versions=[Version(1, None, date(2026, 1, 1), BROKEN), Version(2, None, date(2026, 11, 23), later)]
    )

    found = kept.spans(None, SUNDAY_START, SUNDAY_START + timedelta(days=2))

    assert [(span.version, span.length) for span in found] == [
        (1, timedelta(hours=4)), (1, timedelta(hours=4.5)), (2, timedelta(hours=1)),
    ]  # fmt: skip
    assert kept.version_on(None, date(2020, 1, 1)).number == 1
    assert Calendar(ZONE).version_on(None, SUNDAY).number == 0


def test_a_branch_has_its_own_hours_until_it_gives_them_back():
    own = {"0": [["10:00", "11:00"]]}
    kept = calendar(
        versions=[
            Version(1, None, date(2026, 1, 1), BROKEN), Version(2, 7, date(2026, 11, 20), own),
            Version(3, 7, date(2026, 11, 29), {}),
        ]
    )  # fmt: skip

    assert [kept.version_on(7, date(2026, 11, day)).number for day in (19, 22, 29)] == [1, 2, 1]
    assert kept.version_on(8, SUNDAY).number == 1


def test_nights_of_the_clock_changes_count_as_they_were():
    nights = calendar(NIGHT)

    def length(first, second):
        return nights.worked(None, at(f"{first} 12:00"), at(f"{second} 12:00"))

    assert length("2026-03-25", "2026-03-26") == timedelta(hours=7)
    assert length("2026-03-26", "2026-03-27") == timedelta(hours=6)
    assert length("2026-10-24", "2026-10-25") == timedelta(hours=8)


def test_a_time_that_the_clock_skips_is_the_moment_of_the_change():
    assert counting.instant(date(2026, 3, 27), "02:30", ZONE) == datetime(2026, 3, 27, 0, 0, tzinfo=UTC)
    halves = calendar({str(day): [["00:00", "02:30"], ["02:30", "24:00"]] for day in range(7)})
    assert halves.worked(None, at("2026-03-27 00:00"), at("2026-03-28 00:00")) == timedelta(hours=23)


def test_where_nothing_opens_time_is_counted_around_the_clock():
    never = Calendar(ZONE, (Version(1, None, date(2026, 1, 1), {}),))

    assert never.after(None, SUNDAY_START, 60) == SUNDAY_START + timedelta(hours=1)


SUNDAY_START = at("2026-11-22 00:00")
MOMENTS = st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31)).map(
    lambda wall: wall.replace(tzinfo=UTC)
)
CLOCK = st.integers(0, 48).map(lambda half: f"{half // 2:02}:{half % 2 * 30:02}")


@st.composite
def hours(draw):
    return {
        str(day): [
            list(pair)
            for pair in zip(*[iter(sorted(draw(st.lists(CLOCK, max_size=4, unique=True))))] * 2, strict=False)
        ]
        for day in range(7)
    }


CALENDARS = st.builds(lambda kept: calendar(kept, feasts=feasts), hours())


@settings(max_examples=1000, deadline=None)
@given(
    CALENDARS,
    MOMENTS,
    st.timedeltas(timedelta(), timedelta(days=9)),
    st.timedeltas(timedelta(), timedelta(days=9)),
)
def test_what_is_worked_adds_up(kept, start, first, second):
    middle, end = start + first, start + first + second

    assert kept.worked(None, start, end) == kept.worked(None, start, middle) + kept.worked(None, middle, end)
    assert timedelta() <= kept.worked(None, start, end) <= first + second


@settings(max_examples=1000, deadline=None)
@given(CALENDARS, MOMENTS, st.integers(0, 3000))
def test_after_is_the_first_moment_with_so_many_minutes(kept, start, minutes):
    end = kept.after(None, start, minutes)

    if any(kept.versions[0].hours.values()):
        assert kept.worked(None, start, end) == timedelta(minutes=minutes)
        if minutes:
            assert kept.worked(None, start, end - timedelta(seconds=1)) < timedelta(minutes=minutes)


@settings(max_examples=1000, deadline=None)
@given(CALENDARS, MOMENTS, st.timedeltas(timedelta(), timedelta(days=20)))
def test_spans_are_in_order_and_do_not_overlap(kept, start, length):
    spans = kept.spans(None, start, start + length)
    edges = [edge for span in spans for edge in (span.start.timestamp(), span.end.timestamp())]

    assert edges == sorted(edges)
    assert all(span.end > span.start for span in spans)


@pytest.mark.parametrize("day", [date(2026, 3, 27), date(2026, 10, 25)])
def test_around_the_clock_is_every_minute_of_the_day(day):
    always = calendar({str(number): [["00:00", "24:00"]] for number in range(7)})
    start = counting.instant(day, "00:00", ZONE)
    end = counting.instant(day + timedelta(days=1), "00:00", ZONE)

    assert always.worked(None, start, end).total_seconds() == end.timestamp() - start.timestamp()
    assert time(13) == counting.SHIPPED_EVE
