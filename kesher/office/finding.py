"""Searching everything: each domain gives one group of what it finds; the search shows them one below the other.

1. A source is a function `(staff, text) -> Group`; a new domain adds its own to SOURCES, in the order of the screen.
2. A group shows at most a handful; it says where the rest is.
3. Without a text there is what the staff member worked on last.
4. A whole customer number comes first, before the people whose telephone holds these digits.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q
from django.utils.translation import gettext as _
from markupsafe import Markup

from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.contracts.seeing import seen_by
from kesher.core import phones
from kesher.core.addresses import address
from kesher.customers import recalling, searching
from kesher.inquiries import searching as searching_inquiries
from kesher.inquiries import seeing
from kesher.inquiries.columns import KIND_ICONS, KIND_TONES

MOST = 8


@dataclass(frozen=True)
class Group:
    label: str
    found: list[dict[str, Any]] = field(default_factory=list)
    more_url: str = ""
    more_label: str = ""

    def __getitem__(self, name: str) -> Any:
        """The component reads groups as mappings."""
        return {"label": self.label, "items": self.found}[name]


def everything(staff: Staff, text: str) -> list[Group]:
    """The groups that found something; for an empty text the people worked on last."""
    text = text.strip()
    groups = [source(staff, text) for source in SOURCES] if text else [recent(staff)]
    return [group for group in groups if group.found]


def people(staff: Staff, text: str) -> Group:
    if not staff.may(Permission.CUSTOMER_VIEW):
        return Group("")
    seen = staff.business.customers.visible_to(staff).current()
    found = searching.found_first(seen, text, by=staff)
    rows = found.people.order_by("full_name", "pk").values_list("pk", "full_name", "phone", "number")[:MOST]
    number = searching.number_in(text)
    listed = sorted(rows, key=lambda row: row[3] != number)
    if number and not any(row[3] == number for row in rows):
        exact = seen.filter(number=number).values_list("pk", "full_name", "phone", "number")
        listed = [*exact, *listed][:MOST]
    rest = f"{address('customers:list', staff.business.slug)}?{urlencode({'q': text})}"
    return Group(
        _("Customers"),
        [item(staff, *row) for row in listed],
        rest if found.count > MOST else "",
        _("All people who match"),
    )


def recent(staff: Staff) -> Group:
    if not staff.may(Permission.CUSTOMER_VIEW):
        return Group("")
    return Group(
        _("Worked on last"), [item(staff, one.id, one.name, one.phone) for one in recalling.recent(staff)]
    )


def item(staff: Staff, pk: int, name: str, phone: str, number: int | None = None) -> dict[str, Any]:
    below = [phones.shown(phone)] if phone else []
    below += [f"#{number}"] if number else []
    apart = Markup(" · ").join(Markup('<bdi dir="ltr">{}</bdi>').format(part) for part in below)
    url = address("customers:profile", staff.business.slug, pk)
    return {"title": name, "sub": apart, "url": url, "avatar": name}


def inquiries(staff: Staff, text: str) -> Group:
    """By number or words, the active ones first; only those that this staff member sees."""
    if not staff.may(Permission.INQUIRY_VIEW):
        return Group("")
    seen = seeing.seen_by(staff).standing()
    found = searching_inquiries.found(seen, text).select_related("customer", "type")
    rows = list(found.order_by(F("closed_at").desc(nulls_first=True), "-pk")[: MOST + 1])
    number = searching.number_in(text)
    listed = sorted(rows[:MOST], key=lambda one: one.number != number)
    rest = f"{address('inquiries:list', staff.business.slug)}?{urlencode({'q': text, 'scope': 'all'})}"
    return Group(
        _("Inquiries"),
        [inquiry_item(one) for one in listed],
        rest if len(rows) > MOST else "",
        _("All inquiries that match"),
    )


def inquiry_item(one: Any) -> dict[str, Any]:
    about = [f"#{one.number}", str(one.customer or one.contact_name), str(one.type or "")]
    apart = Markup(" · ").join(Markup("<bdi>{}</bdi>").format(part) for part in about if part)
    return {
        "title": one.title or one.details[:60] or str(one.get_kind_display()),
        "sub": apart,
        "url": address("inquiries:show", one.business.slug, one.pk),
        "icon": KIND_ICONS[one.kind],
        "tone": KIND_TONES[one.kind],
    }


def contracts(staff: Staff, text: str) -> Group:
    """By name or number."""
    if not staff.may(Permission.CONTRACT_VIEW):
        return Group("")
    named = Q(name__icontains=text)
    if text.isdecimal():
        named |= Q(number=int(text[:15]))
    found = list(seen_by(staff).filter(named).select_related("customer")[: MOST + 1])
    rows = [
        {
            "title": one.name,
            "sub": Markup('{} · <bdi dir="ltr">{}</bdi>').format(one.customer, one.number),
            "url": address("contracts:show", staff.business.slug, one.pk),
            "icon": "file-certificate",
        }
        for one in found[:MOST]
    ]
    rest = f"{address('contracts:list', staff.business.slug)}?{urlencode({'q': text})}"
    more = rest if len(found) > MOST else ""
    return Group(_("Service contracts"), rows, more, _("All service contracts that match"))


SOURCES: list[Callable[[Staff, str], Group]] = [people, inquiries, contracts]
