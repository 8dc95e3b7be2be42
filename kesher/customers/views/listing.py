"""The list page: the whole page, the list alone when filters change, the next rows when one scrolls."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kesher.businesses.guards import staff_may
from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core import actions
from kesher.core.addresses import address
from kesher.core.icons import icon
from kesher.core.pages import fragment, is_fragment_request, page
from kesher.customers import filtering, listing, numbers, phrasing, saved_views, searching
from kesher.customers.bulk_verbs import VERBS, Verb
from kesher.customers.columns import Column, plain
from kesher.customers.filtering import Choice, Wanted
from kesher.customers.listing import Page
from kesher.customers.models import Role
from kesher.customers.searching import MOST
from kesher.customers.viewing import ViewedList

SEARCH_FIELD = "list-search"
"""the id of the search field: the one part that a list fragment leaves alone"""


@staff_may(Permission.CUSTOMER_VIEW)
def list_customers(request: StaffRequest) -> HttpResponse:
    wanted, choices = asked(request)
    columns = listing.columns_of(wanted, choices, by=request.staff)
    after = request.GET.get("after", "")
    count, shown = found(request.staff, wanted, columns, after=after)
    rows = row_parts(request, columns, shown, wanted)
    if after and is_fragment_request(request):
        return fragment(request, "customers/list_rows.html", "rows", **rows)
    around = surroundings(request, wanted, choices, columns)
    response = page(
        request, "customers/list.html", block="list", count_text=count_text(count), **rows, **around
    )
    kept = "HX-Replace-Url" if is_typing(request) else "HX-Push-Url"
    response[kept] = here(request, wanted.query())
    return response


def is_typing(request: StaffRequest) -> bool:
    return request.headers.get("HX-Trigger") == SEARCH_FIELD


def found(by: Staff, wanted: Wanted, columns: list[Column], *, after: str) -> tuple[int, Page]:
    """How many people are asked for, and a page of them."""
    asked_for: dict[str, Any] = {"sort": wanted.sort, "by": by, "today": timezone.localdate()}
    if not after and not wanted.is_narrowed:
        return listing.everybody(by), listing.opening(columns, **asked_for)
    gathered = listing.people_of(by.business, wanted, by=by, today=asked_for["today"])
    first = None if wanted.sort else searching.number_in(wanted.text)
    return gathered.count, listing.page_of(gathered.people, columns, after=after, first=first, **asked_for)


def count_text(count: int) -> str:
    if count > MOST:
        return _("%(count)s+ people") % {"count": f"{MOST:,}"}
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": count}


def row_parts(request: StaffRequest, columns: list[Column], shown: Page, wanted: Wanted) -> dict[str, Any]:
    """What the rows are drawn from."""
    return {
        "rows": shown.rows,
        "next_url": next_url(request, wanted, shown.after),
        "columns": columns,
        "base_url": here(request),
        "may_change": request.staff.may(Permission.CUSTOMER_EDIT) and not wanted.is_archived,
        "may_select": bool(verbs(request, wanted)),
        "is_mobile": numbers.is_mobile,
        "select_label": _("Select %(name)s"),
        "menu_label": _("Actions for %(name)s"),
        "dots": icon("dots-vertical"),
    }


def asked(request: StaffRequest) -> tuple[Wanted, dict[str, list[Choice]]]:
    """The address read; the business's lists are looked up only when it names one of their rows."""
    choices = filtering.choices_of(request.business) if filtering.asks_for_rows(request.GET) else {}
    return filtering.wanted(request.GET, choices), choices


def here(request: StaffRequest, query: str = "", name: str = "customers:list") -> str:
    url = address(name, request.business.slug)
    return f"{url}?{query}" if query else url


def next_url(request: StaffRequest, wanted: Wanted, after: str) -> str:
    query = wanted.query()
    return here(request, f"{query}{'&' if query else ''}after={after}") if after else ""


