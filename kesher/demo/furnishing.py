"""What both demo businesses are opened with: accounts, an activation code, staff with their roles."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from kesher.businesses import activating, opening
from kesher.businesses.models import Business, Staff, User
from kesher.businesses.permissions import Module
from kesher.core.owning import acting_for

PASSWORD = "shalom-kesher-2026"  # noqa: S105 - printed for everybody
LEFT_OUT = {"נפילת רשת", "מזגן לא עובד", "ביקורת וירוסים", "הכנת גלופה", "הפקת דפוס"}
"""types that are shipped and that neither business needs"""
Hired = tuple[str, str, str, str, str]
"""what they do, user name, first name, last name, key of the role"""


@transaction.atomic
def opened(slug: str, team: Sequence[Hired], *, now: datetime, **facts: Any) -> Business:
    """A year ago; the first of the team is its owner."""
    business = opening.open_business(
        slug=slug, owner=account(*team[0][1:4]), now=now - timedelta(days=366), **facts
    )
    code = activating.issue(
        slug,
        modules=list(Module.values),
        expires_on=(now + timedelta(days=3650)).date(),
        key=activating.own_key(),
    )
    with acting_for(business):
        activating.activate(business, code=code, by=business.staff.get(), now=now - timedelta(days=365))
    return business


def account(username: str, first_name: str, last_name: str) -> User:
    user = User(
        username=username, first_name=first_name, last_name=last_name, email=f"{username}@example.co.il"
    )
    user.password = hashed(PASSWORD)
    user.save()
    return user


@cache
def hashed(password: str) -> str:
    """Slow on purpose, so once for all of them."""
    return make_password(password)


def hire(business: Business, team: Sequence[Hired]) -> list[Staff]:
    """Everybody of the team; the owner stands already."""
    staff = [business.staff.get()]
    for _role, username, first_name, last_name, key in team[1:]:
        user = account(username, first_name, last_name)
        row: Staff = business.staff.create(
            user=user, first_name=first_name, last_name=last_name, email=user.email
        )
        business.staff_roles.create(staff=row, role=business.roles.get(key=key))
        staff.append(row)
    return staff


def retire_types(business: Business, *, now: datetime) -> None:
    business.inquiry_types.filter(key="", name__in=LEFT_OUT).update(retired_at=now - timedelta(days=360))
