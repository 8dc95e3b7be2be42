"""What the page of one person reads, in statements that are put together once.

1. A person of another business, or of a branch that the staff member does not work in, is not there.
2. The person comes with stage, source, branch and account manager.
"""

from typing import Any

from kesher.businesses.models import Business, Staff
from kesher.core.statements import compiled
from kesher.customers.models import Customer


def seen_by(staff: Staff, *, customer_id: int) -> Customer | None:
    """The person, if this staff member may see them (rule 1)."""
    found = (one for one in person(staff.business, customer_id) if one.is_visible_to(staff))
    return next(found, None)


@compiled
def person(business: Business, customer_id: int) -> Any:
    whole = business.customers.select_related("stage", "source", "branch", "account_manager")
    return whole.filter(pk=customer_id)


@compiled
def tags(customer: Customer, business: Business) -> Any:
    """Those given, in the business's order."""
    return business.tags.filter(customer_links__customer=customer)


@compiled
def answers(customer: Customer) -> Any:
    """About consent, the newest first."""
    return customer.consents.all()


@compiled
def addresses(customer: Customer) -> Any:
    return customer.addresses.all()


@compiled
def periods(customer: Customer) -> Any:
    """As what, from when to when; the latest first."""
    return customer.role_periods.all()
