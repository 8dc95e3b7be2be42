"""Israeli holidays of the working calendar.

1. Nobody works on the public holidays: both days of Rosh Hashanah, Yom Kippur, the first and the last day of Sukkot and of
   Pesach, Independence Day, Shavuot.
2. The day before is an eve, on which work ends early; the eve of Independence Day is Remembrance Day and is an ordinary day.
3. The days between (hol hamoed), fasts, Purim and other days are ordinary days; the list of the year names them, so that a
   business can make them special days.
4. The days of the years 2000 to 2100 are those of the library `holidays`, kept beside this file (`python -m tools.holidays`):
   the library takes every process 12 MB and a third of a second to load.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

DAYS: dict[str, dict[str, dict[str, str]]] = json.loads(
    (Path(__file__).parent / "holidays.json").read_text(encoding="utf-8")
)
"""language → "public" or "ordinary" → day → name"""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Feast:
    day: date
    name: str
    why: str
    """holiday, eve, or ordinary"""


def of(day: date) -> tuple[str, str]:
    """("holiday" | "eve" | "", its name) in the language in use."""
    if name := named(day, "public"):
        return "holiday", name
    tomorrow = day + ONE_DAY
    name = named(tomorrow, "public")
    if not name or is_independence(tomorrow):
        return "", ""
    return "eve", _("Eve of %(holiday)s") % {"holiday": name}


def named(day: date, kind: str) -> str:
    names = DAYS.get((get_language() or "he")[:2], DAYS["he"])
    return names[kind].get(day.isoformat(), "")


def is_independence(day: date) -> bool:
    return DAYS["en"]["public"].get(day.isoformat()) == "Independence Day"


def listed(start: date, end: date) -> list[Feast]:
    """All named days from start to end, one line each."""
    found = []
    day = start
    while day < end:
        why, name = of(day)
        name = name or named(day, "ordinary")
        if name:
            found.append(Feast(day, name, why or "ordinary"))
        day += ONE_DAY
    return found
