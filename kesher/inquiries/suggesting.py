"""What choosing a customer fills in at once (R123-R125), and what is worth knowing at intake.

1. Address, telephone, e-mail and contact person: the site's where it has them, else the customer's. While no site is chosen the
   contact person is the one whom all sites name.
2. A service call is at the customer's site where there is only one.
3. Of a service call the most specific valid contract and why it was chosen (AMB-14); the others are shown beside it.
4. Similar open calls of the same customer: the same equipment first, then the same site or type.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from kesher.contracts import covering
from kesher.customers.models import Customer, Equipment, Site
from kesher.inquiries.models import InquiryKind

MOST = 5
LIKENESS = {"equipment": 4, "site": 2, "type": 1}


def suggestion(
    customer: Customer,
    *,
    kind: str,
    day: date,
    site: Site | None = None,
    equipment: Equipment | None = None,
    priority: Any = None,
    is_site_left: bool = False,
) -> dict[str, Any]:
    """`is_site_left`: that there is none has been chosen."""
    site = site or (equipment.site if equipment else None if is_site_left else only_site(customer, kind))
    filled = {**ways_of(customer), **of_site(site)}
    filled["contact_name"] = filled["contact_name"] or agreed_contact(customer)
    choices = (
        covering.valid_contracts(customer, day=day, site=site, equipment=equipment)
        if kind == InquiryKind.SERVICE_CALL
        else []
    )
    first = choices[0] if choices else None
    return {
        **filled, "site": site, "equipment": equipment,
        "contract": first.contract if first else None, "contract_choice": first.reason if first else "",
        "other_contracts": choices[1:],
        "promise": covering.response_promise(first.contract, priority=priority, day=day) if first else None,
    }  # fmt: skip


def only_site(customer: Customer, kind: str) -> Site | None:
    """Rule 2."""
    if kind != InquiryKind.SERVICE_CALL:
        return None
    found = list(customer.sites.filter(retired_at=None)[:2])
    return found[0] if len(found) == 1 else None


def ways_of(customer: Customer) -> dict[str, str]:
    main = customer.addresses.order_by("-is_main", "id").first()
    contact = customer.full_name if not customer.is_company else ""
    return {
        "phone": customer.phone, "email": customer.email, "contact_name": contact,
        "address": str(main) if main else "",
    }  # fmt: skip


def agreed_contact(customer: Customer) -> str:
    """Rule 1: empty where the sites name several people, or one names nobody."""
    names = set(customer.sites.filter(retired_at=None).values_list("contact_name", flat=True))
    return names.pop() if len(names) == 1 else ""


def of_site(site: Site | None) -> dict[str, str]:
    if site is None:
        return {}
    given = {"phone": site.phone, "contact_name": site.contact_name, "address": site.address}
    return {name: value for name, value in given.items() if value}


def similar(
    customer: Customer,
    *,
    kind: str,
    chosen: Mapping[str, int | None] = MappingProxyType({}),
) -> list[Any]:
    """Rule 4: open ones of the kind, the nearest first. `chosen`: the ids of equipment, site and type, as far as known."""
    rows = customer.inquiries.active().filter(kind=kind).select_related("status", "type", "equipment")
    return sorted(rows.order_by("-id")[:50], key=lambda one: -likeness(one, chosen))[:MOST]


def likeness(inquiry: Any, chosen: Mapping[str, int | None]) -> int:
    return sum(
        weight
        for name, weight in LIKENESS.items()
        if chosen.get(name) and chosen[name] == getattr(inquiry, f"{name}_id")
    )
