"""What a file that is brought in again means for the reminders of the meetings that it changes (bringing_in.py).

1. They move with their meetings, as they do when these are moved by hand (meeting_reminders.py).
2. A meeting that the file cancels falls silent; one that it schedules again or brings back reminds again (silencing.py).
3. Another state is recorded of each meeting, for the moment counts.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from kesher.activity.recording import record_many
from kesher.calendar import meeting_reminders, silencing
from kesher.calendar.kinds import Kind
from kesher.calendar.models import Meeting, MeetingState


class Stood(NamedTuple):
    """A meeting before the file."""

    starts_at: datetime
    state: str
    removed_at: datetime | None


def stood(rows: Iterable[Meeting]) -> dict[int, Stood]:
    return {row.pk: Stood(row.starts_at, row.state, row.removed_at) for row in rows}


def follow(changed: Iterable[Meeting], was: dict[int, Stood], *, by: Any, now: datetime) -> None:
    rows = list({row.pk: row for row in changed if row.pk in was}.values())
    for row in rows:
        wake(row, was[row.pk])
    meeting_reminders.settle(rows, was={row.pk: was[row.pk].starts_at for row in rows}, now=now)
    told = [
        (row, {"changes": {"state": [was[row.pk].state, row.state]}})
        for row in rows
        if row.state != was[row.pk].state
    ]
    record_many(Kind.MEETING_STATE_CHANGED, told, by=by, now=now)
    for row in rows:
        silencing.quieten(row)


def wake(row: Meeting, was: Stood) -> None:
    is_back = was.removed_at is not None or was.state != MeetingState.SCHEDULED
    if is_back and row.state == MeetingState.SCHEDULED:
        removed = [was.removed_at] if was.removed_at else []
        silencing.give_back([row], since=[*removed, *silencing.moments(row)])
