"""Undoing the move of several meetings of a series.

1. Times, rooms, staff, turns and the series are again what they were; what the move removed is back, what it made is removed.
2. Reminders ring as they would have; what was snoozed or dismissed is so again.
3. Not once one of these meetings was changed since, nor when a day has passed; it is refused where a room has been taken.
4. Whom they are with must still be a person who can be worked on.
5. It is recorded as a move.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.businesses.models import Business, Staff
from kesher.calendar import attending, remembering, seeing, series, silencing
from kesher.calendar.composing import TIMES, hold_rooms, people, room_problems
from kesher.calendar.kinds import Kind
from kesher.calendar.meetings import gone, held
from kesher.calendar.models import Meeting, MeetingState, Reminder, ReminderCopy
from kesher.calendar.remembering import COPY, PUT_BACK, Package
from kesher.core.refusals import Problem, refuse_if
from kesher.customers import standing

KEPT = timedelta(days=1)


def package_of(meeting: Meeting) -> Package:
    """What its last move can be undone with; empty where nothing was moved."""
    found: Package = meeting.series.undo if meeting.series else {}
    return found if found.get("meetings") else {}


def problems(meeting: Meeting, *, moved_at: str, now: datetime) -> list[Problem]:
    """Rules 3 and 4; `moved_at` says which move is meant."""
    package = package_of(meeting)
    is_meant = bool(package) and package["at"] == moved_at
    if not is_meant or now - moment(package["at"]) > KEPT or not remembering.is_as_left(meeting, package):
        sentence = _("These meetings have been changed since, so their move can no longer be undone.")
        return [Problem("move-passed", sentence)]
    with_whom = attending.people_of(meeting) | {"customer": meeting.customer}
    return [problem for person in people(with_whom) for problem in standing.problems(person)]


@transaction.atomic
def take_back(meeting: Meeting, *, moved_at: str, by: Staff | None, now: datetime) -> Meeting:
    meeting = held(meeting, {})
    refuse_if(gone(meeting) + seeing.problems(meeting, by=by))
    refuse_if(problems(meeting, moved_at=moved_at, now=now))
    package, times = package_of(meeting), {name: getattr(meeting, name) for name in TIMES[:2]}
    put_back_series(meeting, package, now=now)
    rows = put_back(meeting.business, package, now=now)
    refuse_if(taken(meeting.business, rows))
    put_back_reminders(meeting.business, package["reminders"])
    meeting.refresh_from_db()
    told = changes(times, {name: getattr(meeting, name) for name in times})
    record(Kind.MEETING_MOVED, meeting, by=by, now=now, changes=told, scope=package["scope"])
    return meeting


def put_back_series(meeting: Meeting, package: Package, *, now: datetime) -> None:
    """Those that were go on as they did; one that the move began ends, and what it made goes."""
    new: Any = meeting.series
    new.undo = {}
    new.save(update_fields=["undo"])
    made = list(meeting.business.meetings.standing().filter(pk__in=package["made"]).order_by("pk"))
    silencing.silence(made, since=now)
    for row in made:
        row.removed_at = row.changed_at = now
    meeting.business.meetings.bulk_update(made, ["removed_at", "changed_at"], batch_size=200)
    if str(new.pk) not in package["series"]:
        series.stop(new, before=new.starts_at)
    for pk, was in package["series"].items():
        ended_on = parse_date(was["ended_on"] or "")
        meeting.business.meeting_series.filter(pk=pk).update(ended_on=ended_on)


def put_back(business: Business, package: Package, *, now: datetime) -> list[Meeting]:
    """The meetings as they were."""
    hold_rooms(business, business.resources.filter(pk__in=rooms(package)))
    rows = business.meetings.filter(pk__in=[*package["meetings"]]).order_by("pk")
    found = list(rows.select_for_update(no_key=True))
    staff = business.staff.in_bulk()
    for row in found:
        was = package["meetings"][str(row.pk)]
        for name in PUT_BACK:
            setattr(row, name, moment(was[name]) if name.endswith("_at") else was[name])
        row.changed_at = now
        attending.replace(row, {"staff": [staff[key] for key in was["staff"]]})
    business.meetings.bulk_update(found, [*fields(), "changed_at"], batch_size=200)
    return found


def fields() -> list[str]:
    return [name.removesuffix("_id") for name in PUT_BACK]


def rooms(package: Package) -> set[int]:
    return {was["resource_id"] for was in package["meetings"].values() if was["resource_id"]}


def taken(business: Business, rows: list[Meeting]) -> list[Problem]:
    """Rule 3: by others; of what is removed or cancelled no room is asked."""
    asked = [
        row for row in rows if row.resource_id and not row.removed_at and row.state != MeetingState.CANCELLED
    ]
    besides, found = [row.pk for row in rows], list[Problem]()
    for room in business.resources.filter(pk__in={row.resource_id for row in asked}).order_by("pk"):
        spans = [(row.starts_at, row.ends_at) for row in asked if row.resource_id == room.pk]
        found += room_problems(business, {"spans": spans, "resource": room}, besides=besides)
    return found


def put_back_reminders(business: Business, was: dict[str, Any]) -> None:
    """Rule 2."""
    rows = list(business.reminders.filter(pk__in=[*was]))
    for one in rows:
        one.remind_at = moment(was[str(one.pk)]["at"])
    business.reminders.bulk_update(rows, ["remind_at"], batch_size=200)
    copies = [copy for one in rows for copy in copies_of(one, was[str(one.pk)]["copies"])]
    there = {(copy.reminder_id, copy.staff_id) for copy in copies}
    held_now = business.reminder_copies.filter(reminder__in=rows).values_list("pk", "reminder_id", "staff_id")
    gone_ones = [pk for pk, *key in held_now if tuple(key) not in there]
    business.reminder_copies.filter(pk__in=gone_ones).delete()
    ReminderCopy.objects.bulk_create(
        copies, update_conflicts=True, update_fields=COPY, unique_fields=["business", "reminder", "staff"]
    )


def copies_of(reminder: Reminder, was: dict[str, Any]) -> Iterable[ReminderCopy]:
    for staff_id, times in was.items():
        moments = {name: moment(times[name]) for name in COPY}
        yield ReminderCopy(
            business_id=reminder.business_id, reminder=reminder, staff_id=int(staff_id), **moments
        )


def forget(business: Business, *, now: datetime) -> int:
    """Empties what nobody can use any more."""
    rows = business.meeting_series.exclude(undo={}).only("pk", "undo")
    old = [one.pk for one in rows if now - moment(one.undo["at"]) > KEPT]
    return int(business.meeting_series.filter(pk__in=old).update(undo={}))


def moment(text: str | None) -> Any:
    return parse_datetime(text) if text else None
