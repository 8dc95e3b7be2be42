"""A staff member leaves, and may come back.

1. The last owner who can sign in does not leave; nobody sends away somebody who holds more rights than they do.
2. What is open goes to the successor: higher apps hand theirs over in the same transaction (`foresee` shows it).
3. A successor is active and is somebody else.
4. Open invitations end. Who has no other place is signed out everywhere; the others lose this place at once.
5. Nothing is deleted: who comes back has the roles from before. Undoing, at once or later, gives back what was handed
   over and is still with the successor.
6. Nobody comes back with an e-mail address that another active staff member has by now.
"""

from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.reacting import Foreseen, foresee, refuse_if_changed
from kesher.activity.recording import record
from kesher.businesses import granting, staffing
from kesher.businesses.kinds import Kind
from kesher.businesses.models import Staff
from kesher.core.refusals import Problem, refuse_if


def problems(staff: Staff, *, successor: Staff | None, by: Any) -> list[Problem]:
    if not staff.is_active:
        return [Problem("staff-left", _("This person has left already."))]
    if staffing.is_last_owner(staff):
        sentence = _("The last owner cannot leave. Please make somebody else an owner first.")
        return [Problem("last-owner", sentence)]
    if successor and (successor.pk == staff.pk or not successor.is_active):
        return [
            Problem("successor-unfit", _("Please choose another active staff member."), field="successor")
        ]
    return staffing.standing_problems(staff, by=by)


def foreseen(staff: Staff, *, successor: Staff | None, by: Any) -> Foreseen:
    """All that leaving would bring with it."""
    ahead = foresee(Kind.STAFF_LEFT, staff, by=by, successor=successor)
    ending = _("%(name)s can no longer work in this business.") % {"name": staff}
    signing_out = _("%(name)s is signed out on all devices.") % {"name": staff}
    sentences = [str(ending), *([str(signing_out)] if staff.user_id and is_only_place(staff) else [])]
    return Foreseen(
        sentences=[*sentences, *ahead.sentences],
        problems=[*problems(staff, successor=successor, by=by), *ahead.problems],
    )


@transaction.atomic
def leave(staff: Staff, *, successor: Staff | None = None, by: Any, now: datetime, seen: str = "") -> Staff:
    granting.lock(staff.business)
    staff = staff.fresh()
    ahead = foreseen(staff, successor=successor, by=by)
    refuse_if(ahead.problems)
    refuse_if_changed(seen, ahead)
    if staff.user_id and is_only_place(staff):
        sign_out(staff)
    staff.left_at = now
    staff.save(update_fields=["left_at"])
    staff.invitations.filter(used_at=None).delete()
    record(Kind.STAFF_LEFT, staff, by=by, now=now, successor=successor)
    return staff


@transaction.atomic
def bring_back(staff: Staff, *, by: Any, now: datetime, is_undo: bool = False) -> Staff:
    """The place is open again; `is_undo` gives back what was handed over when they left."""
    granting.lock(staff.business)
    staff = staff.fresh()
    if staff.is_active:
        return staff
    refuse_if(returning_problems(staff, by=by))
    left_at, staff.left_at = staff.left_at, None
    staff.save(update_fields=["left_at"])
    record(Kind.STAFF_RETURNED, staff, by=by, now=now, is_undo=is_undo, left_at=left_at)
    return staff


def returning_problems(staff: Staff, *, by: Any) -> list[Problem]:
    """Rule 6."""
    return [
        *staffing.standing_problems(staff, by=by),
        *staffing.email_problems(staff.business, staff, staff.email),
    ]


def is_only_place(staff: Staff) -> bool:
    places = Staff.objects.across_businesses().filter(user_id=staff.user_id, left_at=None)
    return not places.exclude(pk=staff.pk).exists()


def sign_out(staff: Staff) -> None:
    for session in UserSession.objects.filter(user_id=staff.user_id):
        session.end()
