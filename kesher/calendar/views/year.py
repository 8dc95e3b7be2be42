"""The named days of a year: holidays, their eves and special days, and what each of them is here."""

from datetime import date
from typing import Any

from kesher.businesses.models import Branch, Business
from kesher.calendar import holidays
from kesher.calendar.counting import Calendar
from kesher.calendar.views import naming
from kesher.core.days import hebrew_date


def days(
    business: Business, calendar: Calendar, branch: Branch | None, year: int, *, today: date
) -> dict[str, list[dict[str, Any]]]:
    """One line a day, those behind us apart; a day that is both a holiday and a special day stands once."""
    first, end = date(year, 1, 1), date(year + 1, 1, 1)
    names = {one.day: one for one in holidays.listed(first, end)}
    rows = business.special_days.filter(branch=branch, day__gte=first, day__lt=end)
    specials = {one.day: one for one in rows}
    lines = [
        line(day, calendar, branch, names.get(day), specials.get(day), today=today)
        for day in sorted({*names, *specials})
    ]
    return {
        "days": [one for one in lines if not one["is_past"]],
        "earlier": [one for one in lines if one["is_past"]],
    }


def line(
    day: date, calendar: Calendar, branch: Branch | None, feast: Any, special: Any, *, today: date
) -> dict[str, Any]:
    judged = calendar.day(branch.pk if branch else None, day)
    usual = calendar.version_on(branch.pk if branch else None, day).hours.get(naming.weekday_number(day), [])
    return {
        "day": day,
        "weekday": naming.short_weekday(day),
        "hebrew": hebrew_date(day, with_year=False),
        "name": special.name if special else feast.name,
        "ranges": judged.ranges,
        "special_id": special.pk if special else None,
        "is_own": special is not None,
        "is_holiday": bool(feast and feast.why != "ordinary"),
        "is_short": judged.why == "eve",
        "is_open": bool(judged.ranges),
        "is_past": day < today,
        "could_open": bool(usual),
    }
