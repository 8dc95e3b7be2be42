"""What this app does when others announce something."""

from typing import Any

from kesher.activity.reacting import Plan, together
from kesher.businesses.kinds import Kind as BusinessKind
from kesher.inquiries import shipping


@together(BusinessKind.BUSINESS_OPENED)
def ship_lists(business: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(carry_out=lambda entry: shipping.ship_lists(business))  # noqa: ARG005
