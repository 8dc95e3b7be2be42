"""Meetings: set, change, move, their state, remove and bring back.

1. What stands in the way of a meeting stands in composing.py, who may change it in seeing.py.
2. It gets the next human number, which all kinds of inquiries share; the meetings of a series share their first one's.
3. What day has not come yet is neither held nor missed. A cancelled meeting keeps its row and frees its room.
4. A removed meeting can be brought back, with those that were removed together with it, while its room is free.
5. The log does not repeat notes, links and outsiders; of a private meeting it only tells which details changed.
6. A change, a move and a removal of a recurring meeting reach this one, this and those that follow, or all (series.py). Another
   rule acts from this meeting on.
7. `reminder` is what was chosen, None for none; where it is not given it follows the meeting (meeting_reminders.py).
"""

from datetime import datetime
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.businesses import numbering
from kesher.businesses.models import Business, Staff
from kesher.calendar import (
    attending,
    meeting_reminders,
    reaching,
    recurring,
    remembering,
    seeing,
    series,
    silencing,
)
from kesher.calendar.composing import (
    COLUMNS,
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
    reminder = details.pop("reminder", None)
    hold(business, details)
    refuse_if(problems(business, details, by=by) + (recurring.problems(rule) if rule else []))
    meeting: Meeting = business.meetings.create(
        number=numbering.next_number(business, "inquiry"),
        organiser=details.pop("organiser", by),
        uid=details.pop("uid", ""),
        created_at=now,
        changed_at=now,
        **{name: details[name] for name in COLUMNS if name in details},
    )
    attending.invite([meeting], details)
    others = reaching.repeat(meeting, rule=rule, now=now) if rule else []
    if reminder:
        meeting_reminders.keep(meeting, reminder, others=others, by=by, now=now)
    record(
        Kind.MEETING_SET,
        meeting,
        by=by,
        now=now,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        rule=rule,
    )
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
    meeting: Meeting, details: Details, *, kind: Kind, by: Any, now: datetime, scope: Scope
) -> Meeting:
    meeting = held(meeting, details)
    rule = details.pop("rule", None)
    details = normalised({**{name: getattr(meeting, name) for name in TIMES}, **details})
    before = {**columns(meeting), **attending.people_of(meeting)}
    refuse_if(gone(meeting) + seeing.problems(meeting, by=by) + (recurring.problems(rule) if rule else []))
    besides = [one.pk for one in series.reached(meeting, "all")]
    sets_staff = attending.is_other(before, details, "staff")
    found = problems(
        meeting.business,
        {**before, **details},
        by=by if sets_staff else None,
        besides=besides,
        invited=before["staff"],
    )
    refuse_if(found)
    is_several = kind == Kind.MEETING_MOVED and scope != "this" and meeting.series_id is not None
    was = remembering.before(meeting, scope) if is_several else {}
    told = reaching.changed_all(meeting, details, rule=rule, scope=scope, by=by, now=now)
    if was and told:
        remembering.keep(meeting, was, now=now)
    if told:
        reach = {"scope": scope} if meeting.series_id else {}
        record(kind, meeting, by=by, now=now, changes=told, **reach)
    return meeting


@transaction.atomic
def set_state(meeting: Meeting, *, state: str, by: Staff | None, now: datetime) -> Meeting:
    meeting = held(meeting, {})
    refuse_if(gone(meeting) + seeing.problems(meeting, by=by) + state_problems(meeting, state=state, now=now))
    if meeting.state == state:
        return meeting
    before, meeting.state = meeting.state, MeetingState(state)
    meeting.changed_at = now
    meeting.save(update_fields=["state", "changed_at"])
    silencing.heed_state(meeting, now=now)
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
    reaching.take_away(series.removable(meeting, scope), now=now)
    if meeting.series and scope != "this":
        series.stop(meeting.series, before=meeting.original_starts_at or meeting.starts_at)
    meeting.refresh_from_db()
    record(Kind.MEETING_REMOVED, meeting, by=by, now=now, scope=scope)
    return meeting


@transaction.atomic
def restore(meeting: Meeting, *, by: Staff | None, now: datetime) -> Meeting:
    """With those that were removed by the same deed (rule 4)."""
    meeting = held(meeting, {})
    refuse_if(seeing.problems(meeting, by=by))
    if not meeting.removed_at:
        return meeting
    rows = [meeting]
    if meeting.series:
        same = meeting.series.meetings.filter(removed_at=meeting.removed_at).exclude(pk=meeting.pk)
        rows += same.select_for_update(no_key=True).order_by("pk")
        meeting.series.ended_on = None if len(rows) > 1 else meeting.series.ended_on
        meeting.series.save(update_fields=["ended_on"])
    refuse_if(reaching.taken(rows))
    silencing.give_back(rows, since=[meeting.removed_at])
    for row in rows:
        row.removed_at, row.changed_at = None, now
        row.save(update_fields=["removed_at", "changed_at"])
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
