"""Dates and moments typed freely, in Hebrew or in English.

1. 22/11, 22.11.26, 22-11-2026, 2026-11-22, 20261122 and "22 nov 2026" are dates: the day comes first. The month comes
   first only where it cannot be otherwise (12/31/1985), or when the caller knows that it does (`month_first`).
2. Without a year it is the next such day, today included; with `past` the last one. Two digits of a year are 20…, with
   `past` the latest such year that is not ahead.
3. היום, מחר, אתמול, מחרתיים, +3d, +2w, +1m, -1y, "בעוד 3 ימים", "in 2 weeks" count from today. A weekday (יום ראשון,
   א', Sunday, yom rishon) is the next one after today, with `past` the last one before it.
4. A moment is a day and a time in any order (מחר 9:00, tomorrow at 9am); a time alone is the next such time; a day
   alone is taken at `default`. A time skipped by the clock change moves on by an hour.
5. A birthday may lack its year (--02-03); it cannot lie ahead.
6. Days lie between FIRST and LAST, so that one can count on from them.
Anything else raises UnclearDay with a sentence for the user.
"""

import re
from calendar import isleap
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from kesher.core import words

FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
_LONGEST = 60
_DECEMBER = 12
_HALF_DAY = 12
_FULL_YEAR = 4
_LEAP_DAY = (2, 29)
_DAYS_AWAY = {
    "היומ": 0, "today": 0, "hayom": 0, "מחר": 1, "tomorrow": 1, "machar": 1, "אתמול": -1, "yesterday": -1,
    "מחרתיימ": 2, "שלשומ": -2, "day after tomorrow": 2,
}  # fmt: skip
_WEEKDAYS = {
    "ראשונ": 6, "א": 6, "sunday": 6, "sun": 6, "rishon": 6,
    "שני": 0, "ב": 0, "monday": 0, "mon": 0, "sheni": 0,
    "שלישי": 1, "ג": 1, "tuesday": 1, "tue": 1, "shlishi": 1,
    "רביעי": 2, "ד": 2, "wednesday": 2, "wed": 2, "revii": 2, "reviyi": 2,
    "חמישי": 3, "ה": 3, "thursday": 3, "thu": 3, "hamishi": 3, "chamishi": 3,
    "שישי": 4, "ו": 4, "friday": 4, "fri": 4, "shishi": 4,
    "שבת": 5, "ש": 5, "saturday": 5, "sat": 5, "shabbat": 5, "shabat": 5,
}  # fmt: skip
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12, "ינו": 1, "פבר": 2, "מרצ": 3, "מרס": 3, "אפר": 4, "מאי": 5, "יונ": 6, "יול": 7, "אוג": 8, "ספט": 9,
    "אוק": 10, "נוב": 11, "דצמ": 12,
}  # fmt: skip
_UNITS = {
    "d": "days", "day": "days", "days": "days", "ימימ": "days", "יומ": "days",
    "w": "weeks", "week": "weeks", "weeks": "weeks", "שבועות": "weeks", "שבוע": "weeks",
    "m": "months", "month": "months", "months": "months", "חודשימ": "months", "חודש": "months",
    "y": "years", "year": "years", "years": "years", "שנימ": "years", "שנה": "years",
}  # fmt: skip
_YEAR_FIRST = re.compile(r"(\d{4})([-/. ]?)(\d{1,2})\2(\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})\s?[-/. ]\s?(\d{1,2})(?:\s?[-/. ]\s?(\d{4}|\d{2}))?\.?", re.ASCII)
_NAMED_MONTH = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)?[ -]?(?:of |ב)?([^\W\d_]{3,10})\.?,?(?:[ -]([0-9]{4}|[0-9]{2}))?"
)
_AWAY = re.compile(r"([+-]|in |עוד |בעוד )\s?(\d{1,4})?\s?([^\W\d_]+)")
_CLOCK = re.compile(
    r"(?:^|\s)(?:at |בשעה |ב-? ?)?(?:(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s?([ap]m)?|(\d{1,2})\s?([ap]m))(?=\s|$)"
)
_NO_YEAR = re.compile(r"--(\d{2})-?(\d{2})", re.ASCII)


class UnclearDay(ValueError):
    """The text is no date; its first argument is the sentence for the user."""


class FarDay(UnclearDay):
    """A day outside of rule 6."""

    def __init__(self, day: date) -> None:
        years = {"first": FIRST.year, "last": LAST.year}
        super().__init__(_("The year must be between %(first)s and %(last)s.") % years)
        self.day = day


class Birthday(NamedTuple):
    """A birthday, the year None where it is not known."""

    year: int | None
    month: int
    day: int


def day_from(text: str, *, today: date, past: bool = False, month_first: bool = False) -> date:
    """The date that the text means (rules 1-3); raises UnclearDay."""
    plain = _plain(text)
    try:
        found = _spoken(plain, today=today, past=past) or _written(
            plain, today=today, past=past, month_first=month_first
        )
    except UnclearDay:
        raise
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise UnclearDay(_("A date is written like 22/11/2026."))
    if not FIRST <= found <= LAST:
        raise FarDay(found)
    return found


def day_in(address: str) -> date | None:
    """The day that an address names (2026-11-22), within the bounds of rule 6; None when it names none."""
    try:
        day = date.fromisoformat(address)
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None


