"""Hiring staff and changing their details, roles and branches (R076-R080, AMB-48).

1. A staff member has a first name and at least one role; the other details of AMB-48 are free.
2. An e-mail address belongs to one active staff member of the business.
3. Nobody gives roles with rights that they do not hold, and nobody changes somebody who holds more than they do.
4. Whoever is limited to branches gives only these, and at least one of them, and decides only about staff who work
   nowhere else.
5. The last owner who can sign in keeps the owner's role.
6. A change is recorded with what was there before; of an ID number only that it changed.
7. Each reading of an ID number is recorded; the page shows it to who may change staff and see ID numbers.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.businesses import granting
from kesher.businesses.kinds import Kind
from kesher.businesses.models import Branch, Business, Role, Staff
from kesher.core import identities, phones
from kesher.core.refusals import Problem, refuse_if

DETAILS = (
    "first_name", "last_name", "email", "phone", "id_number", "birthday", "gender", "employee_number", "hired_on",
)  # fmt: skip
HIDDEN = {"id_number"}


def problems(
    business: Business,
    staff: Staff | None = None,
    *,
    details: dict[str, Any],
    roles: Collection[Role],
    branches: Collection[Branch],
    by: Any,
    today: date,
) -> list[Problem]:
    return [
        *(standing_problems(staff, by=by) if staff else []),
        *detail_problems(business, staff, details=details, today=today),
        *role_problems(staff, roles=roles, by=by),
        *branch_problems(branches, by=by),
    ]


def detail_problems(
    business: Business, staff: Staff | None, *, details: dict[str, Any], today: date
) -> list[Problem]:
    found = []
    if not details.get("first_name"):
        found.append(Problem("name-missing", _("Please enter a name."), field="first_name"))
    if details.get("id_number") and not identities.is_identity(details["id_number"]):
        sentence = _("This ID number is not right: its check digit does not fit.")
        found.append(Problem("id-wrong", sentence, field="id_number"))
    if details.get("birthday") and details["birthday"] > today:
        found.append(Problem("birthday-ahead", _("A birthday cannot be in the future."), field="birthday"))
    return [*found, *email_problems(business, staff, details.get("email", ""))]


def email_problems(business: Business, staff: Staff | None, email: str) -> list[Problem]:
    """Rule 2."""
    others = business.staff.active().exclude(pk=staff.pk if staff else 0)
    if not email or not others.filter(email__iexact=email).exists():
        return []
    return [Problem("email-taken", _("Another staff member has this e-mail address."), field="email")]


def role_problems(staff: Staff | None, *, roles: Collection[Role], by: Any) -> list[Problem]:
    if not roles:
        return [Problem("role-missing", _("Please choose at least one role."), field="roles")]
    held = set(staff.roles.all()) if staff else set()
    given = {
        right for role in roles if role not in held and not role.retired_at for right in role.permissions
    }
    found = [Problem(one.code, one.sentence, field="roles") for one in granting.beyond(by, given)]
    if staff and is_last_owner(staff) and not any(role.key == granting.OWNER for role in roles):
        sentence = _("The last owner keeps the owner's role. Please make somebody else an owner first.")
        found.append(Problem("last-owner", sentence, field="roles"))
    return found


def branch_problems(branches: Collection[Branch], *, by: Any) -> list[Problem]:
    """Rule 4."""
    if by is None or not by.branch_ids:
        return []
    if branches and {branch.pk for branch in branches} <= by.branch_ids:
        return []
    return [Problem("branch-beyond", _("Please choose among your own branches."), field="branches")]


def standing_problems(staff: Staff, *, by: Any) -> list[Problem]:
    """Whether `by` may decide about this person at all (rules 3 and 4)."""
    found = [
        Problem(one.code, _("This person holds rights that you do not hold."))
        for one in granting.beyond(by, staff.permissions)
    ]
    if by is None or not by.branch_ids or (staff.branch_ids and staff.branch_ids <= by.branch_ids):
        return found
    return [*found, Problem("staff-beyond", _("This person works outside your branches."))]


def is_last_owner(staff: Staff) -> bool:
    """Whether nobody else who can sign in is an owner."""
    owners = {owner.pk for owner in owners_of(staff.business)}
    return staff.pk in owners and len(owners) == 1


def owners_of(business: Business) -> Any:
    return business.staff.active().filter(
        role_links__role__key=granting.OWNER, user__isnull=False, user__is_active=True
    )


@transaction.atomic
def hire(
    business: Business,
    *,
    roles: Collection[Role],
    branches: Collection[Branch] = (),
    by: Any,
    now: datetime,
    **details: Any,
) -> Staff:
    """A new staff member, without a sign-in until invited; `details` are fields of DETAILS."""
    granting.lock(business)
    today = timezone.localdate(now)
    refuse_if(problems(business, details=details, roles=roles, branches=branches, by=by, today=today))
    staff: Staff = business.staff.create(**normalised(details))
    assign(staff, roles=roles, branches=branches)
    record(Kind.STAFF_HIRED, staff, by=by, now=now, roles=list(roles), branches=list(branches))
    return staff


@transaction.atomic
def change(
    staff: Staff,
    *,
    roles: Collection[Role],
    branches: Collection[Branch],
    by: Any,
    now: datetime,
    **details: Any,
) -> Staff:
    granting.lock(staff.business)
    staff = staff.fresh()
    whole = {**{name: getattr(staff, name) for name in DETAILS}, **details}
    today = timezone.localdate(now)
    refuse_if(
        problems(staff.business, staff, details=whole, roles=roles, branches=branches, by=by, today=today)
    )
    before, wanted = known(staff), normalised(details)
    for name, value in wanted.items():
        setattr(staff, name, value)
    staff.save(update_fields=list(wanted))
    assign(staff, roles=roles, branches=branches)
    staff = staff.fresh()
    changed = changes(before, known(staff))
    if changed:
        record(Kind.STAFF_CHANGED, staff, by=by, now=now, changes=told(changed))
    return staff


@transaction.atomic
def read_identity(staff: Staff, *, by: Any, now: datetime) -> str:
    """The ID number, written down as viewed."""
    if staff.id_number:
        record(Kind.STAFF_IDENTITY_READ, staff, by=by, now=now)
    return staff.id_number


def assign(staff: Staff, *, roles: Collection[Role], branches: Collection[Branch]) -> None:
    """Gives exactly these roles and branches."""
    business = staff.business
    staff.role_links.exclude(role__in=roles).delete()
    staff.branch_links.exclude(branch__in=branches).delete()
    had_roles = set(staff.role_links.values_list("role", flat=True))
    had_branches = set(staff.branch_links.values_list("branch", flat=True))
    for role in roles:
        if role.pk not in had_roles:
            business.staff_roles.create(staff=staff, role=role)
    for branch in branches:
        if branch.pk not in had_branches:
            business.staff_branches.create(staff=staff, branch=branch)


def known(staff: Staff) -> dict[str, Any]:
    """What the log compares."""
    return {
        **{name: getattr(staff, name) for name in DETAILS},
        "roles": sorted(str(role) for role in staff.roles.all()),
        "branches": sorted(str(branch) for branch in staff.branches.all()),
    }


def normalised(details: dict[str, Any]) -> dict[str, Any]:
    kept = dict(details)
    if kept.get("phone"):
        phone = phones.parsed(kept["phone"])
        kept["phone"] = phone.e164 if phone else kept["phone"][:20]
    if kept.get("id_number"):
        kept["id_number"] = identities.normalised(kept["id_number"])
    if kept.get("email"):
        kept["email"] = kept["email"].strip().lower()
    return kept


def told(changed: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {name: ["…", "…"] if name in HIDDEN else pair for name, pair in changed.items()}
