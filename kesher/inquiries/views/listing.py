"""The handling screen: the whole page, the list alone when filters change, the next rows when one scrolls."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import HttpResponse, QueryDict
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.icons import icon
from kesher.core.pages import fragment, is_fragment_request, page
from kesher.customers import saved_views
from kesher.customers.searching import MOST
from kesher.customers.viewing import ViewedList
from kesher.inquiries import asking, filtering, listing, phrasing
from kesher.inquiries.asking import Choice, Wanted
from kesher.inquiries.bulk_changing import VERBS
from kesher.inquiries.columns import Column, plain
from kesher.inquiries.listing import Found, Page

SEARCH_FIELD = "list-search"
"""the id of the search field: the one part that a list fragment leaves alone"""
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
ADDED: tuple[tuple[str, tuple[str, ...], Any, str, Permission], ...] = (
    ("inquiries:add", ("message",), gettext_lazy("New message"), "message-plus", Permission.INQUIRY_ADD),
    ("inquiries:add", ("task",), gettext_lazy("New task"), "checkbox", Permission.INQUIRY_ADD),
    ("inquiries:add", ("service-call",), gettext_lazy("New service call"), "tool", Permission.INQUIRY_ADD),
    ("calendar:add_meeting", (), gettext_lazy("New meeting"), "calendar-plus", Permission.DIARY_EDIT),
    ("inquiries:add", ("documentation",), gettext_lazy("New documentation"), "file-text", Permission.INQUIRY_ADD),
)  # fmt: skip
"""the chooser of the five kinds (AMB-22)"""


@staff_may(Permission.INQUIRY_VIEW)
def list_inquiries(request: StaffRequest) -> HttpResponse:
    (wanted, choices), now, by = asked(request), timezone.now(), request.staff
    found = listing.found(wanted, by=by, now=now)
    columns = listing.columns_of(wanted)
    after = request.GET.get("after", "")
    shown = listing.page_of(found, columns, sort=order(wanted), after=after, by=by, now=now)
    rows = row_parts(request, columns, shown, wanted)
    if after and is_fragment_request(request):
        return fragment(request, "inquiries/list_rows.html", "rows", **rows)
    around = surroundings(request, wanted, choices, columns)
    response = page(
        request, "inquiries/list.html", block="list", count_text=count_text(found), **rows, **around
    )
    kept = "HX-Replace-Url" if is_quiet(request) else "HX-Push-Url"
    response[kept] = here(request, wanted.query())
    return response


def order(wanted: Wanted) -> str:
    return wanted.sort or ("-closed" if wanted.scope == "closed" or wanted.is_of_record else "")


def is_quiet(request: StaffRequest) -> bool:
    """Typing, or fetching again what others changed: the address keeps its place in the history."""
    return request.headers.get("HX-Trigger") in {SEARCH_FIELD, "list-state"}


def count_text(found: Found) -> str:
    if found.count > MOST:
        return _("%(count)s+ rows") % {"count": f"{MOST:,}"}
    return ngettext("%(count)s row", "%(count)s rows", found.count) % {"count": found.count}


def row_parts(request: StaffRequest, columns: list[Column], shown: Page, wanted: Wanted) -> dict[str, Any]:
    """What the rows are drawn from."""
    slug = request.business.slug
    return {
        "rows": shown.rows,
        "next_url": next_url(request, wanted, shown.after),
        "columns": columns,
        "base_url": here(request),
        "customers_url": address("customers:list", slug),
        "meetings_url": url_or_none("calendar:diary", slug) + "meetings/",
        "may_edit": request.staff.may(Permission.INQUIRY_EDIT),
        "select_label": _("Select %(name)s"),
        "menu_label": _("Actions for %(name)s"),
        "dots": icon("dots-vertical"),
        "icons": {row.icon: icon(row.icon) for row in shown.rows},
    }


def url_or_none(name: str, *parts: Any) -> str:
    """Empty while nobody serves it."""
    try:
        return address(name, *parts)
    except NoReverseMatch:
        return ""


def asked(request: StaffRequest) -> tuple[Wanted, dict[str, list[Choice]]]:
    """The address read; the business's lists are looked up only when it names one of their rows."""
    if not filtering.asks_for_rows(request.GET):
        return asking.wanted(request.GET, {}), {}
    choices = filtering.choices_of(request.business, request.GET, by=request.staff)
    return asking.wanted(request.GET, choices), choices


