"""Inquiries by customer: the tab of the handling screen with each customer's history (R152, R153), and the profile's tab;
the calls of a contract and of a piece of equipment.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core import actions
from kesher.core.addresses import address
from kesher.core.pages import page
from kesher.customers import searching
from kesher.inquiries import histories
from kesher.inquiries.asking import Wanted
from kesher.inquiries.views import addressing, heading, offering

SHOWN = 50
NEWEST = 20
"""calls of a contract or a piece of equipment on its page; the rest is one press away"""


@staff_may(Permission.INQUIRY_VIEW)
def list_customers(request: StaffRequest) -> HttpResponse:
    """Whoever has inquiries that this staff member sees, the last changed first."""
    text = request.GET.get("q", "")[:100].strip()
    people = request.business.customers.visible_to(request.staff)
    if text:
        people = searching.found(people, text, by=request.staff)
    rows = histories.by_customer(people, by=request.staff)
    tabs = [{**one, "is_active": "is_away" in one} for one in heading.tabs(request, Wanted())]
    shown: dict[str, Any] = {"rows": rows[:SHOWN], "has_more": len(rows) > SHOWN, "text": text, "tabs": tabs}
    shown |= {"adding": offering.adding(request), "base_url": addressing.here(request)}
    shown |= {"row_actions": actions.rows_menu(request.staff), "customers_url": customers_url(request)}
    return page(request, "inquiries/customers.html", block="list", now=timezone.now(), **shown)


def customers_url(request: StaffRequest) -> str:
    """Below it stand the pages of people; empty for who may not see them."""
    may_see = request.staff.may(Permission.CUSTOMER_VIEW)
    return address("customers:list", request.business.slug) if may_see else ""


@staff_may(Permission.INQUIRY_VIEW)
def history_of(request: StaffRequest, customer_id: int) -> HttpResponse:
    """All inquiries and meetings of one customer, newest first."""
    customer = get_object_or_404(request.business.customers.visible_to(request.staff), pk=customer_id)
    rows = histories.of_customer(customer, by=request.staff, now=timezone.now())
    shown: dict[str, Any] = {"customer": customer, "rows": rows, "may_add": customer.is_current}
    shown["adding"] = of_customer(offering.adding(request), customer.pk) if customer.is_current else []
    list_url = f"{addressing.here(request)}?scope=all&customer={customer.pk}"
    profile_url = address("customers:profile", request.business.slug, customer.pk)
    return page(
        request, "inquiries/history.html", block="box", list_url=list_url, profile_url=profile_url, **shown
    )


@staff_may(Permission.INQUIRY_VIEW)
def of_contract(request: StaffRequest, contract_id: int) -> HttpResponse:
    """The calls under a contract; a part of its page."""
    contract = get_object_or_404(theirs(request, request.business.contracts), pk=contract_id)
    return calls(request, contract, contract=contract)


@staff_may(Permission.INQUIRY_VIEW)
def of_equipment(request: StaffRequest, equipment_id: int) -> HttpResponse:
    """The calls about a piece of equipment; a part of the profile."""
    equipment = get_object_or_404(theirs(request, request.business.equipment), pk=equipment_id)
    return calls(request, equipment, equipment=equipment)


def theirs(request: StaffRequest, rows: Any) -> Any:
    return rows.filter(customer__in=request.business.customers.visible_to(request.staff).values("pk"))


def calls(request: StaffRequest, subject: Any, **which: Any) -> HttpResponse:
    rows = histories.of_rows(by=request.staff, now=timezone.now(), **which)
    shown = rows if "all" in request.GET else rows[:NEWEST]
    all_url = f"{request.path}?all=1" if len(rows) > len(shown) else ""
    profile_url = address("customers:profile", request.business.slug, subject.customer_id)
    return page(
        request,
        "inquiries/calls.html",
        block="part",
        subject=subject,
        rows=shown,
        profile_url=profile_url,
        all_url=all_url,
    )


def of_customer(adding: list[dict[str, Any]], customer_id: int) -> list[dict[str, Any]]:
    return [{**one, "url": f"{one['url']}?customer={customer_id}"} for one in adding]
