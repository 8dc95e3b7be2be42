"""Inviting a staff member to sign in, and accepting it.

1. An invitation is a one-time token that holds seven days; only its hash is kept. A new one ends the older ones.
2. Only an active staff member without a sign-in is invited, by somebody who holds at least their rights.
3. Whoever accepts gets the place: with a sign-in they have already, or with a new one.
4. One person has one place in a business.
5. Whether a user name exists elsewhere is not told: a name that cannot be had is answered with another one to take.
"""

import re
import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.businesses import staffing
from kesher.businesses.kinds import Kind
from kesher.businesses.models import Business, Invitation, Staff, User
from kesher.core.owning import acting_for
from kesher.core.refusals import Problem, Refused, refuse_if

LASTS = timedelta(days=7)
NAME = re.compile(r"^[a-z0-9][a-z0-9._-]{2,29}$")
RESERVED = {"admin", "administrator", "root", "system", "support", "kesher", "owner", "test"}


def problems(staff: Staff, *, by: Any) -> list[Problem]:
    if not staff.is_active:
        return [Problem("staff-left", _("This person has left. Please bring them back first."))]
    if staff.user_id:
        return [Problem("staff-joined", _("This person can already sign in."))]
    return staffing.standing_problems(staff, by=by)


@transaction.atomic
def invite(staff: Staff, *, by: Any, now: datetime) -> str:
    """The token, shown or sent once."""
    staff = staff.fresh()
    refuse_if(problems(staff, by=by))
    staff.invitations.filter(used_at=None).delete()
    token = f"{staff.business_id}-{secrets.token_urlsafe(24)}"
    staff.business.invitations.create(staff=staff, token_hash=hashed(token), expires_at=now + LASTS)
    record(Kind.STAFF_INVITED, staff, by=by, now=now)
    return token


def found(token: str, *, now: datetime) -> Invitation | None:
    """The open invitation of this token, of whatever business; its staff member and business come with it."""
    number, _dash, _secret = token.partition("-")
    business = (
        Business.objects.filter(pk=int(number)).first()
        if re.fullmatch(r"\d{1,18}", number, re.ASCII)
        else None
    )
    if business is None:
        return None
    with acting_for(business):
        invitations = business.invitations.select_related("staff", "business")
        invitation: Invitation | None = invitations.filter(token_hash=hashed(token)).first()
    is_good = (
        invitation and invitation.is_open(now) and invitation.staff.is_active and not invitation.staff.user_id
    )
    return invitation if is_good else None


def accept(token: str, *, user: User, now: datetime) -> Staff:
    """The place that the token offers becomes this user's."""
    invitation = found(token, now=now)
    if invitation is None:
        raise Refused([gone()])
    with acting_for(invitation.business_id), transaction.atomic():
        invitation = invitation.fresh()
        staff: Staff = invitation.staff.fresh()
        refuse_if(accepting_problems(invitation, staff, user=user, now=now))
        invitation.used_at = now
        invitation.save(update_fields=["used_at"])
        staff.user = user
        staff.save(update_fields=["user"])
        record(Kind.STAFF_JOINED, staff, by=staff, now=now)
        return staff


def accepting_problems(invitation: Invitation, staff: Staff, *, user: User, now: datetime) -> list[Problem]:
    if not invitation.is_open(now) or not staff.is_active or staff.user_id:
        return [gone()]
    if staff.business.staff.filter(user=user).exists():
        return [
            Problem(
                "place-taken",
                _(
                    "You have a place in this business already. Sign in with your other account, or make a new one."
                ),
            )
        ]
    return []


@transaction.atomic
def join(token: str, *, username: str, password: str, now: datetime) -> Staff:
    """A new sign-in with this name and (checked) password takes the place."""
    invitation = found(token, now=now)
    if invitation is None:
        raise Refused([gone()])
    username = username.strip().lower()
    refuse_if(name_problems(username))
    staff = invitation.staff
    user = User(
        username=username,
        email=free_email(staff.email),
        first_name=staff.first_name,
        last_name=staff.last_name,
    )
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise Refused([unusable(username)]) from None
    return accept(token, user=user, now=now)


def name_problems(username: str) -> list[Problem]:
    """Rule 5: what is malformed, reserved and taken is answered alike."""
    is_free = NAME.match(username) and username not in RESERVED
    if is_free and not User.objects.filter(username__iexact=username).exists():
        return []
    return [unusable(username)]


def unusable(username: str) -> Problem:
    sentence = _("This user name cannot be used. For example, this one can: %(name)s")
    return Problem("name-unusable", sentence % {"name": suggested(username)}, field="username")


def suggested(wanted: str) -> str:
    """A name near the wanted one that nobody has."""
    stem = re.sub(r"[^a-z0-9._-]", "", wanted.lower()).strip("._-")[:20] or "user"
    while True:
        name = f"{stem}{secrets.randbelow(9000) + 1000}"
        if not User.objects.filter(username__iexact=name).exists():
            return name


def free_email(email: str) -> str:
    """The address, unless another sign-in has it already."""
    return "" if User.objects.filter(email__iexact=email).exists() else email


def gone() -> Problem:
    return Problem("invitation-gone", _("This invitation is no longer valid. Please ask for a new one."))


def hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
