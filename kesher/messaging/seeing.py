"""What a staff member may be told of.

1. Nobody is told of a person whom they may not see, neither on their pages nor by mail or push.
2. What is about no person is told to whoever it is for.
"""

from typing import Any

from django.db.models import Q

from kesher.businesses.models import Staff


def tellable(rows: Any, staff: Staff, *, field: str = "customer_id") -> Any:
    """The rows whose person (a plain number in `field`) this staff member may see."""
    if not staff.branch_ids:
        return rows
    people = staff.business.customers.visible_to(staff).values("pk")
    return rows.filter(Q(**{field: None}) | Q(**{f"{field}__in": people}))


def may_know(staff: Staff, customer_id: int | None) -> bool:
    if customer_id is None or not staff.branch_ids:
        return True
    return bool(staff.business.customers.visible_to(staff).filter(pk=customer_id).exists())
