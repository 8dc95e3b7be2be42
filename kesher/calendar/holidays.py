"""Israeli holidays of the working calendar.

1. Nobody works on the public holidays: both days of Rosh Hashanah, Yom Kippur, the first and the last day of Sukkot and of
   Pesach, Independence Day, Shavuot.
2. The day before is an eve, on which work ends early; the eve of Independence Day is Remembrance Day and is an ordinary day.
3. The days between (hol hamoed), fasts, Purim and other days are ordinary days; the list of the year names them, so that a
   business can make them special days.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

LANGUAGES = {"he": "he", "en": "en_US"}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Feast:
    day: date
    name: str
    why: str
    """holiday, eve, or ordinary"""


def of(day: date) -> tuple[str, str]:
    """("holiday" | "eve" | "", its name) in the language in use."""
    language = LANGUAGES.get((get_language() or "he")[:2], "he")
    if name := public(day.year, language).get(day):
        return "holiday", name
    tomorrow = day + ONE_DAY
    name = public(tomorrow.year, language).get(tomorrow, "")
    if not name or tomorrow in independence(tomorrow.year):
        return "", ""
    return "eve", _("Eve of %(holiday)s") % {"holiday": name}


def listed(start: date, end: date) -> list[Feast]:
    """All named days from start to end, one line each."""
    language = LANGUAGES.get((get_language() or "he")[:2], "he")
    found = []
    day = start
    while day < end:
        why, name = of(day)
        name = name or ordinary(day.year, language).get(day, "")
        if name:
            found.append(Feast(day, name, why or "ordinary"))
        day += ONE_DAY
    return found


@lru_cache(maxsize=200)
def public(year: int, language: str) -> dict[date, str]:
    return calendar(year, language, "public")


@lru_cache(maxsize=200)
def ordinary(year: int, language: str) -> dict[date, str]:
    return calendar(year, language, "optional", "school")


@lru_cache(maxsize=200)
def independence(year: int) -> frozenset[date]:
    return frozenset(day for day, name in public(year, "en_US").items() if "Independence" in name)


def calendar(year: int, language: str, *categories: str) -> dict[date, str]:
    from holidays import country_holidays  # noqa: PLC0415 - slow to load, and few processes need it

    found = country_holidays("IL", years=year, language=language, categories=categories)
    return {day: str(name) for day, name in found.items()}
