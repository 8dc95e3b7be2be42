"""What a person is to the business changes: lead, customer, former customer, staff member, in any direction (AMB-41).

1. One person throughout: each role has periods with from and to; what was before stays known (A045-A049).
2. A lead who becomes a customer moves to the stage "converted"; who becomes a lead again starts at the first stage.
3. Staff comes on top of the others (employing.py).
4. What must be settled first is asked of the higher domains and shown before; with their problems, nothing happens.
5. The last conversion can be undone: role, stage and periods are exactly as before, while nothing else has changed them.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.activity.reacting import Foreseen, foresee, refuse_if_changed
from kesher.activity.recording import changes, record
from kesher.businesses import departing, granting
from kesher.businesses.models import Branch, Staff
from kesher.businesses.models import Role as StaffRole
from kesher.core.refusals import Problem, refuse_if
from kesher.core.words import isolated
from kesher.customers import employing, standing
from kesher.customers.employing import ENDED, STAFF
from kesher.customers.kinds import Kind
from kesher.customers.models import Conversion, Customer, Role, RoleKind, Stage, StageGroup

PERIODS = {Role.LEAD: RoleKind.LEAD, Role.CUSTOMER: RoleKind.CUSTOMER}
"""a former customer has no period of its own: the customer's has ended"""
STAGE_GROUPS = {(Role.LEAD, Role.CUSTOMER): StageGroup.CONVERTED}
LABELS = {Role.LEAD: Role.LEAD.label, Role.CUSTOMER: Role.CUSTOMER.label, Role.FORMER: Role.FORMER.label}


def targets(customer: Customer) -> list[str]:
    """What this person can become."""
    roles = [role.value for role in Role if role != customer.role]
    if customer.role == Role.LEAD:
        roles.remove(Role.FORMER)
    return [*roles, ENDED if employing.is_staff(customer) else STAFF]


def problems(customer: Customer, *, to: str, by: Any) -> list[Problem]:
    found = standing.problems(customer)
    if to in {STAFF, ENDED}:
        return [*found, *employing.problems(customer, to=to, by=by)]
    if to not in targets(customer):
        found.append(Problem("role-same", _("This person cannot be converted to this role.")))
    return found


def foreseen(customer: Customer, *, to: str, by: Any, successor: Staff | None = None) -> Foreseen:
    """All that the conversion would bring with it, and what must be settled first."""
    found = problems(customer, to=to, by=by)
    if found:
        return Foreseen(sentences=[], problems=found)
    if to == ENDED:
        leaving = departing.foreseen(customer.staff, successor=successor, by=by)
        stays = _("%(name)s stays in the business as: %(role)s.") % told(customer, customer.role)
        return Foreseen(sentences=[*leaving.sentences, stays], problems=leaving.problems)
    ahead = foresee(Kind.CONVERTED, customer, by=by, role=to)
    return Foreseen(sentences=[*sentences(customer, to=to), *ahead.sentences], problems=ahead.problems)


def sentences(customer: Customer, *, to: str) -> list[str]:
    if to == STAFF:
        stays = _("%(name)s stays in the business as: %(role)s.") % told(customer, customer.role)
        return [_("%(name)s gets a place as a staff member.") % {"name": isolated(customer)}, stays]
    found = [_("From today %(name)s is: %(role)s.") % told(customer, to)]
    stage = next_stage(customer, to=to)
    if stage:
        found.append(_("The stage becomes: %(stage)s.") % {"stage": stage})
    return found


def told(customer: Customer, role: str) -> dict[str, Any]:
    return {"name": isolated(customer), "role": LABELS[Role(role)]}


@transaction.atomic
def convert(
    customer: Customer,
    *,
    to: str,
    by: Any,
    now: datetime,
    seen: str = "",
    roles: Collection[StaffRole] = (),
    branches: Collection[Branch] = (),
    successor: Staff | None = None,
) -> Customer:
    """`roles` and `branches` are for staff, `successor` for who stops being staff; `seen` as in archiving."""
    if to in {STAFF, ENDED}:
        granting.lock(customer.business)
    customer = customer.locked()
    ahead = foreseen(customer, to=to, by=by, successor=successor)
    refuse_if(ahead.problems)
    refuse_if_changed(seen, ahead)
    before = snapshot(customer)
    if to == STAFF:
        employing.employ(customer, roles=roles, branches=branches, by=by, now=now)
    elif to == ENDED:
        employing.dismiss(customer, successor=successor, by=by, now=now)
    else:
        move(customer, to=to, by=by, now=now)
    keep(customer.fresh(), before, by=by, now=now)
    return customer.fresh()


