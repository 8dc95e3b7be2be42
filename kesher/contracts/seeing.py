"""Who sees which contracts: those of customers whom the staff member may see (branches)."""

from typing import Any

from kesher.businesses.models import Staff


def seen_by(staff: Staff) -> Any:
    people = staff.business.customers.visible_to(staff)
    return staff.business.contracts.filter(customer__in=people.values("pk"))