def moment_from(text: str, *, now: datetime, default: time = time(9)) -> datetime:
    """The moment that the text means (rule 4), in the zone of `now`, which is aware; raises UnclearDay."""
    plain = _plain(text.replace("T", " ") if re.match(r"\s*\d{4}-\d\d-\d\dT\d", text) else text)
    clock = _CLOCK.search(plain)
    if not clock:
        return _joined(day_from(plain, today=now.date()), default, now)
    at, rest = _time(clock), (plain[: clock.start()] + " " + plain[clock.end() :]).strip()
    if rest:
        return _joined(day_from(rest, today=now.date()), at, now)
    first = _joined(now.date(), at, now)
    return first if first >= now else _joined(_moved(now.date(), days=1), at, now)


def birthday_from(text: str, *, today: date, month_first: bool = False) -> Birthday:
    """A birthday with or without its year (rule 5); raises UnclearDay."""
    yearless = _NO_YEAR.fullmatch(text.strip())
    if yearless:
        month, day = int(yearless[1]), int(yearless[2])
        _checked(2000, month, day)
        return Birthday(None, month, day)
    found = day_from(text, today=today, past=True, month_first=month_first)
    if found > today:
        raise UnclearDay(_("A birthday cannot lie in the future."))
    return Birthday(found.year, found.month, found.day)


def is_month_first(texts: Iterable[str]) -> bool:
    """Whether a column of dates is American: some can only be read so, and none only the other way round."""
    pairs = [(int(found[1]), int(found[2])) for text in texts if (found := _DAY_FIRST.match(text.strip()))]
    return any(second > _DECEMBER for _first, second in pairs) and all(
        first <= _DECEMBER for first, _second in pairs
    )


def _plain(text: str) -> str:
    """Folded, except for the hyphens, which mean something in dates."""
    if len(text) > _LONGEST:
        raise UnclearDay(_("A date is written like 22/11/2026."))
    parts = re.split(r"[-\u05be\u2010-\u2015\u2212]", words.cleaned(text))
    return "-".join(words.folded(part) for part in parts)


def _spoken(plain: str, *, today: date, past: bool) -> date | None:
    if plain in _DAYS_AWAY:
        return _moved(today, days=_DAYS_AWAY[plain])
    away = _AWAY.fullmatch(plain)
    if away and away[3] in _UNITS:
        count = int(away[2] or 1) * (-1 if away[1] == "-" else 1)
        return _moved(today, **{_UNITS[away[3]]: count})
    name = re.sub(r"^(?:ב?יומ|yom|on|next|this)\s|\s(?:הבא|הבאה|הקרוב|הקרובה)$", "", plain)
    if name not in _WEEKDAYS:
        return None
    ahead = (_WEEKDAYS[name] - today.weekday() - 1) % 7 + 1
    behind = (today.weekday() - _WEEKDAYS[name] - 1) % 7 + 1
    return _moved(today, days=-behind if past else ahead)


def _written(plain: str, *, today: date, past: bool, month_first: bool) -> date | None:
    if found := _YEAR_FIRST.fullmatch(plain):
        return _checked(int(found[1]), int(found[3]), int(found[4]))
    if found := _DAY_FIRST.fullmatch(plain):
        day, month = _ordered(int(found[1]), int(found[2]), month_first=month_first)
        return _in_year(found[3], month, day, today=today, past=past)
    if (found := _NAMED_MONTH.fullmatch(plain)) and found[2][:3] in _MONTHS:
        return _in_year(found[3], _MONTHS[found[2][:3]], int(found[1]), today=today, past=past)
    return None


def _ordered(first: int, second: int, *, month_first: bool) -> tuple[int, int]:
    swapped = first <= _DECEMBER if month_first else second > _DECEMBER >= first
    return (second, first) if swapped else (first, second)


def _in_year(year: str | None, month: int, day: int, *, today: date, past: bool) -> date:
    if year and len(year) == _FULL_YEAR:
        return _checked(int(year), month, day)
    if year:
        century = (
            1900 if past and (2000 + int(year), month, day) > (today.year, today.month, today.day) else 2000
        )
        return _checked(century + int(year), month, day)
    years = range(today.year, today.year - 9, -1) if past else range(today.year, today.year + 9)
    days = (_checked(one, month, day) for one in years if _exists(one, month, day))
    return next(one for one in days if (one <= today if past else one >= today))


def _exists(year: int, month: int, day: int) -> bool:
    return (month, day) != _LEAP_DAY or isleap(year)


def _checked(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UnclearDay(_("There is no such day in the calendar.")) from error


def _moved(day: date, **by: int) -> date:
    return day + relativedelta(**by)  # type: ignore[arg-type]


def _time(clock: re.Match[str]) -> time:
    hour, minute, half = int(clock[1] or clock[4]), int(clock[2] or 0), clock[3] or clock[5]
    if half and not 1 <= hour <= _HALF_DAY:
        raise UnclearDay(_("A time is written like 9:00."))
    hour = hour % _HALF_DAY + (_HALF_DAY if half == "pm" else 0) if half else hour
    try:
        return time(hour, minute)
    except ValueError as error:
        raise UnclearDay(_("A time is written like 9:00.")) from error


def _joined(day: date, at: time, now: datetime) -> datetime:
    try:
        return datetime.combine(day, at, tzinfo=now.tzinfo).astimezone(UTC).astimezone(now.tzinfo)
    except OverflowError as error:
        raise UnclearDay(_("There is no such day in the calendar.")) from error
