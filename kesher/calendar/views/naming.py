"""What days, weeks and hours are called on the diary's pages."""

from datetime import date, datetime, timedelta
from typing import Any

from babel.dates import format_date, format_interval
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kesher.calendar import recurring, working
from kesher.calendar.periods import View
from kesher.calendar.views.asking import Asked
from kesher.core.days import hebrew_date, shown_date, shown_time

HOUR = 60


def language() -> str:
    return (get_language() or "he")[:2]


def title(asked: Asked) -> str:
    if asked.view == View.MONTH:
        return str(format_date(asked.day, "LLLL y", language()))
    first, last = asked.period.first, asked.period.end - timedelta(days=1)
    if first == last:
        return long_day(first)
    return str(format_interval(first, last, "yMMMd", locale=language()))


def long_day(day: date) -> str:
    return str(format_date(day, "full", language()))


def short_weekday(day: date) -> str:
    return str(format_date(day, "EEE", language()))


def next_day(day: date) -> date:
    return min(day, date.max - timedelta(days=1)) + timedelta(days=1)


def weekday_number(day: date) -> str:
    """As the working hours count: Sunday is 0."""
    return str((day.weekday() + 1) % 7)


def narrow_weekday(day: date) -> str:
    return str(format_date(day, "ccccc", language()))


def month_name(day: date) -> str:
    return str(format_date(day, "LLLL y", language()))


def hebrew(day: date) -> str:
    return hebrew_date(day, with_year=False)


def hours(row: Any) -> str:
    """09:00–10:00, or days and hours when it takes more than a day."""
    start, end = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    if row.is_all_day:
        return _("All day")
    if start.date() == end.date():
        return f"{shown_time(start)}–{shown_time(end)}"
    return f"{shown_date(start)} {shown_time(start)} – {shown_date(end)} {shown_time(end)}"


def length(starts_at: datetime, ends_at: datetime) -> str:
    minutes = round((ends_at - starts_at).total_seconds() / 60)
    if minutes < HOUR:
        return ngettext("%(num)s minute", "%(num)s minutes", minutes) % {"num": minutes}
    if minutes % HOUR == 0:
        return ngettext("%(num)s hour", "%(num)s hours", minutes // HOUR) % {"num": minutes // HOUR}
    return _("%(hours)s hours") % {"hours": f"{minutes // HOUR}:{minutes % HOUR:02}"}


def when(row: Any) -> str:
    """The day in words and the hours."""
    start = timezone.localtime(row.starts_at)
    last = timezone.localtime(row.ends_at - timedelta(microseconds=1))
    if row.is_all_day and last.date() != start.date():
        return f"{long_day(start.date())} – {long_day(last.date())}"
    return f"{long_day(start.date())}, {hours(row)}"


def recurs(rule: str) -> str:
    """The rule as a sentence; empty while it is not complete."""
    return "" if recurring.problems(rule) else recurring.sentence(rule, zone=working.zone())
