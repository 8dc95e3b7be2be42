"""What this app does when others announce something."""

from typing import Any

from kesher.activity.reacting import ANY, Plan, together
from kesher.businesses.kinds import Kind as BusinessKind
from kesher.customers import handing_over, shipping, stamping


@together(BusinessKind.BUSINESS_OPENED)
def ship_lists(business: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(carry_out=lambda entry: shipping.ship_lists(business))  # noqa: ARG005


@together(BusinessKind.STAFF_LEFT)
def hand_over_customers(staff: Any, by: Any, details: dict[str, Any]) -> Plan:
    successor = details.get("successor")
    return Plan(
        sentences=handing_over.sentences(staff, successor=successor),
        carry_out=lambda entry: handing_over.hand_over(staff, successor=successor, by=by, now=entry.at),
    )


@together(BusinessKind.STAFF_RETURNED)
def give_back_customers(staff: Any, by: Any, details: dict[str, Any]) -> Plan:
    if not details.get("is_undo"):
        return Plan()
    return Plan(
        carry_out=lambda entry: handing_over.give_back(staff, left_at=details["left_at"], by=by, now=entry.at)
    )


@together(ANY)
def stamp_person(subject: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(carry_out=stamping.stamp)
