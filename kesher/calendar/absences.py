"""When staff are away.

1. An absence ends after it starts and lasts a year at most; a whole day counts from midnight to midnight.
2. Nobody is away twice at the same time: what overlaps is refused, asked while the staff member's row is held.
3. One's own absence takes the right to edit the diary, those of others the right to everybody's.
4. That somebody is away is for everybody to see; why, and the remarks, only for the person and for who may edit everybody's.
5. Meetings that fall into it stay, and are named to whoever writes it down.
6. A removed one can be brought back while nothing overlaps it.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.calendar import composing, conflicts, seeing
from kesher.calendar.kinds import Kind
from kesher.calendar.models import Absence, AbsenceKind
from kesher.core.refusals import Problem, refuse_if

DETAILS = ("kind", "starts_at", "ends_at", "is_all_day", "remarks")


def may_edit(staff: Staff, *, by: Staff | None) -> bool:
    """Rule 3."""
    return by is None or by.may(Permission.DIARY_ALL) or (by == staff and by.may(Permission.DIARY_EDIT))


def sees_why(staff_id: int, *, by: Staff) -> bool:
    """Rule 4."""
    return staff_id == by.pk or by.holds(Permission.DIARY_ALL)


def problems(
    staff: Staff, *, starts_at: datetime, ends_at: datetime, by: Staff | None, besides: int | None = None
) -> list[Problem]:
    found = composing.time_problems(starts_at, ends_at)
    if not staff.is_active:
        found.append(Problem("staff-left", _("%(name)s is no longer here.") % {"name": staff}, field="staff"))
    return found + rights(staff, by=by) or overlap(
        staff, starts_at=starts_at, ends_at=ends_at, besides=besides
    )


def overlap(staff: Staff, *, starts_at: datetime, ends_at: datetime, besides: int | None) -> list[Problem]:
    """Rule 2."""
    rows = staff.absences.filter(removed_at=None, starts_at__lt=ends_at, ends_at__gt=starts_at)
    other = (rows.exclude(pk=besides) if besides else rows).first()
    if other is None:
        return []
    words = {"name": staff, "hours": conflicts.hours(other)}
    return [
        Problem("away-already", _("%(name)s is away then already: %(hours)s.") % words, field="starts_at")
    ]


@transaction.atomic
def add(
    staff: Staff,
    *,
    starts_at: datetime,
    ends_at: datetime,
    by: Staff | None,
    now: datetime,
    kind: str = AbsenceKind.VACATION,
    is_all_day: bool = True,
    remarks: str = "",
) -> Absence:
    staff = staff.fresh()
    given = {"starts_at": starts_at, "ends_at": ends_at, "is_all_day": is_all_day}
    times = {name: composing.normalised(given)[name] for name in composing.TIMES}
    span = {name: times[name] for name in ("starts_at", "ends_at")}
    refuse_if(problems(staff, by=by, **span))
    made: Absence = staff.business.absences.create(
        staff=staff, kind=AbsenceKind(kind), remarks=remarks.strip()[:200], created_at=now, **times
    )
    record(Kind.ABSENCE_ADDED, made, by=by, now=now, **span)
    return made


@transaction.atomic
def change(absence: Absence, *, by: Staff | None, now: datetime, **details: Any) -> Absence:
    staff, absence = absence.staff.fresh(), absence.fresh()
    before = {name: getattr(absence, name) for name in DETAILS}
    given = composing.normalised({**before, **details})
    after = {name: given[name] for name in DETAILS} | {"remarks": str(given["remarks"]).strip()[:200]}
    span = {name: after[name] for name in ("starts_at", "ends_at")}
    refuse_if(gone(absence) + problems(staff, by=by, besides=absence.pk, **span))
    told = changes(before, after)
    for name in told:
        setattr(absence, name, after[name])
    if told:
        absence.save(update_fields=list(told))
        record(Kind.ABSENCE_CHANGED, absence, by=by, now=now, changes=told)
    return absence


@transaction.atomic
def remove(absence: Absence, *, by: Staff | None, now: datetime) -> None:
    absence = absence.fresh()
    refuse_if(rights(absence.staff, by=by))
    if absence.removed_at is None:
        absence.removed_at = now
        absence.save(update_fields=["removed_at"])
        record(Kind.ABSENCE_REMOVED, absence, by=by, now=now)


@transaction.atomic
def restore(absence: Absence, *, by: Staff | None, now: datetime) -> None:
    staff, absence = absence.staff.fresh(), absence.fresh()
    if absence.removed_at is None:
        return
    refuse_if(problems(staff, by=by, starts_at=absence.starts_at, ends_at=absence.ends_at))
    absence.removed_at = None
    absence.save(update_fields=["removed_at"])
    record(Kind.ABSENCE_RESTORED, absence, by=by, now=now)


def rights(staff: Staff, *, by: Staff | None) -> list[Problem]:
    if may_edit(staff, by=by):
        return []
    sentence = _("Writing down absences of others needs a further right.")
    return [Problem("not-yours", sentence, field="staff", override=Permission.DIARY_ALL)]


def gone(absence: Absence) -> list[Problem]:
    return [Problem("absence-removed", _("This absence has been removed."))] if absence.removed_at else []


def meetings_in(staff: Staff, *, starts_at: datetime, ends_at: datetime) -> Any:
    """Rule 5: the meetings of the person that fall into it."""
    rows = conflicts.taking(staff.business, [(starts_at, ends_at)])
    return rows.filter(seeing.takes_part(staff.business, [staff.pk]))
