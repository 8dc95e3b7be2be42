"""The technician's day: the calls and meetings of one staff member, in the order in which they come.

1. A call is of the day when it starts on it, is due by its end or late, or was closed on it.
2. Only calls that the staff member handles, alone or with others or with their team, and sees (branches).
3. Meetings stand among them by their time; cancelled ones are left out. A customer whom the staff member may not see is
   named as in the diary, and no more.
4. First comes the day in its order, then what was left from earlier days, what has no time, and what is done.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import IntegerChoices, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.calendar import seeing as diary
from kesher.calendar.models import Meeting
from kesher.inquiries import seeing
from kesher.inquiries.models import Inquiry, InquiryKind


class Part(IntegerChoices):
    """Rule 4; the day itself needs no heading."""

    DAY = 0, ""
    EARLIER = 1, _("Left from earlier days")
    ANYTIME = 2, _("Without a time")
    DONE = 3, _("Done")


@dataclass(frozen=True)
class Stop:
    """A call or a meeting; one of the two."""

    day: date
    at: datetime | None
    call: Inquiry | None = None
    meeting: Any = None
    visit: Meeting | None = None
    """the meeting's row, for whom and where it is"""

    @property
    def is_done(self) -> bool:
        return bool(self.call and self.call.closed_at)

    @property
    def part(self) -> Part:
        if self.is_done:
            return Part.DONE
        if self.at is None:
            return Part.ANYTIME
        is_earlier = self.call and timezone.localdate(self.at) < self.day
        return Part.EARLIER if is_earlier else Part.DAY


def stops(staff: Staff, *, day: date) -> Sequence[Stop]:
    start = datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())
    end = start + timedelta(days=1)
    found = [Stop(day, time_of(one), call=one) for one in calls(staff, start, end)]
    if staff.may(Permission.DIARY_VIEW):
        found += met(staff, meetings(staff, start, end), day)
    return sorted(found, key=lambda one: (one.part, one.at or start))


def calls(staff: Staff, start: datetime, end: datetime) -> Any:
    """Rules 1 and 2."""
    theirs = seeing.seen_by(staff).standing().of_staff(staff).filter(kind=InquiryKind.SERVICE_CALL)
    is_open = Q(closed_at=None) & (
        Q(starts_at__gte=start, starts_at__lt=end)
        | Q(starts_at=None, target_at__lt=end)
        | Q(starts_at=None, target_at=None)
        | Q(starts_at__lt=start)
    )
    rows = theirs.filter(is_open | Q(closed_at__gte=start, closed_at__lt=end))
    return rows.select_related("customer", "type", "status", "priority", "site", "equipment", "contract")


def time_of(call: Inquiry) -> datetime | None:
    return call.starts_at or call.target_at


def met(staff: Staff, meetings: list[Any], day: date) -> list[Stop]:
    """Meetings with whom and where they are (rule 3)."""
    rows = staff.business.meetings.filter(pk__in=[one.id for one in meetings])
    visits = {one.pk: one for one in rows.select_related("customer", "site")} if meetings else {}
    for one in visits.values():
        if one.customer and not one.customer.is_visible_to(staff):
            one.customer = one.site = None
    return [Stop(day, one.starts_at, meeting=one, visit=visits[one.id]) for one in meetings]


def meetings(staff: Staff, start: datetime, end: datetime) -> list[Any]:
    found = diary.meetings_for(staff, start, end, staff_ids=[staff.pk])
    return [one for one in found if not one.is_cancelled]
