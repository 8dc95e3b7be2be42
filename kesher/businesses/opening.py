"""Opening a business: the tenant, its shipped roles and its owner, whole or not at all.

1. The address (slug) is free, of Latin letters, digits and hyphens, and not a word the product uses itself.
2. The owner gets the owner's role; higher apps add their shipped lists in the same transaction.
3. The owner of the first business is entrusted with the installation.
"""

import re
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.businesses import entrusting
from kesher.businesses.kinds import Kind
from kesher.businesses.models import Business, Role, User
from kesher.businesses.permissions import SHIPPED_ROLES
from kesher.core.owning import acting_for
from kesher.core.refusals import Problem, refuse_if

SLUG = re.compile(r"^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$")
TAKEN = {"new", "admin", "api", "static", "accounts"}


def problems(*, slug: str) -> list[Problem]:
    if not SLUG.match(slug) or slug in TAKEN:
        sentence = _("The address may hold small Latin letters, digits and hyphens.")
        return [Problem("slug-invalid", sentence, field="slug")]
    if Business.objects.filter(slug=slug).exists():
        return [Problem("slug-taken", _("This address is taken. Please choose another."), field="slug")]
    return []


@transaction.atomic
def open_business(
    *, slug: str, name: str, owner: User, now: datetime, language: str = "he", **facts: Any
) -> Business:
    """A new business with `owner` as its first staff member; shipped names are in `language`."""
    refuse_if(problems(slug=slug))
    if not Business.objects.exists():
        entrusting.mark(owner, is_entrusted=True)
    business = Business.objects.create(slug=slug, name=name, created_at=now, **facts)
    with acting_for(business), translation.override(language):
        add_roles(business)
        staff = business.staff.create(
            user=owner,
            first_name=owner.first_name or owner.username,
            last_name=owner.last_name,
            email=owner.email,
        )
        business.staff_roles.create(staff=staff, role=business.roles.get(key="owner"))
        record(Kind.BUSINESS_OPENED, business, by=staff, now=now)
    return business


def add_roles(business: Business) -> None:
    business.roles.bulk_create(
        Role(
            business=business,
            key=key,
            name=str(name),
            permissions=[str(permission) for permission in permissions],
        )
        for key, (name, permissions) in SHIPPED_ROLES.items()
    )
