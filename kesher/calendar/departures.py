"""What becomes of a staff member's diary when they leave, and of a person's meetings when they are erased.

1. Meetings that are still to come go to the successor, who takes part in them and organises those that the other organised.
   Without a successor they stay, and are counted for whoever confirms the leaving. Their reminders go along.
2. What was stays as it was. The address of the diary ends.
3. Undoing gives back the meetings to come that nobody has changed since; a new address of the diary is made by the person.
4. Meetings to come with an erased person are cancelled; who was invited from outside goes, and the UID of another calendar.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import ngettext_lazy

from kesher.activity.models import Entry
from kesher.activity.recording import record
from kesher.businesses.models import Staff
from kesher.calendar import attending, feeding, meeting_reminders, seeing
from kesher.calendar.kinds import Kind
from kesher.calendar.models import Meeting, MeetingState
from kesher.customers import merging
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
    rows = list(ahead_of(staff, now=now).select_for_update(no_key=True)) if successor else []
    for meeting in rows:
        give(meeting, staff, successor, by=by, now=now)
    meeting_reminders.settle(rows, now=now)


def give(meeting: Meeting, staff: Staff, successor: Any, *, by: Any, now: datetime) -> None:
    organised = meeting.organiser_id == staff.pk
    stayed = meeting.participants.filter(staff=successor).exists()
    took_part = replaced(meeting, staff, successor, is_organiser=organised, now=now)
    told = {"staff": [str(staff), str(successor)]}
    handed = {
        "from": staff.pk,
        "to": successor.pk,
        "organised": organised,
        "took_part": took_part,
        "stayed": stayed,
    }
    record(Kind.MEETING_CHANGED, meeting, by=by, now=now, changes=told, handed_over=handed)


def replaced(meeting: Meeting, one: Staff, other: Staff, *, is_organiser: bool, now: datetime) -> bool:
    """The other in place of the one; says whether the one took part."""
    if is_organiser:
        meeting.organiser = other
    meeting.changed_at = now
    meeting.save(update_fields=["organiser", "changed_at"])
    rows = meeting.participants.filter(staff=one)
    took_part = rows.exists()
    if not meeting.participants.filter(staff=other).exists():
        rows.update(staff=other)
    rows.delete()
    return took_part


def give_back(staff: Staff, *, left_at: datetime, by: Any, now: datetime) -> None:
    """Rule 3."""
    entries = Entry.objects.of(staff.business).filter(kind=Kind.MEETING_CHANGED, at=left_at)
    handed = {
        one.subject_id: one.details["handed_over"]
        for one in entries
        if one.details.get("handed_over", {}).get("from") == staff.pk
    }
    rows = staff.business.meetings.standing().filter(pk__in=handed, changed_at=left_at, starts_at__gte=now)
    meetings = list(rows.select_for_update(no_key=True).order_by("pk"))
    for meeting in meetings:
        take(meeting, staff, handed[meeting.pk], by=by, now=now)
    meeting_reminders.settle(meetings, now=now)


def take(meeting: Meeting, staff: Staff, handed: dict[str, Any], *, by: Any, now: datetime) -> None:
    successor = staff.business.staff.get(pk=handed["to"])
    if handed["stayed"]:
        meeting.organiser = staff if handed["organised"] else meeting.organiser
        meeting.changed_at = now
        meeting.save(update_fields=["organiser", "changed_at"])
        if handed["took_part"]:
            attending.invite([meeting], {"staff": [staff]})
    else:
        replaced(meeting, successor, staff, is_organiser=handed["organised"], now=now)
    told = {"staff": [str(successor), str(staff)]}
    record(Kind.MEETING_CHANGED, meeting, by=by, now=now, changes=told)


def sentences_of_erasing(customer: Customer) -> list[Any]:
    """What becomes of the meetings with somebody who is erased, for the preview."""
    count = customer.business.meetings.filter(customer__in=merging.merged_ids(customer)).count()
    text = ngettext_lazy(
        "%(count)s meeting keeps its day and time; what it says goes, and it is cancelled if it is still ahead.",
        "%(count)s meetings keep their days and times; what they say goes, and those still ahead are cancelled.",
        "count",
    )
    return [text % {"count": count}] if count else []


def forget(customer: Customer, *, now: datetime) -> None:
    """Rule 4."""
    rows = customer.business.meetings.filter(customer=customer)
    customer.business.participants.filter(meeting__in=rows, staff=None).delete()
    rows.exclude(uid="").update(uid="")
    ahead = rows.filter(starts_at__gte=now, state=MeetingState.SCHEDULED)
    ahead.update(state=MeetingState.CANCELLED, changed_at=now)
