"""Which days the diary shows.

1. A day; a week from Sunday to Saturday; a month in whole weeks; an agenda of thirty days; one day in a column for each staff
   member or for each room.
2. Back and on go by what is shown: a day, a week, a month, thirty days.
3. Days outside 1990 to 2100 are not shown: the nearest that is.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)
AGENDA = 30
DAYS = 7


class View(models.TextChoices):
    DAY = "day", _("Day")
    WEEK = "week", _("Week")
    MONTH = "month", _("Month")
    AGENDA = "agenda", _("Agenda")
    STAFF = "staff", _("By staff")
    ROOMS = "rooms", _("By room")


@dataclass(frozen=True)
class Period:
    """The days from `first` until, not including, `end`."""

    first: date
    end: date

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range((self.end - self.first).days)]


def period(view: str, day: date) -> Period:
    match view:
        case View.WEEK:
            return Period(week_start(day), week_start(day) + timedelta(days=DAYS))
        case View.MONTH:
            return month(day)
        case View.AGENDA:
            return Period(day, day + timedelta(days=AGENDA))
    return Period(day, day + timedelta(days=1))


def month(day: date) -> Period:
    """The weeks that the month of the day touches."""
    first = week_start(day.replace(day=1))
    last = day.replace(day=monthrange(day.year, day.month)[1])
    return Period(first, week_start(last) + timedelta(days=DAYS))


def week_start(day: date) -> date:
    return day - timedelta(days=(day.weekday() + 1) % DAYS)


def moved(view: str, day: date, by: int) -> date:
    """The day to show when going back (-1) or on (1)."""
    if view == View.MONTH:
        number = day.year * 12 + day.month - 1 + by
        first = date(number // 12, number % 12 + 1, 1)
        return clamped(first.replace(day=min(day.day, monthrange(first.year, first.month)[1])))
    length = {View.WEEK: DAYS, View.AGENDA: AGENDA}.get(View(view), 1)
    return clamped(day + timedelta(days=by * length))


def clamped(day: date) -> date:
    return min(max(day, FIRST), LAST)
