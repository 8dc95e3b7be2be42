"""What this app does when others announce something."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.activity.models import Entry
from kesher.activity.reacting import Plan, afterwards, together
from kesher.businesses.kinds import Kind as BusinessKind
from kesher.businesses.models import Business
from kesher.calendar.kinds import Kind as CalendarKind
from kesher.customers import disclosing
from kesher.customers.kinds import Kind as CustomerKind
from kesher.entitlements.kinds import Kind as LotKind
from kesher.inquiries import (
    forgetting,
    handing_over,
    reckoning,
    reminding,
    searching,
    shipping,
    telling,
    visiting,
)
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import InquiryKind, Team

disclosing.also(parts=telling.parts, files=telling.files)


@together(BusinessKind.BUSINESS_OPENED)
def ship_lists(business: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(carry_out=lambda entry: shipping.ship_lists(business))  # noqa: ARG005


@together(Kind.CHANGED, Kind.ASSIGNED, records=[CalendarKind.REMINDER_CHANGED])
def move_reminder(inquiry: Any, by: Any, details: dict[str, Any]) -> Plan:
    changed = details.get("changes", {})
    return Plan(carry_out=lambda entry: reminding.follow(inquiry, changed, by=by, now=entry.at))


@together(CustomerKind.LIST_ROW_CHANGED, records=[CalendarKind.REMINDER_CHANGED])
def remind_who_is_in_the_team(row: Any, by: Any, details: dict[str, Any]) -> Plan:
    if not (isinstance(row, Team) and "staff" in details.get("changes", {})):
        return Plan()
    return Plan(carry_out=lambda entry: reminding.follow_team(row, by=by, now=entry.at))


@together(Kind.CLOSED, Kind.MERGED)
def silence_reminder(inquiry: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(carry_out=lambda entry: reminding.silence_ended(inquiry, since=entry.at))


@together(Kind.REOPENED, Kind.MERGE_UNDONE)
def give_back_reminder(inquiry: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(carry_out=lambda entry: reminding.give_back(inquiry))  # noqa: ARG005


@afterwards(
    CalendarKind.CALENDAR_CHANGED, CalendarKind.CALENDAR_TAKEN_BACK, CalendarKind.SPECIAL_DAY_ADDED,
    CalendarKind.SPECIAL_DAY_CHANGED, CalendarKind.SPECIAL_DAY_REMOVED, name=_("Response times after a change of the working calendar"),
)  # fmt: skip
def reckon_anew(entry: Entry) -> None:
    reckoning.reckon_all(Business.objects.get(pk=entry.business_id), now=timezone.now())


@together(Kind.CLOSED, Kind.REOPENED, records=[LotKind.CONSUMED, LotKind.REVERSED])
def use_up_visit(inquiry: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    if inquiry.kind != InquiryKind.SERVICE_CALL:
        return Plan()
    return Plan(carry_out=lambda entry: visiting.follow(inquiry, by=by, now=entry.at))


@together(Kind.CHANGED, records=[LotKind.CONSUMED, LotKind.REVERSED])
def use_up_visit_of_another_contract(inquiry: Any, by: Any, details: dict[str, Any]) -> Plan:
    if not (inquiry.is_closed and visiting.CHOOSING & set(details.get("changes", {}))):
        return Plan()
    return Plan(carry_out=lambda entry: visiting.follow(inquiry, by=by, now=entry.at, is_anew=True))


@together(
    Kind.TREATMENT_ADDED,
    Kind.TREATMENT_CHANGED,
    Kind.TREATMENT_REMOVED,
    records=[LotKind.CONSUMED, LotKind.REVERSED],
)
def use_up_visit_by_work(line: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    inquiry = line.inquiry
    if not inquiry.is_closed:
        return Plan()
    return Plan(carry_out=lambda entry: visiting.follow(inquiry, by=by, now=entry.at))


@together(BusinessKind.STAFF_LEFT, records=[Kind.ASSIGNED, CustomerKind.LIST_ROW_CHANGED])
def hand_over_inquiries(staff: Any, by: Any, details: dict[str, Any]) -> Plan:
    successor = details.get("successor")
    return Plan(
        sentences=handing_over.sentences(staff, successor=successor),
        carry_out=lambda entry: handing_over.hand_over(staff, successor=successor, by=by, now=entry.at),
    )


@together(BusinessKind.STAFF_RETURNED, records=[Kind.ASSIGNED, CustomerKind.LIST_ROW_CHANGED])
def give_back_inquiries(staff: Any, by: Any, details: dict[str, Any]) -> Plan:
    if not details.get("is_undo"):
        return Plan()
    return Plan(
        carry_out=lambda entry: handing_over.give_back(staff, left_at=details["left_at"], by=by, now=entry.at)
    )


@together(CustomerKind.CHANGED)
def find_by_new_name(customer: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    if not searching.NAMING & set(details.get("changes", {})):
        return Plan()
    return Plan(carry_out=lambda entry: searching.renew(customer))  # noqa: ARG005


@together(CustomerKind.MERGED, CustomerKind.MERGE_UNDONE)
def find_by_whom_they_are_of_now(customer: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(carry_out=lambda entry: searching.renew(customer))  # noqa: ARG005


@together(CustomerKind.ERASED)
def forget_inquiries(customer: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(
        sentences=forgetting.sentences(customer),
        problems=forgetting.problems(customer),
        carry_out=lambda entry: forgetting.forget(customer, now=entry.at),
    )
