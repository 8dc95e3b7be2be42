"""When the business is open in the days shown, which of them are holidays, and who is away."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.businesses.models import Business, Staff
from kesher.calendar import absences, working
from kesher.calendar.laying_out import days_of
from kesher.calendar.periods import Period


@dataclass(frozen=True)
class Opening:
    """One day: its open ranges, the name of the holiday or special day, whether it is short."""

    ranges: tuple[tuple[str, str], ...] = ()
    name: str = ""
    is_short: bool = False


@dataclass
class Openings:
    days: dict[date, Opening]
    away: dict[date, list[tuple[int, str, str]]]
    """(staff member, name, what is shown)"""

    def of(self, day: date) -> Opening:
        return self.days.get(day, Opening())

    def absent(self, day: date, staff_id: int | None = None) -> list[str]:
        """Who is away, and of one staff member only when."""
        found = self.away.get(day, [])
        if staff_id:
            return [text or _("Away") for pk, _name, text in found if pk == staff_id]
        return [f"{name} · {text}" if text else name for _pk, name, text in found]


def read(business: Business, period: Period, staff: Staff) -> Openings:
    return Openings(days=openings(business, period, staff), away=away(business, period, staff))


def openings(business: Business, period: Period, staff: Staff) -> dict[date, Opening]:
    """By the calendar of the branch, for who works in one alone."""
    calendar = working.load(business)
    branch_id = next(iter(staff.branch_ids)) if len(staff.branch_ids) == 1 else None
    judged = {day: calendar.day(branch_id, day) for day in period.days}
    return {day: Opening(one.ranges, one.name, one.why == "eve") for day, one in judged.items()}


def away(business: Business, period: Period, staff: Staff) -> dict[date, list[Any]]:
    start, end = (timezone.make_aware(datetime.combine(day, time())) for day in (period.first, period.end))
    rows = business.absences.filter(removed_at=None, starts_at__lt=end, ends_at__gt=start)
    found: dict[date, list[Any]] = {}
    for row in rows.select_related("staff"):
        first, last = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
        hours = "" if row.is_all_day else f"{first:%H:%M}–{last:%H:%M}"
        why = row.get_kind_display() if absences.sees_why(row.staff_id, by=staff) else ""
        text = " ".join(part for part in (why, hours) if part)
        for day in days_of(max(first, timezone.localtime(start)), min(last, timezone.localtime(end))):
            found.setdefault(day, []).append((row.staff_id, str(row.staff), text))
    return found