def surroundings(
    request: StaffRequest, wanted: Wanted, choices: dict[str, list[Choice]], columns: list[Column]
) -> dict[str, Any]:
    """Everything around the rows."""
    query = wanted.query()
    views = saved_views.seen_by(request.staff, list_key=VIEWED.key)
    all_tabs = VIEWED.tabs(request, query, fixed=BUILT_IN, views=views)
    view = next((view for view in views if view.query == query), None)
    return {
        "wanted": wanted,
        "query": query,
        "partial": is_fragment_request(request),
        "fragment_search": not is_typing(request),
        "state": [(name, value) for name, value in parse_qsl(query) if name != "q"],
        "tabs": all_tabs,
        "view": view,
        "view_menu": VIEWED.menu(request, view) if view else [],
        "is_worth_saving": not any(tab["is_active"] for tab in all_tabs),
        "chips": [
            {"label": one.label, "remove_url": here(request, wanted.without(one.name))}
            for one in phrasing.sentences(wanted, choices)
        ],
        "clear_url": here(request, Wanted(sort=wanted.sort, columns=wanted.columns).query()),
        "heads": [head(request, wanted, column) for column in [NAME, *columns]],
        "sorts": sorts(request, wanted),
        "bulk_actions": bulk_actions(request, wanted),
        "row_actions": [] if wanted.is_archived else actions.rows_menu(request.staff),
        "import_url": import_url(request),
        "may": may(request),
    }


def of_role(role: str) -> str:
    return Wanted(chosen={"role": (role,)}).query()


def written(request: StaffRequest, query: str) -> str:
    return filtering.wanted(QueryDict(query), filtering.choices_of(request.business)).query()


NAME = Column("name", gettext_lazy("Name"), (), plain("full_name"), sort="name")
BUILT_IN = (
    (gettext_lazy("All"), ""),
    (gettext_lazy("Leads"), of_role(Role.LEAD)),
    (gettext_lazy("Customers"), of_role(Role.CUSTOMER)),
    (gettext_lazy("Former customers"), of_role(Role.FORMER)),
)
VIEWED = ViewedList("customers", home="customers:list", pages="customers:{}_view", written=written)


def head(request: StaffRequest, wanted: Wanted, column: Column) -> dict[str, Any]:
    minus, sort = listing.split(wanted.sort)
    is_sorted = bool(column.sort) and column.sort == sort
    turned = f"-{column.sort}" if is_sorted and not minus else column.sort
    return {
        "label": column.label,
        "sort_url": here(request, wanted.query(sort="" if turned == listing.SORT else turned))
        if column.sort
        else "",
        "sorted": ("descending" if minus else "ascending") if is_sorted else "",
    }


def sorts(request: StaffRequest, wanted: Wanted) -> list[dict[str, Any]]:
    labels = {
        "": _("By name"),
        "-added": _("Newest first"),
        "-changed": _("Last changed first"),
        "number": _("By number"),
        "birthday": _("By birthday"),
    }
    return [
        {
            "label": label,
            "url": here(request, replace(wanted, sort=sort).query()),
            "is_active": wanted.sort == sort,
        }
        for sort, label in labels.items()
    ]


def may(request: StaffRequest) -> dict[str, bool]:
    rights = {
        "add": Permission.CUSTOMER_ADD,
        "archive": Permission.CUSTOMER_ARCHIVE,
        "take": Permission.CUSTOMER_EXPORT,
        "bring": Permission.CUSTOMER_IMPORT,
    }
    return {name: request.staff.may(right) for name, right in rights.items()}


def verbs(request: StaffRequest, wanted: Wanted) -> list[Verb]:
    """What can be done to many; the archive has verbs of its own."""
    may = request.staff.may
    if not may(Permission.CUSTOMER_EDIT):
        return []
    return [one for one in VERBS.values() if one.in_archive == wanted.is_archived and may(one.right)]


def bulk_actions(request: StaffRequest, wanted: Wanted) -> list[dict[str, Any]]:
    """The list's address goes along, for "all in the list"."""
    query = urlencode({"list": wanted.query()})
    return [
        {
            "label": verb.label,
            "url": f"{here(request, name=f'customers:bulk_{verb.key}')}?{query}",
            "icon": verb.icon,
            "tone": "danger" if verb.key == "archive" else "",
            "drawer": True,
        }
        for verb in verbs(request, wanted)
    ]


def import_url(request: StaffRequest) -> str:
    """Where lists are brought in."""
    return here(request, name="customers:import") if request.staff.may(Permission.CUSTOMER_IMPORT) else ""
