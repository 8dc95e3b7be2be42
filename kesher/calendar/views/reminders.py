"""The reminder of a meeting: those of the staff who take part and who set it are reminded; it moves with the meeting."""

from datetime import timedelta

from django.utils import timezone

from kesher.businesses.requests import StaffRequest
from kesher.calendar import reminding
from kesher.calendar.models import Meeting
from kesher.calendar.reminding import Wanted
from kesher.core.addresses import address


def keep(request: StaffRequest, meeting: Meeting, wanted: Wanted | None) -> None:
    """Sets it anew, or takes it away."""
    if wanted is None:
        reminding.forget(meeting, by=request.staff, now=timezone.now())
    else:
        put(request, meeting, wanted)


def follow(request: StaffRequest, meeting: Meeting, by: timedelta) -> None:
    """The meeting was moved by so much."""
    reminder = reminding.reminder_of(meeting) if by else None
    if reminder:
        reminding.again(meeting, at=reminder.remind_at + by, by=request.staff, now=timezone.now())


def put(request: StaffRequest, meeting: Meeting, wanted: Wanted) -> None:
    people = [row.staff for row in meeting.participants.select_related("staff") if row.staff_id]
    reminding.remind(
        meeting,
        path=address("calendar:meeting", request.business.slug, meeting.pk),
        label=meeting.subject,
        staff=list(dict.fromkeys([*people, *([meeting.organiser] if meeting.organiser else [])])),
        customer_id=meeting.customer_id,
        by=request.staff,
        at=wanted.at,
        by_email=wanted.by_email,
        by_push=wanted.by_push,
        now=timezone.now(),
    )
