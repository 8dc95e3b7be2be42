"""How a meeting recurs: a rule of RFC 5545 (RRULE) over the wall clock of the business's zone.

1. A meeting at 18:00 stays at 18:00 when the clock changes; a time that the clock skips is the moment of the change.
2. A rule repeats daily, weekly, monthly or yearly, with an interval, days, an end by day or by count; nothing finer.
3. UNTIL names the last day, whole.
4. However a rule is written, no more than MOST turns come of it, and it is not looked through beyond the day that is asked for:
   a rule may have no turn at all (30 February).
5. Moving a series to another weekday or day of the month moves the days that its rule names.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kesher.calendar.counting import moment_of
from kesher.core.days import shown_date
from kesher.core.opening_hours import DAYS
from kesher.core.refusals import Problem

MOST = 1000
LONGEST = 300
MOST_STEPS = 20_000
FINEST = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}
"""what a rule steps by, and how many days that is at least"""
CODES = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
KNOWN = {
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "BYDAY",
    "BYMONTHDAY",
    "BYMONTH",
    "BYSETPOS",
    "WKST",
    "BYYEARDAY",
    "BYWEEKNO",
}
PART = re.compile(r"^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$")
Parts = dict[str, str]


class LastStepError(Exception):
    """So far and no further."""


class Interval(int):
    """A rule's interval that allows so many steps. The library looks for the next turn until the year 9999, even of a rule with
    UNTIL, since it compares that with turns only; but it adds the interval at each step.
    """

    steps = MOST_STEPS

    def __radd__(self, place: int) -> int:
        return place + self.counted()

    def __mul__(self, days: int) -> int:
        return self.counted() * days

    def counted(self) -> int:
        self.steps -= 1
        if self.steps < 0:
            raise LastStepError
        return int(self)


def parts_of(rule: str) -> Parts:
    text = rule.strip().upper().removeprefix("RRULE:")
    return dict(part.split("=", 1) for part in text.split(";") if "=" in part)


def written(parts: Parts) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def problems(rule: str) -> list[Problem]:
    parts = parts_of(rule)
    if parts.get("FREQ") not in FINEST or not set(parts) <= KNOWN or len(rule) > LONGEST:
        return [Problem("rule-unknown", _("This way of recurring is not known."), field="rule")]
    try:
        parsed(rule, datetime(2026, 1, 1), UTC)  # noqa: DTZ001 - the wall clock
    except (ValueError, TypeError, AttributeError, OverflowError, IndexError):
        return [Problem("rule-unknown", _("This way of recurring is not known."), field="rule")]
    return []


def parsed(rule: str, wall: datetime, zone: tzinfo) -> Any:
    parts = parts_of(rule)
    if "UNTIL" in parts:
        parts["UNTIL"] = f"{last_day(parts['UNTIL'], zone):%Y%m%d}T235959"
    interval = int(parts.get("INTERVAL") or 1)
    if not 1 <= interval <= MOST or int(parts.get("COUNT") or 1) < 1:
        raise ValueError(rule)
    return rrulestr(written(parts), dtstart=wall)


def walls(rule: str, wall: datetime, zone: tzinfo, *, last: date) -> Iterator[datetime]:
    """Rule 4: the turns on the wall clock until the end of the day `last`."""
    parts = parts_of(rule)
    interval = Interval(parts.get("INTERVAL") or 1)
    days = max(0, (last - wall.date()).days)
    interval.steps = min(days // (FINEST[parts["FREQ"]] * interval.real) + 2, MOST_STEPS)
    with suppress(LastStepError):
        for turn in parsed(rule, wall, zone).replace(interval=interval):
            if turn.date() > last:
                return
            yield turn


def last_day(until: str, zone: tzinfo) -> date:
    """20270503, 20270503T120000 or 20270503T210000Z (UTC) as the day in the zone."""
    if until.endswith("Z"):
        moment = datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return moment.astimezone(zone).date()
    return datetime.strptime(until[:8], "%Y%m%d").date()  # noqa: DTZ007 - a day on the wall


def turns(rule: str, *, starts_at: datetime, zone: tzinfo, until: date) -> list[datetime]:
    """The moments from the start to the end of the day `until`; the start is the first in any case."""
    wall = starts_at.astimezone(zone).replace(tzinfo=None)
    found = [moment_of(one, zone) for one in islice(walls(rule, wall, zone, last=until), MOST)]
    return (
        found
        if found[:1] == [starts_at]
        else [starts_at.astimezone(UTC), *(one for one in found if one > starts_at)]
    )


def shifted(moment: datetime, *, by: timedelta, zone: tzinfo) -> datetime:
    """So much later on the wall clock."""
    return moment_of(moment.astimezone(zone).replace(tzinfo=None) + by, zone)


def distance(before: datetime, after: datetime, *, zone: tzinfo) -> timedelta:
    """How far apart on the wall clock."""
    return after.astimezone(zone).replace(tzinfo=None) - before.astimezone(zone).replace(tzinfo=None)


def moved(rule: str, *, before: datetime, after: datetime, zone: tzinfo) -> str:
    """Rule 5."""
    parts = parts_of(rule)
    first, second = before.astimezone(zone).date(), after.astimezone(zone).date()
    if first == second:
        return rule
    days = (second - first).days
    if "BYDAY" in parts:
        parts["BYDAY"] = ",".join(day_moved(one, days, second) for one in parts["BYDAY"].split(","))
    if parts.get("BYMONTHDAY") == str(first.day):
        parts["BYMONTHDAY"] = str(second.day)
    if "UNTIL" in parts:
        parts["UNTIL"] = f"{last_day(parts['UNTIL'], zone) + timedelta(days=days):%Y%m%d}"
    return written(parts)


def day_moved(code: str, days: int, day: date) -> str:
    found = PART.match(code)
    if not found:
        return code
    number, weekday = found[1], found[2]
    place = str((day.day - 1) // 7 + 1) if number and not number.startswith("-") else (number or "")
    return place + CODES[(CODES.index(weekday) + days) % 7]


def remaining(rule: str, *, done: int) -> str:
    """The rule for what is left after so many turns."""
    parts = parts_of(rule)
    if "COUNT" in parts:
        parts["COUNT"] = str(max(1, int(parts["COUNT"]) - done))
    return written(parts)


def sentence(rule: str, *, zone: tzinfo) -> str:
    """“every second Tuesday until 3/5/2027”, in the language in use."""
    parts = parts_of(rule)
    interval = int(parts.get("INTERVAL") or 1)
    every = named(parts["FREQ"], interval)
    days = [day_named(one) for one in parts.get("BYDAY", "").split(",") if PART.match(one)]
    if days:
        every = _("%(every)s on %(days)s") % {"every": every, "days": ", ".join(days)}
    elif parts.get("BYMONTHDAY"):
        every = _("%(every)s on day %(day)s") % {"every": every, "day": parts["BYMONTHDAY"]}
    if "UNTIL" in parts:
        shown = shown_date(last_day(parts["UNTIL"], zone), get_language() or "he")
        return _("%(every)s, until %(day)s") % {"every": every, "day": shown}
    if "COUNT" in parts:
        count = int(parts["COUNT"])
        times = ngettext("%(count)s time", "%(count)s times", count) % {"count": count}
        return _("%(every)s, %(times)s") % {"every": every, "times": times}
    return every


def named(frequency: str, interval: int) -> str:
    match frequency:
        case "DAILY":
            text = ngettext("every day", "every %(count)s days", interval)
        case "WEEKLY":
            text = ngettext("every week", "every %(count)s weeks", interval)
        case "MONTHLY":
            text = ngettext("every month", "every %(count)s months", interval)
        case _other:
            text = ngettext("every year", "every %(count)s years", interval)
    return text % {"count": interval}


def day_named(code: str) -> str:
    found = PART.match(code)
    number, name = (found[1], str(DAYS[CODES.index(found[2])])) if found else (None, code)
    if number == "-1":
        return _("the last %(weekday)s") % {"weekday": name}
    return _("%(weekday)s no. %(number)s") % {"weekday": name, "number": number} if number else name
