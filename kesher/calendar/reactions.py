"""What this app does when others announce something, and what it tells every open page."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.activity.reacting import Plan, together
from kesher.businesses.kinds import Kind as BusinessKind
from kesher.businesses.models import Staff
from kesher.calendar import departures, reminding, shipping
from kesher.calendar.kinds import Kind
from kesher.customers import merging
from kesher.customers.kinds import Kind as CustomerKind
from kesher.messaging import pulse

ON_SCREEN = 50


@pulse.reminds
def what_is_due(staff: Staff, now: datetime) -> list[pulse.Due]:
    return [
        pulse.Due(copy.pk, copy.reminder.subject_label, copy.reminder.path, copy.due_at)
        for copy in reminding.due(staff, now)[:ON_SCREEN]
    ]


@together(BusinessKind.STAFF_LEFT)
def end_reminders(staff: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    count = staff.reminder_copies.filter(dismissed_at=None).count()
    return Plan(
        sentences=[_("Reminders that end: %(count)s.") % {"count": count}] if count else [],
        carry_out=lambda entry: reminding.end(staff, now=entry.at),
    )


@together(BusinessKind.STAFF_RETURNED)
def give_back_reminders(staff: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    if not details.get("is_undo"):
        return Plan()
    return Plan(carry_out=lambda entry: reminding.give_back(staff, left_at=details["left_at"]))  # noqa: ARG005


@together(CustomerKind.ERASED)
def blank_reminders(customer: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    ids = merging.merged_ids(customer)
    return Plan(carry_out=lambda entry: reminding.blank(customer.business, customer_ids=ids))  # noqa: ARG005


@together(BusinessKind.BUSINESS_OPENED)
def ship_calendar(business: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(carry_out=lambda entry: shipping.ship_lists(business, now=entry.at))


@together(BusinessKind.STAFF_LEFT, records=[Kind.MEETING_CHANGED, Kind.FEED_REVOKED])
def hand_over_meetings(staff: Any, by: Any, details: dict[str, Any]) -> Plan:
    successor = details.get("successor")
    return Plan(
        sentences=departures.sentences(staff, successor=successor, now=timezone.now()),
        carry_out=lambda entry: departures.hand_over(staff, successor=successor, by=by, now=entry.at),
    )


@together(BusinessKind.STAFF_RETURNED, records=[Kind.MEETING_CHANGED])
def give_back_meetings(staff: Any, by: Any, details: dict[str, Any]) -> Plan:
    if not details.get("is_undo"):
        return Plan()
    return Plan(
        carry_out=lambda entry: departures.give_back(staff, left_at=details["left_at"], by=by, now=entry.at)
    )


@together(CustomerKind.ERASED)
def forget_meetings(customer: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(
        sentences=departures.sentences_of_erasing(customer),
        carry_out=lambda entry: departures.forget(customer, now=entry.at),
    )
