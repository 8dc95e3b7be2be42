from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from kesher.core import days

JERUSALEM = ZoneInfo("Asia/Jerusalem")


def test_today_is_the_day_in_the_business_zone():
    assert days.today("Asia/Jerusalem", datetime(2026, 11, 22, 22, 30, tzinfo=UTC)) == date(2026, 11, 23)


def test_a_date_is_day_month_year():
    assert days.shown_date(date(2026, 3, 2), "he") == "02/03/2026"
    assert days.shown_date(date(2026, 3, 2), "en-gb") == "02/03/2026"


def test_a_moment_is_shown_in_the_zone_asked_for():
    moment = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)

    assert days.shown_moment(moment, "he", JERUSALEM) == "22/11/2026 09:05"
    assert days.shown_moment(moment, "en") == "22/11/2026 07:05"


def test_the_hebrew_date_with_and_without_its_year():
    assert days.hebrew_date(date(2026, 11, 22)) == "י״ב כסלו תשפ״ז"
    assert days.hebrew_date(date(2026, 11, 22), with_year=False) == "י״ב כסלו"


def test_age_counts_whole_years():
    assert days.age_on(date(1990, 11, 23), date(2026, 11, 22)) == 35
    assert days.age_on(date(1990, 11, 22), date(2026, 11, 22)) == 36
    assert days.age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert days.age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18


@settings(max_examples=200)
@given(st.dates())
def test_every_day_can_be_shown(day: date):
    assert days.hebrew_date(day)
    assert len(days.shown_date(day, "he")) == 10
