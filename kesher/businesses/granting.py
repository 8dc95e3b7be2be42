"""Roles and rights: who may do what, and who may say so.

1. A role has a name of its own and rights of the product's list.
2. Nobody gives rights that they do not hold, and nobody changes a role that holds more than they do.
3. The owner's role keeps the rights to manage staff and the business, and is not retired.
4. A role that active staff hold is not retired; a retired role gives no rights.
5. A shipped role can be put back to the rights that it was shipped with.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.businesses.kinds import Kind
from kesher.businesses.models import Business, Role
from kesher.businesses.permissions import SHIPPED_ROLES, Permission
from kesher.core.refusals import Problem, refuse_if, refused_when_taken

OWNER = "owner"
KEPT_BY_OWNERS = frozenset({str(Permission.STAFF_EDIT), str(Permission.BUSINESS_EDIT)})


def problems(
    business: Business, role: Role | None = None, *, name: str, permissions: Iterable[str], by: Any
) -> list[Problem]:
    found = []
    if not name:
        found.append(Problem("name-missing", _("Please enter a name."), field="name"))
    others = business.roles.exclude(pk=role.pk) if role else business.roles.all()
    if others.filter(name=name).exists():
        found.append(name_taken())
    if role and role.key == OWNER and not set(permissions) >= KEPT_BY_OWNERS:
        sentence = _("The owner's role keeps the rights to manage staff and the business.")
        found.append(Problem("owner-kept", sentence, field="permissions"))
    return [*found, *beyond(by, {*permissions, *(role.permissions if role else ())})]


def name_taken() -> Problem:
    return Problem("name-taken", _("There is a role with this name already."), field="name")


def beyond(by: Any, permissions: Iterable[str]) -> list[Problem]:
    """Rule 2; the system (`by` is None) may give everything."""
    if by is None or set(permissions) <= by.permissions:
        return []
    sentence = _("This includes rights that you do not hold yourself. Please ask somebody who holds them.")
    return [Problem("right-not-held", sentence, field="permissions")]


def retiring_problems(role: Role, *, by: Any) -> list[Problem]:
    if role.key == OWNER:
        return [Problem("owner-kept", _("The owner's role cannot be retired."))]
    holders = [
        str(link.staff) for link in role.staff_links.filter(staff__left_at=None).select_related("staff")
    ]
    if holders:
        sentence = _("Staff still hold this role: %(names)s. Please give them another one first.")
        return [Problem("role-held", sentence % {"names": ", ".join(holders[:5])})]
    return beyond(by, role.permissions)


@transaction.atomic
def add(business: Business, *, name: str, permissions: Iterable[str], by: Any, now: datetime) -> Role:
    permissions = known(permissions)
    refuse_if(problems(business, name=name, permissions=permissions, by=by))
    with refused_when_taken(name_taken()):
        role: Role = business.roles.create(name=name, permissions=permissions)
    record(Kind.ROLE_ADDED, role, by=by, now=now, permissions=permissions)
    return role


@transaction.atomic
def change(role: Role, *, name: str, permissions: Iterable[str], by: Any, now: datetime) -> Role:
    lock(role.business)
    role, wanted = role.fresh(), {"name": name, "permissions": known(permissions)}
    refuse_if(problems(role.business, role, name=name, permissions=wanted["permissions"], by=by))
    changed = changes({"name": role.name, "permissions": known(role.permissions)}, wanted)
    if changed:
        role.name, role.permissions = name, wanted["permissions"]
        with refused_when_taken(name_taken()):
            role.save(update_fields=["name", "permissions"])
        record(Kind.ROLE_CHANGED, role, by=by, now=now, changes=changed)
    return role


def reset(role: Role, *, by: Any, now: datetime) -> Role:
    """Rule 5; the name stays."""
    return change(role, name=role.name, permissions=shipped(role), by=by, now=now)


@transaction.atomic
def retire(role: Role, *, by: Any, now: datetime) -> Role:
    lock(role.business)
    role = role.fresh()
    refuse_if(retiring_problems(role, by=by))
    role.retired_at = now
    role.save(update_fields=["retired_at"])
    record(Kind.ROLE_RETIRED, role, by=by, now=now)
    return role


@transaction.atomic
def restore(role: Role, *, by: Any, now: datetime) -> Role:
    role = role.fresh()
    refuse_if(beyond(by, role.permissions))
    role.retired_at = None
    role.save(update_fields=["retired_at"])
    record(Kind.ROLE_RESTORED, role, by=by, now=now)
    return role


def shipped(role: Role) -> list[str]:
    return known(map(str, SHIPPED_ROLES[role.key][1])) if role.key in SHIPPED_ROLES else []


def is_as_shipped(role: Role) -> bool:
    return known(role.permissions) == shipped(role)


def known(permissions: Iterable[str]) -> list[str]:
    """Rights of the product's list, in its order."""
    given = set(permissions)
    return [value for value in Permission.values if value in given]


def lock(business: Business) -> None:
    """Whoever changes rights or places waits for the others: the last owner cannot be lost in a race."""
    Business.objects.select_for_update(no_key=True).get(pk=business.pk)
