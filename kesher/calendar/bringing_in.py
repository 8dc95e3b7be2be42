"""Meetings out of an .ics file, into the diary of one staff member.

1. A file is shown first and then brought in; the same reading stands behind both.
2. An event is known by its UID, a turn of a recurring one by its original start too. What is known is updated where it differs,
   and skipped where it does not: nothing doubles. Their reminders follow (ics_reminders.py).
3. An event comes with all its turns or not at all. Each counts once: created, updated or skipped.
4. Undoing takes away what one run made, if nobody has changed it since.
5. It lands in one's own diary; in others' with the right to everybody's.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kesher.activity.recording import record
from kesher.businesses import numbering
from kesher.businesses.models import Business, Staff
from kesher.businesses.permissions import Permission
from kesher.calendar import attending, composing, ics_reminders, silencing, working
from kesher.calendar.ics_reading import ReadEvent, Reading, read
from kesher.calendar.ics_turns import Turn, Unreadable
from kesher.calendar.kinds import Kind
from kesher.calendar.models import Meeting, MeetingState
from kesher.core.refusals import Problem, Refused, refuse_if

SET = ("subject", "notes", "place", "link", "is_private", "is_all_day", "starts_at", "ends_at", "state")


@dataclass
class Outcome:
    read: int = 0
    created: int = 0
    updated: int = 0
    skipped: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    """what is made or changed, for the preview"""
    rules: dict[str, str] = field(default_factory=dict)
    """how each event recurs that does, by its UID, for the preview"""


def problems(*, staff: Staff, by: Staff | None) -> list[Problem]:
    if not staff.is_active:
        return [Problem("staff-left", _("%(name)s is no longer here.") % {"name": staff}, field="staff")]
    if by is None or by == staff or by.may(Permission.DIARY_ALL):
        return []
    sentence = _("Setting meetings for others needs a further right.")
    return [Problem("not-yours", sentence, field="staff", override=Permission.DIARY_ALL)]


def bring_in(
    business: Business,
    content: bytes,
    *,
    staff: Staff,
    by: Staff | None,
    now: datetime,
    is_rehearsal: bool = False,
) -> Outcome:
    """Nothing is held while the file is read, and nothing at all by a rehearsal."""
    refuse_if(problems(staff=staff, by=by))
    try:
        reading = read(content, zone=working.zone(), now=now)
    except Unreadable as error:
        raise Refused([Problem("file-unreadable", str(error), field="file")]) from error
    if is_rehearsal:
        return landed(business, reading, staff=staff, by=by, now=now, is_rehearsal=True)
    with transaction.atomic():
        return landed(business, reading, staff=staff, by=by, now=now, is_rehearsal=False)


def landed(
    business: Business, reading: Reading, *, staff: Staff, by: Staff | None, now: datetime, is_rehearsal: bool
) -> Outcome:
    outcome = Outcome(read=reading.count, problems=list(reading.problems), skipped=len(reading.problems))
    outcome.rules = {event.uid: event.rule for event in reading.events if event.rule}
    known = known_rows(business, staff, {event.uid for event in reading.events})
    stood = ics_reminders.stood(known.values())
    fresh: list[Meeting] = []
    for event in reading.events:
        land(event, known, fresh, outcome, business=business, staff=staff, now=now, is_rehearsal=is_rehearsal)
    outcome.problems.sort()
    if is_rehearsal:
        return outcome
    ics_reminders.follow(outcome.meetings, stood, by=by, now=now)
    keep(business, fresh, staff=staff)
    if outcome.created or outcome.updated:
        counts = {"created": outcome.created, "updated": outcome.updated}
        record(Kind.DIARY_IMPORTED, business, by=by, now=now, staff=str(staff), **counts)
    return outcome


Key = tuple[str, datetime | None]


def known_rows(business: Business, staff: Staff, uids: Iterable[str]) -> dict[Key, Meeting]:
    """Those that came for this staff member before."""
    rows: dict[Key, Meeting] = {}
    names = sorted(uids)
    for start in range(0, len(names), 500):
        some = business.meetings.filter(uid__in=names[start : start + 500], organiser=staff).order_by("pk")
        rows |= {(row.uid, row.original_starts_at): row for row in some}
    return rows


def land(
    event: ReadEvent,
    known: dict[Key, Meeting],
    fresh: list[Meeting],
    outcome: Outcome,
    *,
    business: Business,
    staff: Staff,
    now: datetime,
    is_rehearsal: bool,
) -> None:
    """One event with all its turns (rules 2 and 3)."""
    is_new = is_other = False
    for turn in event.turns:
        values = values_of(event, turn)
        row = known.get((event.uid, turn.original_starts_at))
        if row is None:
            row = Meeting(
                business=business, uid=event.uid, original_starts_at=turn.original_starts_at, organiser=staff,
                created_at=now, changed_at=now, **values,
            )  # fmt: skip
            known[event.uid, turn.original_starts_at] = row
            fresh.append(row)
            outcome.meetings.append(row)
            is_new = True
        elif differs(row, values):
            is_other = True
            outcome.meetings.append(row)
            update(row, values, now=now, is_kept=not is_rehearsal)
    outcome.created += is_new
    outcome.updated += is_other and not is_new
    if not (is_new or is_other):
        outcome.skipped += 1
        if not event.turns:
            outcome.problems.append((event.row, _("All turns of this event are excepted.")))


def values_of(event: ReadEvent, turn: Turn) -> dict[str, Any]:
    texts = {
        name: getattr(event, name)[: composing.TEXTS[name]] for name in ("subject", "notes", "place", "link")
    }
    state = MeetingState.CANCELLED if event.is_cancelled else MeetingState.SCHEDULED
    return {
        **texts,
        "is_private": event.is_private,
        "is_all_day": event.is_all_day,
        "starts_at": turn.starts_at,
        "ends_at": turn.ends_at,
        "state": state,
    }


def differs(row: Meeting, values: dict[str, Any]) -> bool:
    return row.removed_at is not None or any(getattr(row, name) != values[name] for name in SET)


def update(row: Meeting, values: dict[str, Any], *, now: datetime, is_kept: bool) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.removed_at, row.changed_at = None, now
    if is_kept and row.pk:
        row.save(update_fields=[*SET, "removed_at", "changed_at"])


def keep(business: Business, fresh: list[Meeting], *, staff: Staff) -> None:
    if not fresh:
        return
    for row, number in zip(fresh, numbering.reserve(business, "inquiry", count=len(fresh)), strict=True):
        row.number = number
    kept = business.meetings.bulk_create(fresh, batch_size=500)
    attending.invite(kept, {"staff": [staff]})


@transaction.atomic
def undo(business: Business, *, made_at: datetime, staff: Staff, by: Staff | None, now: datetime) -> int:
    """Rule 4."""
    refuse_if(problems(staff=staff, by=by))
    rows = business.meetings.standing().filter(organiser=staff, created_at=made_at, changed_at=made_at)
    silencing.silence(list(rows.exclude(uid="")), since=now)
    count: int = rows.exclude(uid="").update(removed_at=now, changed_at=now)
    if count:
        record(Kind.DIARY_IMPORT_UNDONE, business, by=by, now=now, staff=str(staff))
    return count
