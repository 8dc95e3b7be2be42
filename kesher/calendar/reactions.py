"""What this app does when others announce something."""

from typing import Any

from django.utils import timezone

from kesher.activity.reacting import Plan, together
from kesher.businesses.kinds import Kind as BusinessKind
from kesher.calendar import departures, shipping
from kesher.customers.kinds import Kind as CustomerKind


@together(BusinessKind.BUSINESS_OPENED)
def ship_calendar(business: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(carry_out=lambda entry: shipping.ship_lists(business, now=entry.at))


@together(BusinessKind.STAFF_LEFT)
def hand_over_meetings(staff: Any, by: Any, details: dict[str, Any]) -> Plan:
    successor = details.get("successor")
    return Plan(
        sentences=departures.sentences(staff, successor=successor, now=timezone.now()),
        carry_out=lambda entry: departures.hand_over(staff, successor=successor, by=by, now=entry.at),
    )


@together(CustomerKind.ERASED)
def forget_meetings(customer: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(carry_out=lambda entry: departures.forget(customer, now=entry.at))
