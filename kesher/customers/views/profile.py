"""The page of one person: head, tabs, and the boxes that each app hangs in by address."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core import actions
from kesher.core.actions import Section, Tab
from kesher.core.addresses import address
from kesher.core.pages import page
from kesher.customers import portrait, unmerging
from kesher.customers.models import Customer, Merge
from kesher.customers.views import contact, details

DETAILS = "details"
OFFERED = (Section.DETAILS, Section.FILES, Section.INJURIES, Section.NOTES, Section.PROFILE)
"""what the plus button offers beside the details; each other tab says it itself"""
OF_PERSON = (Section.PROFILE, *(one for one in Section if one not in OFFERED))
"""what the ⋮ of the head offers: the person as a whole, and what the plus button leaves out"""


@staff_may(Permission.CUSTOMER_VIEW)
def profile(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = whole(request, customer_id)
    if customer.merged_into_id:
        return redirect("customers:profile", request.business.slug, customer.merged_into_id)
    offered = {one.key: (one, url) for one, url in parts(request, customer)}
    tab = request.GET.get("tab", DETAILS)
    one, url = offered.get(tab, (None, ""))
    shown = head_facts(request, customer) | {"merges": merges(request, customer)}
    shown |= {
        "tab": tab if one else DETAILS,
        "tabs": tabs(request, customer, offered, tab if one else DETAILS),
    }
    shown["plus"] = plus(request, customer, one.sections if one else OFFERED)
    if one:
        shown["part_url"] = url
    else:
        shown |= contact.facts(request, customer) | {"boxes": boxes(request, customer)}
    return page(request, "customers/profile.html", block="tab", **shown)


@staff_may(Permission.CUSTOMER_VIEW)
def head(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = whole(request, customer_id)
    shown = head_facts(request, customer) | {"merges": merges(request, customer)}
    return page(request, "customers/part.html", block="part", part="customers/profile_head.html", **shown)


@staff_may(Permission.CUSTOMER_VIEW)
def card(request: StaffRequest, customer_id: int) -> HttpResponse:
    """All details on one sheet of paper."""
    customer = whole(request, customer_id)
    shown = head_facts(request, customer) | contact.facts(request, customer)
    shown |= details.facts(request, customer, has_branches=customer.branch is not None)
    return page(request, "customers/card.html", **shown)


def whole(request: StaffRequest, customer_id: int) -> Customer:
    """The person with what the head shows."""
    customer = portrait.seen_by(request.staff, customer_id=customer_id)
    if customer is None:
        raise Http404
    return customer


def head_facts(request: StaffRequest, customer: Customer) -> dict[str, Any]:
    return {
        "customer": customer,
        "tags": portrait.tags(customer, request.business),
        "age": customer.age(timezone.localdate()),
        "quick": [one.item(customer) for one in quick(request, customer)],
        "menu": actions.menu_for(customer, request.staff, OF_PERSON),
        "may_edit": may_edit(request, customer),
    }


def merges(request: StaffRequest, customer: Customer) -> list[Merge]:
    """Those that can be undone from here."""
    if not (request.staff.may(Permission.CUSTOMER_MERGE) and customer.is_current):
        return []
    return unmerging.open_of(customer, by=request.staff, now=timezone.now())


def quick(request: StaffRequest, customer: Customer) -> list[actions.Action]:
    return [one for one in actions.actions_for(Section.PROFILE, customer, request.staff) if one.is_quick]


def may_edit(request: StaffRequest, customer: Customer) -> bool:
    return request.staff.may(Permission.CUSTOMER_EDIT) and customer.is_current


def plus(request: StaffRequest, customer: Customer, offered: tuple[Section, ...]) -> list[dict[str, Any]]:
    return actions.plus_for(customer, request.staff, offered)


def parts(request: StaffRequest, customer: Customer) -> list[tuple[Tab, str]]:
    """The tabs that somebody serves, with their addresses."""
    found = [(one, part_url(one.url_name, customer)) for one in actions.tabs_for(request.staff)]
    return [(one, url) for one, url in found if url]


def tabs(
    request: StaffRequest, customer: Customer, offered: dict[str, tuple[Tab, str]], current: str
) -> list[dict[str, Any]]:
    url = address("customers:profile", request.business.slug, customer.pk)
    found = [
        ("details", _("Details"), "id"),
        *((one.key, one.label, one.icon) for one, _url in offered.values()),
    ]
    return [
        {"label": label, "icon": icon, "url": f"{url}?tab={key}", "is_active": key == current}
        for key, label, icon in found
    ]


def boxes(request: StaffRequest, customer: Customer) -> list[str]:
    """The addresses of boxes 3 and 4, for who may see them. A company has no injuries, unless some were written down."""
    rights = {"customers:files_of": Permission.FILE_VIEW}
    if not customer.is_company or customer.injuries.filter(removed_at=None).exists():
        rights["customers:injuries_of"] = Permission.INJURY_VIEW
    urls = [part_url(name, customer) for name, right in rights.items() if request.staff.may(right)]
    return [url for url in urls if url]


def part_url(name: str, customer: Any) -> str:
    """Where a part stands; empty while nobody serves it."""
    try:
        return address(name, customer.business.slug, customer.pk)
    except NoReverseMatch:
        return ""
