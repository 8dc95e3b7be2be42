"""Helping in who can no longer sign in: a new link to choose a password, and the end of a lost second factor.

1. It is done for an active staff member who signs in, by a colleague who holds at least their rights, never for oneself.
2. The link is shown, once, only for an account that works in this business alone: with it one could enter elsewhere too.
   To any other account it is sent, over the installation's mail, to the address that the account has.
3. The second factor ends for an account of this business alone; every device is signed out.
4. An account that the whole installation is entrusted to is helped so by another such one only.
5. Both are recorded, and the person is told by mail.
"""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.businesses import departing, posting, resetting, second_factor, staffing
from kesher.businesses.kinds import Kind
from kesher.businesses.models import Staff
from kesher.core.refusals import Problem, refuse_if

TOLD = {
    Kind.SIGN_IN_RENEWED: _(
        "%(business)s made a link with which a new password can be chosen for your account."
    ),
    Kind.SECOND_FACTOR_REMOVED: _("%(business)s removed the second factor from your account."),
}


def problems(staff: Staff, *, by: Any) -> list[Problem]:
    """What stands in the way of either."""
    if not staff.is_active or staff.user is None:
        return [Problem("staff-outside", _("This person cannot sign in here."))]
    if staff.pk == by.pk:
        return [Problem("staff-self", _("Your own sign-in is changed under your name."))]
    if staff.user.is_superuser and not by.user.is_superuser:
        return [Problem("staff-entrusted", _("This person is entrusted with the whole installation."))]
    return staffing.standing_problems(staff, by=by)


def link_problems(staff: Staff, *, by: Any) -> list[Problem]:
    found = problems(staff, by=by)
    if found or departing.is_only_place(staff) or can_be_written_to(staff.user):
        return found
    sentence = _(
        "This person works in another business too, so the link goes by mail only, and no mail reaches them."
    )
    return [Problem("staff-elsewhere", sentence)]


def factor_problems(staff: Staff, *, by: Any) -> list[Problem]:
    found = problems(staff, by=by)
    if found or departing.is_only_place(staff):
        return found
    sentence = _("This person works in another business too. Their second factor is theirs alone.")
    return [Problem("staff-elsewhere", sentence)]


def can_be_written_to(user: Any) -> bool:
    return bool(user.email) and posting.has_way(user)


@transaction.atomic
def renew(staff: Staff, *, by: Any, now: datetime) -> str:
    """The link to show; empty when it goes by mail."""
    staff = staff.fresh()
    refuse_if(link_problems(staff, by=by))
    is_shown = departing.is_only_place(staff)
    if is_shown:
        posting.enqueue(
            "tell_of_recovery", business_id=staff.business_id, staff_id=staff.pk, kind=Kind.SIGN_IN_RENEWED
        )
    else:
        posting.enqueue("send_reset_message", user_ids=[staff.user_id])
    record(Kind.SIGN_IN_RENEWED, staff, by=by, now=now)
    return resetting.link(staff.user) if is_shown else ""


@transaction.atomic
def remove_second_factor(staff: Staff, *, by: Any, now: datetime) -> None:
    staff = staff.fresh()
    refuse_if(factor_problems(staff, by=by))
    if not second_factor.has_one(staff.user):
        return
    Authenticator.objects.filter(user_id=staff.user_id).delete()
    departing.sign_out(staff)
    posting.enqueue(
        "tell_of_recovery", business_id=staff.business_id, staff_id=staff.pk, kind=Kind.SECOND_FACTOR_REMOVED
    )
    record(Kind.SECOND_FACTOR_REMOVED, staff, by=by, now=now)


def tell(staff: Staff, *, kind: Kind) -> None:
    """Rule 5."""
    user: Any = staff.user
    if not user or not user.email:
        return
    with override(user.language):
        what = str(TOLD[kind]) % {"business": staff.business}
        text = gettext("If you did not ask for it, please tell the manager of your business at once.")
        subject = gettext("A change to your sign-in")
        posting.post(user, EmailMessage(subject, f"{what}\n\n{text}", to=[user.email]))
