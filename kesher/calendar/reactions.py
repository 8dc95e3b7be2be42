"""What this app does when others announce something."""

from typing import Any

from kesher.activity.reacting import Plan, together
from kesher.businesses.kinds import Kind as BusinessKind
from kesher.calendar import shipping


@together(BusinessKind.BUSINESS_OPENED)
def ship_calendar(business: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(carry_out=lambda entry: shipping.ship_lists(business, now=entry.at))
