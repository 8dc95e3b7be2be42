"""What becomes of a staff member's customers when they leave, and when that is undone.

1. The customers that they manage get the successor as account manager, or none; each change stands in its log.
2. Archived people go along, so that nobody is left with an account manager who has left.
3. As a person, the one who leaves is staff until that day.
4. Undoing gives back the customers that the successor still manages.
"""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import ngettext_lazy

from kesher.activity.models import Entry
from kesher.activity.recording import record
from kesher.businesses.models import Staff
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer, RoleKind, RolePeriod


def sentences(staff: Staff, *, successor: Staff | None) -> list[Any]:
    count = staff.managed_customers.count()
    if not count:
        return []
    if successor is None:
        text = ngettext_lazy(
            "%(count)s customer is left without an account manager.",
            "%(count)s customers are left without an account manager.",
            "count",
        )
        return [text % {"count": count}]
    text = ngettext_lazy(
        "%(name)s becomes the account manager of %(count)s customer.",
        "%(name)s becomes the account manager of %(count)s customers.",
        "count",
    )
    return [text % {"count": count, "name": successor}]


def hand_over(staff: Staff, *, successor: Staff | None, by: Any, now: datetime) -> None:
    for customer in staff.managed_customers.select_for_update().order_by("id"):
        give(customer, successor, before=staff, by=by, now=now, handed_over_from=staff.pk)
    end_employment(staff, today=timezone.localdate(now))


def give(
    customer: Customer, manager: Staff | None, *, before: Staff | None, by: Any, now: datetime, **details: Any
) -> None:
    customer.account_manager = manager
    customer.save(update_fields=["account_manager"])
    change = {"account_manager": [str(before) if before else None, str(manager) if manager else None]}
    record(Kind.CHANGED, customer, by=by, now=now, changes=change, **details)


def end_employment(staff: Staff, *, today: date) -> None:
    """Rule 3: the period ends today, at the earliest on its own first day."""
    periods = staff.business.role_periods.filter(customer__staff=staff, role=RoleKind.STAFF, ends_on=None)
    for period in periods:
        period.ends_on = max(today, period.starts_on)
        period.save(update_fields=["ends_on"])


def give_back(staff: Staff, *, left_at: datetime, by: Any, now: datetime) -> None:
    """Rule 4."""
    entries = Entry.objects.of(staff.business).filter(kind=Kind.CHANGED, at__gte=left_at)
    handed = entries.filter(details__handed_over_from=staff.pk).values_list("customer_id", "details")
    names = {customer_id: details["changes"]["account_manager"][1] for customer_id, details in handed}
    people = (
        staff.business.customers.select_for_update(of=("self",))
        .select_related("account_manager")
        .order_by("id")
    )
    for customer in people.filter(pk__in=names):
        manager = customer.account_manager
        if (str(manager) if manager else None) == names[customer.pk]:
            give(customer, staff, before=manager, by=by, now=now)
    reopen_employment(staff, today=timezone.localdate(left_at))


def reopen_employment(staff: Staff, *, today: date) -> None:
    ended: list[RolePeriod] = list(
        staff.business.role_periods.filter(customer__staff=staff, role=RoleKind.STAFF, ends_on__gte=today)
    )
    for period in ended[:1]:
        period.ends_on = None
        period.save(update_fields=["ends_on"])
