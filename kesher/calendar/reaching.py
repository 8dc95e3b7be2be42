"""How far a change of a meeting reaches: this one, this and those that follow, or all of its series.

1. What was given is set, and what changed is told as the log may tell it: notes and links only by name, a private meeting's
   details too.
2. A change of one meeting of a series makes it an exception.
3. Another rule acts from this meeting on; no rule ends the series with it; a rule for a single meeting begins one.
4. The room must be free on all turns that are reached.
5. Their reminders follow them; another reminder that was chosen reaches as far (meeting_reminders.py).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kesher.activity.recording import changes
from kesher.activity.telling import UNTOLD
from kesher.calendar import attending, meeting_reminders, series, silencing
from kesher.calendar.composing import COLUMNS, SILENT, TIMES, Details, columns, room_problems
from kesher.calendar.models import Meeting
from kesher.core.refusals import Problem, refuse_if


def changed_all(
    meeting: Meeting, details: Details, *, rule: str | None, scope: str, by: Any, now: datetime
) -> dict[str, list[Any]]:
    """The meeting, those that the scope reaches (rules 2 and 3), and their reminders (rule 5)."""
    times = columns(meeting)
    told = write(meeting, details, now=now, is_alone=scope == "this")
    meeting_reminders.settle([meeting], was={meeting.pk: times["starts_at"]}, now=now)
    rows = [meeting]
    if rule and meeting.series is None:
        rows += repeat(meeting, rule=rule, now=now)
        told |= {"rule": ["", rule]}
    elif scope != "this" and meeting.series is not None:
        is_moved = any(times[name] != details[name] for name in TIMES[:2])
        rows, old_rule = changed_turns(meeting, details, rule=rule, scope=scope, is_moved=is_moved, now=now)
        told |= {"rule": [old_rule, rule]} if rule is not None and rule != old_rule else {}
    choose(meeting, details, rows, is_alone=scope == "this", by=by, now=now)
    silencing.quieten(meeting)
    return told


def changed_turns(
    meeting: Meeting, details: Details, *, rule: str | None, scope: str, is_moved: bool, now: datetime
) -> tuple[list[Meeting], str]:
    """The turns of its series, the meeting first; and the rule before."""
    rows, old_rule = series.reached(meeting, scope), meeting.series.rule
    rest = {name: value for name, value in details.items() if name not in TIMES[:2]}
    for row in rows[1:]:
        write(row, rest, now=now, is_alone=False)
    meeting_reminders.settle(rows[1:], now=now)
    if rule is not None and rule != old_rule:
        rows = ended(meeting, now=now) if not rule else resettled(meeting, rule=rule, scope=scope, now=now)
    elif is_moved:
        rows = resettled(meeting, rule=None, scope=scope, now=now)
    refuse_if(taken(rows))
    return rows, old_rule


def choose(
    meeting: Meeting, details: Details, rows: Sequence[Meeting], *, is_alone: bool, by: Any, now: datetime
) -> None:
    """Another reminder of one meeting alone makes it an exception too (rule 2)."""
    if "reminder" not in details:
        return
    others = [one for one in rows if one.pk != meeting.pk]
    is_other = meeting_reminders.keep(meeting, details["reminder"], others=others, by=by, now=now)
    if is_other and is_alone and meeting.series_id and not others:
        meeting.is_exception = True
        meeting.save(update_fields=["is_exception"])


def resettled(meeting: Meeting, *, rule: str | None, scope: str, now: datetime) -> list[Meeting]:
    rows = series.resettle(meeting, scope=scope, rule=rule, now=now)
    meeting.refresh_from_db()
    return rows


def ended(meeting: Meeting, *, now: datetime) -> list[Meeting]:
    """The series ends with this meeting."""
    later = [one for one in series.removable(meeting, "following") if one.pk != meeting.pk]
    take_away(later, now=now)
    series.stop(meeting.series, before=meeting.starts_at)
    return [meeting]


def repeat(meeting: Meeting, *, rule: str, now: datetime) -> list[Meeting]:
    """Begins a series with it; the meetings made besides it."""
    others = series.begin(meeting, rule=rule, people=attending.people_of(meeting), now=now)
    refuse_if(taken([meeting, *others]))
    return others


def taken(rows: Sequence[Meeting]) -> list[Problem]:
    """The rooms of all these meetings at once."""
    if not rows or rows[0].resource is None:
        return []
    spans = [(one.starts_at, one.ends_at) for one in rows]
    details = {"spans": spans, "resource": rows[0].resource}
    return room_problems(rows[0].business, details, besides=[one.pk for one in rows])


def take_away(rows: list[Meeting], *, now: datetime) -> None:
    silencing.silence(rows, since=now)
    for row in rows:
        row.removed_at = row.changed_at = now
        row.save(update_fields=["removed_at", "changed_at"])


def write(meeting: Meeting, details: Details, *, now: datetime, is_alone: bool) -> dict[str, list[Any]]:
    """Sets what was given; says what changed, as the log may tell it (rule 1)."""
    before = columns(meeting)
    told = changes(before, {name: details[name] for name in COLUMNS if name in details})
    for name in told:
        setattr(meeting, name, details[name])
    lists = {name: details[name] for name in attending.LISTS if name in details}
    people_told = attending.replace(meeting, lists)
    if not told and not people_told:
        return {}
    meeting.changed_at = now
    meeting.is_exception = meeting.is_exception or (is_alone and meeting.series_id is not None)
    meeting.save(update_fields=[*told, "changed_at", "is_exception"])
    is_private = meeting.is_private or before["is_private"]
    untold = {*told, *people_told} if is_private else SILENT
    return {name: UNTOLD if name in untold else value for name, value in {**told, **people_told}.items()}
