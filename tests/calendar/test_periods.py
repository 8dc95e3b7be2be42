"""Which days the diary shows."""

from datetime import date

from kesher.calendar import periods
from kesher.calendar.periods import Period, View

DAY = date(2026, 11, 25)


def test_a_week_begins_on_sunday():
    assert periods.period(View.WEEK, DAY) == Period(date(2026, 11, 22), date(2026, 11, 29))


def test_a_month_is_shown_in_whole_weeks():
    assert periods.period(View.MONTH, DAY) == Period(date(2026, 11, 1), date(2026, 12, 6))


def test_going_on_goes_by_what_is_shown():
    assert periods.moved(View.WEEK, DAY, 1) == date(2026, 12, 2)
    assert periods.moved(View.STAFF, DAY, -1) == date(2026, 11, 24)
    assert periods.moved(View.MONTH, date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert periods.moved(View.AGENDA, DAY, 1) == date(2026, 12, 25)


def test_the_nearest_day_that_is_shown():
    assert periods.moved(View.DAY, date(2100, 12, 31), 1) == date(2100, 12, 31)
