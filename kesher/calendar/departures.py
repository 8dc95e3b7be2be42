"""What becomes of a staff member's diary when they leave, and of a person's meetings when they are erased.

1. Meetings that are still to come go to the successor, who takes part in them and organises those that the other organised.
   Without a successor they stay, and are counted for whoever confirms the leaving.
2. What was stays as it was. The address of the diary ends.
3. Meetings to come with an erased person are cancelled; who was invited from outside goes, and the UID of another calendar.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import ngettext_lazy

from kesher.activity.recording import record
from kesher.businesses.models import Staff
from kesher.calendar import feeding, seeing
from kesher.calendar.kinds import Kind
from kesher.calendar.models import Meeting, MeetingState
from kesher.customers.models import Customer


def ahead_of(staff: Staff, *, now: datetime) -> Any:
    mine = Q(organiser=staff) | Q(seeing.takes_part(staff.business, [staff.pk]))
    rows = staff.business.meetings.standing().filter(mine, starts_at__gte=now, state=MeetingState.SCHEDULED)
    return rows.order_by("pk")


def sentences(staff: Staff, *, successor: Staff | None, now: datetime) -> list[Any]:
    count = ahead_of(staff, now=now).count()
    if not count:
        return []
    if successor is None:
        text = ngettext_lazy(
            "%(count)s meeting to come stays without them.",
            "%(count)s meetings to come stay without them.",
            "count",
        )
        return [text % {"count": count}]
    text = ngettext_lazy(
        "%(name)s takes over %(count)s meeting to come.",
        "%(name)s takes over %(count)s meetings to come.",
        "count",
    )
    return [text % {"count": count, "name": successor}]


def hand_over(staff: Staff, *, successor: Staff | None, by: Any, now: datetime) -> None:
    feeding.revoke(staff, by=by, now=now)
    for meeting in ahead_of(staff, now=now).select_for_update(no_key=True) if successor else ():
        give(meeting, staff, successor, by=by, now=now)


def give(meeting: Meeting, staff: Staff, successor: Any, *, by: Any, now: datetime) -> None:
    if meeting.organiser_id == staff.pk:
        meeting.organiser = successor
    meeting.changed_at = now
    meeting.save(update_fields=["organiser", "changed_at"])
    if not meeting.participants.filter(staff=successor).exists():
        meeting.participants.filter(staff=staff).update(staff=successor)
    meeting.participants.filter(staff=staff).delete()
    record(Kind.MEETING_CHANGED, meeting, by=by, now=now, changes={"staff": [str(staff), str(successor)]})


def forget(customer: Customer, *, now: datetime) -> None:
    """Rule 3."""
    rows = customer.business.meetings.filter(customer=customer)
    customer.business.participants.filter(meeting__in=rows, staff=None).delete()
    rows.exclude(uid="").update(uid="")
    ahead = rows.filter(starts_at__gte=now, state=MeetingState.SCHEDULED)
    ahead.update(state=MeetingState.CANCELLED, changed_at=now)
