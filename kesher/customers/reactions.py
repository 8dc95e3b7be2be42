"""What this app does when others announce something."""

from typing import Any

from kesher.activity.reacting import ANY, Plan, foresee, together
from kesher.businesses.kinds import Kind as BusinessKind
from kesher.customers import employing, handing_over, shipping, stamping
from kesher.customers.kinds import Kind


@together(BusinessKind.BUSINESS_OPENED)
def ship_lists(business: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(carry_out=lambda entry: shipping.ship_lists(business))  # noqa: ARG005


@together(BusinessKind.STAFF_LEFT, records=[Kind.CHANGED])
def hand_over_customers(staff: Any, by: Any, details: dict[str, Any]) -> Plan:
    successor = details.get("successor")
    return Plan(
        sentences=handing_over.sentences(staff, successor=successor),
        carry_out=lambda entry: handing_over.hand_over(staff, successor=successor, by=by, now=entry.at),
    )


@together(BusinessKind.STAFF_RETURNED, records=[Kind.CHANGED])
def give_back_customers(staff: Any, by: Any, details: dict[str, Any]) -> Plan:
    if not details.get("is_undo"):
        return Plan()
    return Plan(
        carry_out=lambda entry: handing_over.give_back(staff, left_at=details["left_at"], by=by, now=entry.at)
    )


@together(BusinessKind.STAFF_LEFT, records=[Kind.CONVERTED])
def note_left(staff: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    person = staff.person.first()
    if person is None:
        return Plan()
    ahead = foresee(Kind.CONVERTED, person, by=by, role=employing.ENDED)
    return Plan(
        sentences=ahead.sentences,
        problems=ahead.problems,
        carry_out=lambda entry: employing.note_left(staff, by=by, now=entry.at),
    )


@together(BusinessKind.STAFF_RETURNED, records=[Kind.CONVERTED])
def note_returned(staff: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(carry_out=lambda entry: employing.note_returned(staff, by=by, now=entry.at))


@together(ANY, many=stamping.stamp_all)
def stamp_person(subject: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(carry_out=stamping.stamp)
