from datetime import UTC, date, datetime
from itertools import count

from kesher.businesses import opening
from kesher.businesses.models import Business, Staff, User
from kesher.businesses.permissions import Module
from kesher.core.owning import acting_for

_next = count(1_000_001)
"""of one length: no name is the beginning of another"""
OPENED = datetime(2026, 1, 4, 8, tzinfo=UTC)
"""Long before the days that tests name, so that what holds for them does not hang on the day of the run."""
PASSWORD = "a long pass phrase"


def user(*, username="", email="", **fields):
    number = next(_next)
    made = User(username=username or f"user{number}", email=email or f"user{number}@example.com", **fields)
    made.set_unusable_password()
    made.save()
    return made


def business(*, slug="", name="", owner=None, is_active=True) -> Business:
    """A business with its owner; the codes of its modules are entered unless `is_active` is false."""
    slug = slug or f"business{next(_next)}"
    owner = owner or user(first_name="Orit", last_name=slug)
    made = opening.open_business(slug=slug, name=name or slug, owner=owner, now=OPENED)
    if is_active:
        made.activations.create(
            code="made", modules=list(Module.values), expires_on=date(2999, 1, 1), entered_at=OPENED
        )
    return made


def staff(business, *, role="owner", permissions=None, branches=(), **fields) -> Staff:
    """A staff member with a shipped role, or with exactly `permissions`."""
    with acting_for(business):
        fields = {"user": user(), "first_name": "Dana", "last_name": f"Levi{next(_next)}", **fields}
        made = business.staff.create(**fields)
        held = business.roles.get(key=role)
        if permissions is not None:
            held = business.roles.create(
                name=f"role{next(_next)}", permissions=[str(one) for one in permissions]
            )
        business.staff_roles.create(staff=made, role=held)
        for place in branches:
            business.staff_branches.create(staff=made, branch=place)
        return made


def branch(business, *, name="", **fields):
    with acting_for(business):
        return business.branches.create(name=name or f"branch{next(_next)}", **fields)
