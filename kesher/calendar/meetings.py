"""Meetings: set, change, move, their state, remove and bring back.

1. What stands in the way of a meeting stands in composing.py, who may change it in seeing.py.
2. It gets the next human number, which all kinds of inquiries share; the meetings of a series share their first one's.
3. What day has not come yet is neither held nor missed. A cancelled meeting keeps its row and frees its room.
4. A removed meeting can be brought back, with those that were removed together with it, while its room is free.
5. The log does not repeat notes, links and outsiders; of a private meeting it only tells which details changed.
"""

from datetime import datetime
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.activity.telling import UNTOLD
from kesher.businesses import numbering
from kesher.businesses.models import Business, Staff
from kesher.calendar import attending, seeing
from kesher.calendar.composing import (
    COLUMNS,
    SILENT,
    TIMES,
    Details,
    columns,
    hold,
    hold_rooms,
    normalised,
    people,
    problems,
    room_problems,
)
from kesher.calendar.kinds import Kind
from kesher.calendar.models import Meeting, MeetingState
from kesher.core.refusals import Problem, refuse_if

Scope = Literal["this", "following", "all"]


@transaction.atomic
def set_meeting(
    business: Business,
    *,
    by: Staff | None,
    now: datetime,
    rule: str = "",
    **details: Any,
) -> Meeting:
    details = normalised(details)
    hold(business, details)
    refuse_if(problems(business, details, by=by))
    meeting: Meeting = business.meetings.create(
        number=numbering.next_number(business, "inquiry"),
        organiser=details.pop("organiser", by),
        uid=details.pop("uid", ""),
        created_at=now,
        changed_at=now,
        **{name: details[name] for name in COLUMNS if name in details},
    )
    attending.invite([meeting], details)
    record(Kind.MEETING_SET, meeting, by=by, now=now, starts_at=meeting.starts_at, ends_at=meeting.ends_at)
    return meeting


@transaction.atomic
def change(
    meeting: Meeting, *, by: Staff | None, now: datetime, scope: Scope = "this", **details: Any
) -> Meeting:
    return changed(meeting, details, kind=Kind.MEETING_CHANGED, by=by, now=now, scope=scope)


@transaction.atomic
def move(
    meeting: Meeting,
    *,
    starts_at: datetime,
    ends_at: datetime,
    by: Staff | None,
    now: datetime,
    scope: Scope = "this",
    **details: Any,
) -> Meeting:
    """To another time, and with `staff` or `resource` to others (dragging it in the diary)."""
    details = {**details, "starts_at": starts_at, "ends_at": ends_at}
    return changed(meeting, details, kind=Kind.MEETING_MOVED, by=by, now=now, scope=scope)


def changed(
    meeting: Meeting,
    details: Details,
    *,
    kind: Kind,
    by: Any,
    now: datetime,
    scope: Scope,  # noqa: ARG001
) -> Meeting:
    meeting = held(meeting, details)
    times = {name: getattr(meeting, name) for name in TIMES}
    details = normalised({**times, **details})
    before = {**columns(meeting), **attending.people_of(meeting)}
    after = {**before, **details}
    refuse_if(gone(meeting) + seeing.problems(meeting, by=by))
    refuse_if(problems(meeting.business, after, by=None, besides=[meeting.pk], invited=before["staff"]))
    told = write(meeting, details, now=now)
    if told:
        record(kind, meeting, by=by, now=now, changes=told)
    return meeting


def write(meeting: Meeting, details: Details, *, now: datetime) -> dict[str, list[Any]]:
    """Sets what was given; says what changed, as the log may tell it (rule 5)."""
    before = columns(meeting)
    told = changes(before, {name: details[name] for name in COLUMNS if name in details})
    for name in told:
        setattr(meeting, name, details[name])
    lists = {name: details[name] for name in attending.LISTS if name in details}
    people_told = attending.replace(meeting, lists)
    if not told and not people_told:
        return {}
    meeting.changed_at = now
    meeting.is_exception = meeting.series_id is not None
    meeting.save(update_fields=[*told, "changed_at", "is_exception"])
    is_private = meeting.is_private or before["is_private"]
    untold = {*told, *people_told} if is_private else SILENT
    return {name: UNTOLD if name in untold else value for name, value in {**told, **people_told}.items()}


@transaction.atomic
def set_state(meeting: Meeting, *, state: str, by: Staff | None, now: datetime) -> Meeting:
    meeting = held(meeting, {})
    refuse_if(gone(meeting) + seeing.problems(meeting, by=by) + state_problems(meeting, state=state, now=now))
    if meeting.state == state:
        return meeting
    before, meeting.state = meeting.state, MeetingState(state)
    meeting.changed_at = now
    meeting.save(update_fields=["state", "changed_at"])
    record(Kind.MEETING_STATE_CHANGED, meeting, by=by, now=now, changes={"state": [before, meeting.state]})
    return meeting


def state_problems(meeting: Meeting, *, state: str, now: datetime) -> list[Problem]:
    """Rule 3."""
    is_ahead = timezone.localtime(meeting.starts_at).date() > timezone.localtime(now).date()
    if state in {MeetingState.HELD, MeetingState.NO_SHOW} and is_ahead:
        return [Problem("not-yet", _("The meeting's day has not come yet."), field="state")]
    was_free = meeting.state == MeetingState.CANCELLED and state != MeetingState.CANCELLED
    return room_problems(meeting.business, columns(meeting), besides=[meeting.pk]) if was_free else []


@transaction.atomic
def remove(meeting: Meeting, *, by: Staff | None, now: datetime, scope: Scope = "this") -> Meeting:
    meeting = held(meeting, {})
    refuse_if(seeing.problems(meeting, by=by))
    if meeting.removed_at:
        return meeting
    meeting.removed_at = meeting.changed_at = now
    meeting.save(update_fields=["removed_at", "changed_at"])
    record(Kind.MEETING_REMOVED, meeting, by=by, now=now, scope=scope)
    return meeting


@transaction.atomic
def restore(meeting: Meeting, *, by: Staff | None, now: datetime) -> Meeting:
    meeting = held(meeting, {})
    refuse_if(seeing.problems(meeting, by=by))
    if not meeting.removed_at:
        return meeting
    refuse_if(room_problems(meeting.business, columns(meeting), besides=[meeting.pk]))
    meeting.removed_at, meeting.changed_at = None, now
    meeting.save(update_fields=["removed_at", "changed_at"])
    record(Kind.MEETING_RESTORED, meeting, by=by, now=now)
    return meeting


def gone(meeting: Meeting) -> list[Problem]:
    return [Problem("meeting-removed", _("This meeting has been removed."))] if meeting.removed_at else []


def held(meeting: Meeting, details: Details) -> Meeting:
    """The people and rooms of before and after under lock, then the meeting."""
    before = attending.people_of(meeting)["customers"]
    both = {"customers": [*before, *people(details), *([meeting.customer] if meeting.customer else [])]}
    hold(meeting.business, both)
    hold_rooms(meeting.business, [meeting.resource, details.get("resource")])
    fresh = meeting.fresh()
    if fresh.resource_id != meeting.resource_id:
        hold_rooms(meeting.business, [fresh.resource])
    return fresh
