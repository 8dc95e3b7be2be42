"""What this app does when others announce something."""

from typing import Any

from kesher.activity.reacting import Plan, together
from kesher.businesses.kinds import Kind as BusinessKind
from kesher.calendar.kinds import Kind as CalendarKind
from kesher.inquiries import reminding, shipping
from kesher.inquiries.kinds import Kind


@together(BusinessKind.BUSINESS_OPENED)
def ship_lists(business: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(carry_out=lambda entry: shipping.ship_lists(business))  # noqa: ARG005


@together(Kind.CHANGED, Kind.ASSIGNED, records=[CalendarKind.REMINDER_CHANGED])
def move_reminder(inquiry: Any, by: Any, details: dict[str, Any]) -> Plan:
    changed = details.get("changes", {})
    return Plan(carry_out=lambda entry: reminding.follow(inquiry, changed, by=by, now=entry.at))


@together(Kind.CLOSED, Kind.REMOVED, Kind.MERGED, records=[CalendarKind.REMINDER_REMOVED])
def forget_reminder(inquiry: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(carry_out=lambda entry: reminding.forget_ended(inquiry, by=by, now=entry.at))