def move(customer: Customer, *, to: str, by: Any, now: datetime) -> None:
    """From one of the three roles to another."""
    today, before = timezone.localdate(now), {"role": customer.role, "stage": customer.stage}
    stage = next_stage(customer, to=to)
    for role in PERIODS.values():
        if role != PERIODS.get(Role(to)):
            employing.end_period(customer, role, today=today)
    if Role(to) in PERIODS:
        employing.open_period(customer, PERIODS[Role(to)], today=today)
    customer.role, customer.stage = to, stage or customer.stage
    customer.save(update_fields=["role", "stage"])
    changed = changes(before, {"role": str(to), "stage": customer.stage})
    record(Kind.CONVERTED, customer, by=by, now=now, role=to, changes=changed)


def next_stage(customer: Customer, *, to: str) -> Stage | None:
    """Rule 2; None: the stage stays."""
    group = StageGroup.IN_PROGRESS if to == Role.LEAD else STAGE_GROUPS.get((Role(customer.role), Role(to)))
    if group is None or (customer.stage and customer.stage.group == group):
        return None
    stage: Stage | None = customer.business.stages.filter(group=group, retired_at=None).first()
    return stage


def snapshot(customer: Customer) -> dict[str, Any]:
    periods = customer.role_periods.order_by("id")
    return {
        "role": customer.role,
        "stage": customer.stage_id,
        "is_staff": employing.is_staff(customer),
        "periods": [
            [p.pk, p.role, p.starts_on.isoformat(), p.ends_on and p.ends_on.isoformat()] for p in periods
        ],
    }


def keep(customer: Customer, before: dict[str, Any], *, by: Any, now: datetime) -> Conversion:
    kept: Conversion = customer.conversions.create(
        business_id=customer.business_id,
        staff=by,
        undo={"before": before, "after": snapshot(customer)},
        converted_at=now,
    )
    return kept


def last_of(customer: Customer) -> Conversion | None:
    """The conversion that `undo` would take back."""
    last: Conversion | None = customer.conversions.filter(undone_at=None).first()
    return last


def is_about_staff(conversion: Conversion) -> bool:
    """Whether a place as a staff member was taken up or left."""
    return bool(conversion.undo["before"]["is_staff"] != conversion.undo["after"]["is_staff"])


def undo_problems(customer: Customer, last: Conversion | None, *, by: Any) -> list[Problem]:
    found = standing.problems(customer)
    if last is None:
        return [*found, Problem("conversion-none", _("There is no conversion to undo."))]
    if is_about_staff(last):
        found += employing.right_problems(by=by)
    now, after = snapshot(customer), last.undo["after"]
    if (now["role"], now["is_staff"], now["periods"]) != (after["role"], after["is_staff"], after["periods"]):
        found.append(
            Problem("roles-changed", _("The roles have changed since, so this cannot be undone any more."))
        )
    return found


@transaction.atomic
def undo(customer: Customer, *, by: Any, now: datetime) -> Customer:
    granting.lock(customer.business)
    customer = customer.locked()
    last = last_of(customer)
    refuse_if(undo_problems(customer, last, by=by))
    assert last is not None  # noqa: S101 – undo_problems refuses
    before = last.undo["before"]
    changed = {"role": [customer.role, before["role"]]} if customer.role != before["role"] else {}
    if employing.is_staff(customer) and not before["is_staff"]:
        employing.dismiss(customer, successor=None, by=by, now=now)
    elif before["is_staff"] and not employing.is_staff(customer):
        departing.bring_back(customer.staff, by=by, now=now, is_undo=True)
    put_back(customer, before)
    last.undone_at = now
    last.save(update_fields=["undone_at"])
    record(Kind.CONVERSION_UNDONE, customer, by=by, now=now, changes=changed)
    return customer.fresh()


def put_back(customer: Customer, before: dict[str, Any]) -> None:
    """Role, stage and periods exactly as they were."""
    periods = {pk: (starts_on, ends_on) for pk, _role, starts_on, ends_on in before["periods"]}
    customer.role_periods.exclude(pk__in=periods).delete()
    for pk, (starts_on, ends_on) in periods.items():
        customer.role_periods.filter(pk=pk).update(starts_on=starts_on, ends_on=ends_on)
    customer.role = before["role"]
    customer.stage = customer.business.stages.filter(pk=before["stage"]).first()
    customer.save(update_fields=["role", "stage"])