def here(request: StaffRequest, query: str = "", name: str = "inquiries:list") -> str:
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
    return {
        **views_of(request, wanted, query),
        "wanted": wanted,
        "query": query,
        "partial": is_fragment_request(request),
        "fragment_search": request.headers.get("HX-Trigger") != SEARCH_FIELD,
        "state": [(name, value) for name, value in parse_qsl(query) if name != "q"],
        "tabs": tabs(request, wanted),
        "scopes": scopes(request, wanted),
        "everywhere_url": here(request, wanted.beside(scope="all", kind="")),
        "chips": [
            {"label": one.label, "remove_url": here(request, wanted.without(one.name))}
            for one in phrasing.sentences(wanted, choices)
        ],
        "clear_url": here(request, wanted.cleared()),
        "heads": [head(request, wanted, column) for column in [SUBJECT, *columns]],
        "sorts": sorts(request, wanted),
        "adding": adding(request),
        "bulk_actions": bulk_actions(request, query),
        "may": may(request),
        "serves": {
            name: url_or_none(f"inquiries:{name}", request.business.slug, 1) for name in ("convert", "remove")
        },
    }


def views_of(request: StaffRequest, wanted: Wanted, query: str) -> dict[str, Any]:
    """The saved views, the one that the address says, and whether what is seen is worth keeping."""
    views = saved_views.seen_by(request.staff, list_key=VIEWED.key)
    view = next((view for view in views if view.query == query), None)
    return {
        "views": VIEWED.tabs(request, query, fixed=(), views=views),
        "view": view,
        "view_menu": VIEWED.menu(request, view) if view else [],
        "is_worth_saving": view is None and bool(wanted.is_narrowed or wanted.sort or wanted.columns),
    }


def written(request: StaffRequest, query: str) -> str:
    asked_for = QueryDict(query)
    choices = filtering.choices_of(request.business, asked_for, by=request.staff)
    return asking.wanted(asked_for, choices).query()


VIEWED = ViewedList("inquiries", home="inquiries:list", pages="inquiries:{}_view", written=written)


def tabs(request: StaffRequest, wanted: Wanted) -> list[dict[str, Any]]:
    """One's own inquiries of all kinds together, each kind by itself, and the customers with their history."""
    now = wanted.kinds[0] if len(wanted.kinds) == 1 else ""
    found = [
        {"label": label, "icon": picture, "url": here(request, wanted.beside(kind=kind)), "is_active": kind == now}
        for kind, label, picture in TABS
    ]  # fmt: skip
    url = here(request, name="inquiries:customers")
    return [
        *found,
        {"label": _("Customers"), "icon": "users", "url": url, "is_active": False, "is_away": True},
    ]


def scopes(request: StaffRequest, wanted: Wanted) -> list[dict[str, Any]]:
    """Whose; all only for staff who see everybody's."""
    return [
        {
            "label": phrasing.SCOPE_LABELS[scope],
            "url": here(request, wanted.beside(scope="" if scope == "mine" else scope)),
            "is_active": scope == wanted.scope,
        }
        for scope in asking.SCOPES
    ]


def head(request: StaffRequest, wanted: Wanted, column: Column) -> dict[str, Any]:
    minus, sort = listing.split(order(wanted))
    is_sorted = bool(column.sort) and column.sort == sort
    turned = f"-{column.sort}" if is_sorted and not minus else column.sort
    return {
        "label": column.label,
        "sort_url": here(request, wanted.query(sort="" if turned == "target" else turned))
        if column.sort
        else "",
        "sorted": ("descending" if minus else "ascending") if is_sorted else "",
    }


def sorts(request: StaffRequest, wanted: Wanted) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": here(request, replace(wanted, sort=sort).query()),
            "is_active": wanted.sort == sort,
        }
        for sort, label in SORTS
    ]


def adding(request: StaffRequest) -> list[dict[str, Any]]:
    """The five kinds, as far as this staff member may open them."""
    slug = request.business.slug
    found = [
        {"label": label, "icon": picture, "url": url_or_none(name, slug, *parts), "drawer": True}
        for name, parts, label, picture, right in ADDED
        if request.staff.may(right)
    ]
    return [one for one in found if one["url"]]


def may(request: StaffRequest) -> dict[str, bool]:
    rights = {
        "add": Permission.INQUIRY_ADD,
        "edit": Permission.INQUIRY_EDIT,
        "assign": Permission.INQUIRY_ASSIGN,
        "remove": Permission.INQUIRY_REMOVE,
        "take": Permission.INQUIRY_EXPORT,
    }
    return {name: request.staff.may(right) for name, right in rights.items()}


def bulk_actions(request: StaffRequest, query: str) -> list[dict[str, Any]]:
    """What can be done to many; the list's address goes along, for "all in the list"."""
    return [
        {
            "label": verb.label,
            "url": f"{here(request, name=f'inquiries:bulk_{key}')}?{urlencode({'list': query})}",
            "icon": verb.icon,
            "drawer": True,
        }
        for key, verb in VERBS.items()
        if request.staff.may(verb.right)
    ]
