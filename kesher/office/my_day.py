"""What lies before a staff member today: inquiries, meetings, response times at risk, reminders.

1. Inquiries are those they handle and may see, the most urgent first: by target, without one by age.
2. Meetings are those of today that they take part in and that were not cancelled.
3. At risk is a running response time that runs out within four hours or has run out, among what they may see, and whose
   inquiry is theirs or, for who sees everybody's, anybody's.
4. Reminders are those due until the day's end, those missed first; of no person whom they may not see.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import F

from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.calendar import seeing as diary
from kesher.calendar.models import MeetingState, ReminderCopy
from kesher.core.addresses import address
from kesher.inquiries import seeing
from kesher.inquiries.models import Inquiry, InquiryKind, ResponseClock
from kesher.messaging import seeing as telling

MOST = 8
RISK = timedelta(hours=4)
ICONS = {
    InquiryKind.MESSAGE: "message", InquiryKind.TASK: "checkbox", InquiryKind.SERVICE_CALL: "tool",
    InquiryKind.DOCUMENTATION: "file-text",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One thing to do: plain values for the template."""

    title: str
    sub: str
    url: str
    icon: str
    at: datetime | None = None
    is_late: bool = False


@dataclass(frozen=True)
class Day:
    inquiries: Sequence[Line]
    meetings: Sequence[Line]
    risks: Sequence[Line]
    reminders: Sequence[Line]


def of(staff: Staff, *, now: datetime) -> Day:
    works, plans = staff.holds(Permission.INQUIRY_EDIT), staff.may(Permission.DIARY_VIEW)
    return Day(
        inquiries=inquiries(staff, now) if works else [],
        meetings=meetings(staff, now) if plans else [],
        risks=risks(staff, now) if works else [],
        reminders=reminders(staff, now),
    )


def inquiries(staff: Staff, now: datetime) -> list[Line]:
    """Rule 1."""
    mine = seeing.seen_by(staff).active().of_staff(staff).select_related("customer", "type")
    rows = mine.order_by(F("target_at").asc(nulls_last=True), "created_at", "pk")[:MOST]
    return [inquiry_line(one, now) for one in rows]


def inquiry_line(inquiry: Inquiry, now: datetime) -> Line:
    who = inquiry.customer.full_name if inquiry.customer else inquiry.contact_name
    what = inquiry.title or inquiry.details[:80] or str(inquiry.type or "")
    late = inquiry.target_at is not None and inquiry.target_at < now
    return Line(
        what,
        f"#{inquiry.number} · {who}",
        to(inquiry),
        ICONS[InquiryKind(inquiry.kind)],
        inquiry.target_at,
        late,
    )


def to(inquiry: Inquiry) -> str:
    return address("inquiries:show", inquiry.business.slug, inquiry.pk)


def meetings(staff: Staff, now: datetime) -> list[Line]:
    """Rule 2."""
    start = datetime.combine(now.date(), time(), tzinfo=now.tzinfo)
    found = diary.meetings_for(staff, start, start + timedelta(days=1), staff_ids=[staff.pk])
    return [
        Line(
            one.subject,
            " · ".join(part for part in (one.customer_name, one.place or one.resource_name) if part),
            address("calendar:meeting", staff.business.slug, one.id),
            "calendar-event",
            None if one.is_all_day else one.starts_at,
            one.ends_at < now and one.state == MeetingState.SCHEDULED,
        )
        for one in found
        if not one.is_cancelled
    ]


def risks(staff: Staff, now: datetime) -> list[Line]:
    """Rule 3."""
    seen = seeing.seen_by(staff).active()
    theirs = seen if staff.may(Permission.INQUIRY_ALL) else seen.of_staff(staff)
    clocks = staff.business.response_clocks.filter(
        stopped_at=None, due_at__lt=now + RISK, inquiry__in=theirs.values("pk")
    )
    rows = clocks.select_related("inquiry__customer", "inquiry__type").order_by("due_at")[:MOST]
    return [risk_line(one, now) for one in rows]


def risk_line(clock: ResponseClock, now: datetime) -> Line:
    line = inquiry_line(clock.inquiry, now)
    return Line(
        line.title,
        f"{clock.get_kind_display()} · {line.sub}",
        line.url,
        "alarm",
        clock.due_at,
        bool(clock.due_at and clock.due_at < now),
    )


def reminders(staff: Staff, now: datetime) -> list[Line]:
    """Rule 4."""
    end = datetime.combine(now.date() + timedelta(days=1), time(), tzinfo=now.tzinfo)
    copies = staff.business.reminder_copies.filter(staff=staff, dismissed_at=None, due_at__lt=end)
    told = telling.tellable(copies.select_related("reminder"), staff, field="reminder__customer_id")
    return [reminder_line(one, now) for one in told.order_by("due_at")[:MOST]]


def reminder_line(copy: ReminderCopy, now: datetime) -> Line:
    reminder = copy.reminder
    return Line(
        str(reminder),
        reminder.subject_label if reminder.text else "",
        reminder.path,
        "bell",
        copy.due_at,
        copy.due_at < now,
    )
