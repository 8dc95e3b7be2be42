"""Only a meeting that is scheduled reminds.

1. Cancelled, held, missed or removed it is silent from that moment on: on the page, by push and by mail.
2. Scheduled again or brought back it reminds those who had not dismissed it.
3. What is set or moved while the meeting is silent waits with it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from kesher.activity.models import Entry
from kesher.businesses.models import Business
from kesher.calendar.kinds import Kind
from kesher.calendar.models import Meeting, MeetingState


def reminders_of(meetings: Sequence[Meeting]) -> Any:
    return reminders_on(meetings[0].business, [one.pk for one in meetings])


def reminders_on(business: Business, keys: Iterable[int]) -> Any:
    """The reminders of the meetings with these keys."""
    kind = Meeting._meta.label_lower  # noqa: SLF001 - Django documents it
    return business.reminders.filter(subject_kind=kind, subject_id__in=keys)


def silence(meetings: Sequence[Meeting], *, since: datetime) -> None:
    """Rule 1."""
    if meetings:
        copies_of(meetings).filter(dismissed_at=None).update(dismissed_at=since)


def give_back(meetings: Sequence[Meeting], *, since: Iterable[datetime]) -> None:
    """Rule 2: what fell silent at these moments."""
    copies_of(meetings).filter(dismissed_at__in=list(since)).update(dismissed_at=None)


def heed_state(meeting: Meeting, *, now: datetime) -> None:
    """After its state changed."""
    if meeting.state == MeetingState.SCHEDULED:
        give_back([meeting], since=moments(meeting))
    else:
        silence([meeting], since=now)


def quieten(meeting: Meeting) -> None:
    """Rule 3."""
    if meeting.state != MeetingState.SCHEDULED or meeting.removed_at:
        silence([meeting], since=meeting.removed_at or moments(meeting)[0])


def moments(meeting: Meeting) -> list[datetime]:
    """When its state changed, the last first; it may have come as a cancelled one."""
    entries = Entry.objects.of(meeting.business).on({Meeting: [meeting.pk]})
    changes = entries.filter(kind=Kind.MEETING_STATE_CHANGED)
    return [*changes.newest_first().values_list("at", flat=True), meeting.created_at]


def copies_of(meetings: Sequence[Meeting]) -> Any:
    return meetings[0].business.reminder_copies.filter(reminder__in=reminders_of(meetings))
