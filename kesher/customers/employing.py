"""A person becomes a staff member, and stops being one (A046, A084). A person may be staff and customer at once.

1. The place as a staff member is a row of its own, filled from the person's details and tied to the person.
2. Who was staff before gets the same place back, with the roles chosen now.
3. Only who may manage staff does it; the rules of hiring and leaving hold.
4. However a place is left or taken up again (here or under the settings of staff), the person's period and log follow.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.businesses import departing, staffing
from kesher.businesses.models import Branch, Role, Staff
from kesher.businesses.permissions import Permission
from kesher.core.refusals import Problem
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer, RoleKind

STAFF, ENDED = "staff", "staff-ended"
COPIED = ("first_name", "last_name", "email", "phone", "birthday", "gender", "id_number")


def problems(customer: Customer, *, to: str, by: Any) -> list[Problem]:
    if found := right_problems(by=by):
        return found
    if to == STAFF and customer.is_company:
        return [Problem("company", _("A company cannot become a staff member."))]
    is_employed = is_staff(customer)
    if to == STAFF and is_employed:
        return [Problem("staff-already", _("This person is a staff member already."))]
    if to == ENDED and not is_employed:
        return [Problem("staff-not", _("This person is not a staff member."))]
    return []


def right_problems(*, by: Any) -> list[Problem]:
    """Rule 3."""
    return (
        []
        if by.may(Permission.STAFF_EDIT)
        else [Problem("staff-right", _("Only who may manage staff can do this."))]
    )


def is_staff(customer: Customer) -> bool:
    return bool(customer.staff_id) and customer.staff.is_active


def employ(
    customer: Customer, *, roles: Collection[Role], branches: Collection[Branch], by: Any, now: datetime
) -> None:
    """Within the caller's transaction, the customer held."""
    if customer.staff_id:
        staff = departing.bring_back(customer.staff, by=by, now=now)
        staffing.change(staff, roles=roles, branches=branches, by=by, now=now)
        return
    details = {name: getattr(customer, name) for name in COPIED}
    details["phone"] = details["phone"][:20]
    details["first_name"], details["last_name"] = details["first_name"][:60], details["last_name"][:60]
    customer.staff = staffing.hire(
        customer.business, roles=roles, branches=branches, by=by, now=now, **details
    )
    customer.save(update_fields=["staff"])
    start(customer, by=by, now=now)


def dismiss(customer: Customer, *, successor: Staff | None, by: Any, now: datetime) -> None:
    departing.leave(customer.staff, successor=successor, by=by, now=now)


def person_of(staff: Staff) -> Customer | None:
    person: Customer | None = staff.person.select_for_update().first()
    return person


def note_left(staff: Staff, *, by: Any, now: datetime) -> None:
    """Rule 4: the period ends today, at the earliest on its own first day."""
    person = person_of(staff)
    if person:
        end_period(person, RoleKind.STAFF, today=timezone.localdate(now))
        record(Kind.CONVERTED, person, by=by, now=now, role=ENDED, changes={"staff": [str(staff), None]})


def note_returned(staff: Staff, *, by: Any, now: datetime) -> None:
    person = person_of(staff)
    if person:
        start(person, by=by, now=now)


def start(person: Customer, *, by: Any, now: datetime) -> None:
    open_period(person, RoleKind.STAFF, today=timezone.localdate(now))
    record(Kind.CONVERTED, person, by=by, now=now, role=STAFF, changes={"staff": [None, str(person.staff)]})


def open_period(customer: Customer, role: str, *, today: date) -> None:
    if not customer.role_periods.filter(role=role, ends_on=None).exists():
        customer.role_periods.create(business_id=customer.business_id, role=role, starts_on=today)


def end_period(customer: Customer, role: str, *, today: date) -> None:
    for period in customer.role_periods.filter(role=role, ends_on=None):
        period.ends_on = max(today, period.starts_on)
        period.save(update_fields=["ends_on"])
