"""What this app does when others announce something."""

from typing import Any

from kesher.activity.reacting import Plan, together
from kesher.businesses.kinds import Kind as BusinessKind
from kesher.customers import merging
from kesher.customers.kinds import Kind as CustomerKind
from kesher.messaging import noticing


@together(BusinessKind.STAFF_LEFT)
def end_notices(staff: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(carry_out=lambda entry: noticing.end(staff, now=entry.at))


@together(CustomerKind.ERASED)
def blank_notices(customer: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    ids = merging.merged_ids(customer)
    return Plan(carry_out=lambda entry: noticing.blank(customer.business, customer_ids=ids))  # noqa: ARG005
