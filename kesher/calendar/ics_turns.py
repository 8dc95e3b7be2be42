"""When an event of an .ics file takes place: its zone, and its single turns.

1. A known zone's name counts, also at the end of a longer one; else what the file's own definition names, a known zone or a fixed
   offset; else the business's wall clock. A definition's own rules are not carried out.
2. A recurring event recurs on the wall clock of its own zone. Of its turns those count from a year ago to FURTHEST ahead, MOST at
   most; where all are older, the first ones. Additional days count, excepted ones do not.
3. What recurs more often than daily is refused.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from kesher.calendar import recurring
from kesher.calendar.counting import moment_of

MOST = 1000
FURTHEST = timedelta(days=400)
YEAR = timedelta(days=365)
YEARS = range(1990, 2101)
MOST_ZONES = 50
LONGEST_ZONE = 4000
"""characters of a definition that are looked at"""
Zones = dict[str, tzinfo]


class Unreadable(ValueError):
    """The file as a whole; the text is for people."""


@dataclass(frozen=True)
class Turn:
    original_starts_at: datetime | None
    starts_at: datetime
    ends_at: datetime


def zones_of(lines: list[str]) -> Zones:
    """Rule 3: what the file's own definitions name."""
    found: Zones = {}
    pieces = "\n".join(lines).split("BEGIN:VTIMEZONE")[1 : MOST_ZONES + 1]
    for block in (piece.split("END:VTIMEZONE")[0][:LONGEST_ZONE] for piece in pieces):
        name = re.search(r"^TZID[^:\n]*:(.+)$", block, re.M)
        known = re.search(r"^X-LIC-LOCATION:(.+)$", block, re.M)
        offset = re.search(r"BEGIN:STANDARD.*?^TZOFFSETTO:([+-])(\d\d)(\d\d)", block, re.M | re.S)
        zone = known_zone(known[1]) if known else None
        if zone is None and offset:
            minutes = int(offset[2]) * 60 + int(offset[3])
            zone = (
                timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))
                if minutes < 24 * 60
                else None
            )
        if name and zone:
            found[name[1].strip()] = zone
    return found


def known_zone(name: str) -> tzinfo | None:
    """Europe/Berlin, also at the end of a longer name (/mozilla.org/20050126_1/Europe/Berlin)."""
    parts = name.strip().strip('"').split("/")
    found = ("/".join(parts[-length:]) for length in (3, 2, 1))
    return next((ZoneInfo(one) for one in found if one in zone_names()), None)


@lru_cache(maxsize=1)
def zone_names() -> set[str]:
    """The library reads the disk each time."""
    return available_timezones()


def one(value: Any) -> Any:
    """The first of several."""
    return value[0] if isinstance(value, list) else value


def moment(value: Any, zones: Zones, zone: tzinfo) -> tuple[datetime, tzinfo, bool]:
    """(UTC, its zone, whether it is a whole day) of a date or moment as icalendar gives it."""
    given = value.dt if hasattr(value, "dt") else value
    given = given[0] if isinstance(given, tuple) else given
    if not isinstance(given, datetime):
        if not isinstance(given, date):
            raise Unreadable(_("This event cannot be read."))
        return moment_of(datetime.combine(given, time()), zone), zone, True
    name = str(getattr(value, "params", {}).get("TZID", ""))
    own = known_zone(name) or zones.get(name) if name else None
    if own is None:
        own = given.tzinfo or zone
    wall = given.replace(tzinfo=None)
    return moment_of(wall, own), own, False


def turns_of(
    event: Any, start: datetime, end: datetime, own: tzinfo, zones: Zones, zone: tzinfo, *, now: datetime
) -> tuple[Turn, ...]:
    """Rule 4."""
    starts = {start, *dates_in(event.get("RDATE"), zones, zone)}
    is_recurring = len(starts) > 1 or event.get("RRULE") is not None
    if event.get("RRULE") is not None:
        starts |= set(ruled(one(event["RRULE"]).to_ical().decode(), start, own, until=now + FURTHEST))
    chosen = sorted(starts - set(dates_in(event.get("EXDATE"), zones, zone)))
    late = [turn for turn in chosen if turn >= now - YEAR]
    length = end - start
    return tuple(
        Turn(turn if is_recurring else None, turn, turn + length)
        for turn in (late or chosen)[:MOST]
        if turn.year in YEARS
    )


def ruled(rule: str, start: datetime, own: tzinfo, *, until: datetime) -> list[datetime]:
    if recurring.problems(rule):
        raise Unreadable(_("This way of recurring is not known."))
    wall = start.astimezone(own).replace(tzinfo=None)
    last = until.astimezone(own).date()
    found = (moment_of(turn, own) for turn in recurring.walls(rule, wall, own, last=last))
    return [at for at in found if at <= until]


def dates_in(values: Any, zones: Zones, zone: tzinfo) -> list[datetime]:
    """Of RDATE and EXDATE: one list or several, of moments, days or periods."""
    lists = values if isinstance(values, list) else [values] if values is not None else []
    found = []
    for some in lists:
        for value in getattr(some, "dts", [some])[: MOST * 2]:
            if (
                getattr(value, "params", None) is not None
                and getattr(some, "params", None)
                and "TZID" not in value.params
            ):
                value.params = some.params
            found.append(moment(value, zones, zone)[0].astimezone(UTC))
    return found
