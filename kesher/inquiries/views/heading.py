"""Over the rows of the handling screen: kinds, whose, the columns' heads and the orders."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesher.businesses.requests import StaffRequest
from kesher.inquiries import asking, listing, phrasing
from kesher.inquiries.asking import Wanted
from kesher.inquiries.columns import Column, plain
from kesher.inquiries.views import addressing

TABS: tuple[tuple[str, Any, str], ...] = (
    ("", gettext_lazy("All together"), "inbox"),
    ("task", gettext_lazy("Tasks"), "checkbox"),
    ("message", gettext_lazy("Messages"), "message"),
    ("service-call", gettext_lazy("Service calls"), "tool"),
    ("meeting", gettext_lazy("Meetings"), "calendar"),
    ("documentation", gettext_lazy("Documentation"), "file-text"),
)
SORTS: tuple[tuple[str, Any], ...] = (
    ("", gettext_lazy("Next target first")),
    ("priority", gettext_lazy("Most urgent first")),
    ("-changed", gettext_lazy("Last changed first")),
    ("-opened", gettext_lazy("Newest first")),
    ("opened", gettext_lazy("Oldest first")),
    ("-number", gettext_lazy("By number")),
)
SUBJECT = Column("subject", gettext_lazy("Inquiry"), (), plain("title"), sort="number")


def tabs(request: StaffRequest, wanted: Wanted) -> list[dict[str, Any]]:
    """One's own inquiries of all kinds together, each kind by itself, and the customers with their history."""
    now = wanted.kinds[0] if len(wanted.kinds) == 1 else ""
    found = [
        {"label": label, "icon": picture, "url": addressing.here(request, wanted.beside(kind=kind)), "is_active": kind == now}
        for kind, label, picture in TABS
    ]  # fmt: skip
    url = addressing.here(request, name="inquiries:customers")
    return [
        *found,
        {"label": _("Customers"), "icon": "users", "url": url, "is_active": False, "is_away": True},
    ]


def scopes(request: StaffRequest, wanted: Wanted) -> list[dict[str, Any]]:
    """Whose; all only for staff who see everybody's."""
    return [
        {
            "label": phrasing.SCOPE_LABELS[scope],
            "url": addressing.here(request, wanted.beside(scope="" if scope == "mine" else scope)),
            "is_active": scope == wanted.scope,
        }
        for scope in asking.SCOPES
    ]


def head(request: StaffRequest, wanted: Wanted, column: Column) -> dict[str, Any]:
    minus, sort = listing.split(addressing.order(wanted))
    is_sorted = bool(column.sort) and column.sort == sort
    turned = f"-{column.sort}" if is_sorted and not minus else column.sort
    return {
        "label": column.label,
        "sort_url": addressing.here(request, wanted.query(sort="" if turned == "target" else turned))
        if column.sort
        else "",
        "sorted": ("descending" if minus else "ascending") if is_sorted else "",
    }


def sorts(request: StaffRequest, wanted: Wanted) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": addressing.here(request, replace(wanted, sort=sort).query()),
            "is_active": wanted.sort == sort,
        }
        for sort, label in SORTS
    ]
