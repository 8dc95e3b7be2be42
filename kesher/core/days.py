"""Days and moments as people see them.

1. A day belongs to the business's zone; the moment comes in, no clock is read here.
2. A date is shown day/month/year in both languages; a moment with hours and minutes after it.
3. The Hebrew date is that of daylight: the change at sunset is not considered.
4. A person born on 29 February has the birthday on 1 March in a common year.
"""

from datetime import date, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from pyluach.dates import HebrewDate

_PATTERNS = {"he": "{0.day:02}/{0.month:02}/{0.year:04}", "en": "{0.day:02}/{0.month:02}/{0.year:04}"}


def today(business_zone: str | tzinfo, now: datetime) -> date:
    """The day in the business's zone at this moment (aware)."""
    return now.astimezone(_zone(business_zone)).date()


def shown_date(day: date, language: str = "he") -> str:
    """22/11/2026; the pattern of a language stands in one table."""
    return _PATTERNS.get(language[:2], _PATTERNS["he"]).format(day)


def shown_time(moment: datetime) -> str:
    """09:05, in the moment's own zone."""
    return f"{moment.hour:02}:{moment.minute:02}"


def shown_moment(moment: datetime, language: str = "he", zone: str | tzinfo | None = None) -> str:
    """22/11/2026 09:05, in the given zone or in the moment's own."""
    local = moment.astimezone(_zone(zone)) if zone else moment
    return f"{shown_date(local, language)} {shown_time(local)}"


def shown_length(minutes: int) -> str:
    """135 minutes are 2:15, and a thousand hours 1,000:00, in either language."""
    whole, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else ''}{whole:,}:{rest:02}"


@lru_cache(maxsize=4096)
def hebrew_date(day: date, *, with_year: bool = True) -> str:
    """י״ב כסלו תשפ״ז, or י״ב כסלו without its year."""
    hebrew = HebrewDate.from_pydate(day)  # type: ignore[no-untyped-call]
    return hebrew.hebrew_date_string() if with_year else f"{hebrew.hebrew_day()} {hebrew.month_name(True)}"


def age_on(birthday: date, day: date) -> int:
    """Whole years from birth to that day; negative before birth."""
    return day.year - birthday.year - ((day.month, day.day) < (birthday.month, birthday.day))


def _zone(zone: str | tzinfo) -> tzinfo:
    return ZoneInfo(zone) if isinstance(zone, str) else zone
