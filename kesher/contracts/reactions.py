"""What this app does when others announce something."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.activity.models import Entry
from kesher.activity.reacting import Plan, afterwards, together
from kesher.businesses.kinds import Kind as BusinessKind
from kesher.businesses.models import Business
from kesher.contracts import handing_over, holding, warning
from kesher.contracts.kinds import Kind
from kesher.customers.kinds import Kind as CustomerKind
from kesher.entitlements.kinds import Kind as LotKind


@together(BusinessKind.STAFF_LEFT, records=[Kind.CHANGED])
def hand_over_contracts(staff: Any, by: Any, details: dict[str, Any]) -> Plan:
    successor = details.get("successor")
    return Plan(
        sentences=handing_over.sentences(staff, successor=successor),
        carry_out=lambda entry: handing_over.hand_over(staff, successor=successor, by=by, now=entry.at),
    )


@together(BusinessKind.STAFF_RETURNED, records=[Kind.CHANGED])
def give_back_contracts(staff: Any, by: Any, details: dict[str, Any]) -> Plan:
    if not details.get("is_undo"):
        return Plan()
    return Plan(
        carry_out=lambda entry: handing_over.give_back(staff, left_at=details["left_at"], by=by, now=entry.at)
    )


@together(CustomerKind.ARCHIVED, CustomerKind.CONVERTED)
def say_what_is_held(customer: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(sentences=holding.sentences(customer, timezone.localdate()))


@together(CustomerKind.ERASED)
def settle_before_erasing(customer: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(problems=holding.erase_problems(customer, timezone.localdate()))


@afterwards(LotKind.CONSUMED, LotKind.ADJUSTED, name=_("Warning of used hours"))
def warn_of_used_hours(entry: Entry) -> None:
    business = Business.objects.get(pk=entry.business_id)
    for lot in business.lots.filter(pk=entry.subject_id).select_related("business"):
        warning.warn_of_lot(lot, day=timezone.localdate(), now=timezone.now())
