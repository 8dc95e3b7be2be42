"""What the form of a new inquiry begins with: the customer's facts, what the followed one had, the usual reminder."""

from typing import Any

from django.utils import timezone

from kesher.businesses.requests import StaffRequest
from kesher.calendar import presetting
from kesher.core.keys import key_from
from kesher.inquiries import following, suggesting
from kesher.inquiries.models import Inquiry, InquiryKind


def initial(request: StaffRequest, before: Inquiry | None, kind: str) -> dict[str, Any]:
    return going_on(request, before, kind) if before else given(request, kind)


def reminder(request: StaffRequest, kind: str) -> dict[str, Any]:
    """The usual one, unless the form came back without any."""
    is_asked = request.method != "POST" or request.POST.get("remind_at")
    return presetting.begins_with(request.business, kind) if is_asked else {}


def given(request: StaffRequest, kind: str) -> dict[str, Any]:
    """What the form starts with: whoever writes handles it, the customer's facts, the moment that was pressed."""
    initial: dict[str, Any] = {"staff": [request.staff], "customer": request.GET.get("customer", "")}
    if request.staff.branch_ids:
        initial["branch"] = min(request.staff.branch_ids)
    if request.GET.get("at"):
        initial["starts_at" if kind == InquiryKind.SERVICE_CALL else "target_at"] = request.GET["at"][:40]
    people = request.business.customers.visible_to(request.staff)
    customer = people.filter(pk=key_from(initial["customer"]) or 0).first()
    return initial | (suggested(customer, kind) if customer else {})


def going_on(request: StaffRequest, before: Inquiry, kind: str) -> dict[str, Any]:
    """What the followed one had; where it had nothing, the customer's facts."""
    had = {name: value for name, value in following.start(before, kind=kind).items() if value}
    people = request.business.customers.visible_to(request.staff)
    customer = people.filter(pk=before.customer_id).first() if before.customer_id else None
    return (suggested(customer, kind) if customer else {}) | had


def suggested(
    customer: Any, kind: str, *, site: str = "", equipment: str = "", is_site_left: bool = False
) -> dict[str, Any]:
    """Of suggesting.suggestion, for a site or equipment that is chosen already."""
    chosen = {
        "site": customer.sites.filter(pk=site).first() if site.isdecimal() else None,
        "equipment": customer.equipment.filter(pk=equipment).first() if equipment.isdecimal() else None,
    }
    return suggesting.suggestion(
        customer, kind=kind, day=timezone.localdate(), is_site_left=is_site_left, **chosen
    )
