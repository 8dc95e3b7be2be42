"""The handling screen: the whole page, the list alone when filters change, the next rows when one scrolls."""

from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.icons import icon
from kesher.core.pages import fragment, is_fragment_request, page
from kesher.customers.searching import MOST
from kesher.inquiries import listing, phrasing
from kesher.inquiries.asking import Choice, Wanted
from kesher.inquiries.columns import Column
from kesher.inquiries.listing import Found, Page
from kesher.inquiries.views import addressing, heading, offering, saved_views

SEARCH_FIELD = "list-search"
"""the id of the search field: the one part that a list fragment leaves alone"""


@staff_may(Permission.INQUIRY_VIEW)
def list_inquiries(request: StaffRequest) -> HttpResponse:
    (wanted, choices), now, by = addressing.asked(request), timezone.now(), request.staff
    found = listing.found(wanted, by=by, now=now)
    columns = listing.columns_of(wanted)
    after = request.GET.get("after", "")
    shown = listing.page_of(found, columns, sort=addressing.order(wanted), after=after, by=by, now=now)
    rows = row_parts(request, columns, shown, wanted)
    if after and is_fragment_request(request):
        return fragment(request, "inquiries/list_rows.html", "rows", **rows)
    around = surroundings(request, wanted, choices, columns)
    response = page(
        request, "inquiries/list.html", block="list", count_text=count_text(found), **rows, **around
    )
    kept = "HX-Replace-Url" if is_quiet(request) else "HX-Push-Url"
    response[kept] = addressing.here(request, wanted.query())
    return response


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
        "next_url": addressing.next_url(request, wanted, shown.after),
        "columns": columns,
        "base_url": addressing.here(request),
        "customers_url": address("customers:list", slug),
        "meetings_url": addressing.url_or_none("calendar:diary", slug) + "meetings/",
        "may_edit": request.staff.may(Permission.INQUIRY_EDIT),
        "select_label": _("Select %(name)s"),
        "menu_label": _("Actions for %(name)s"),
        "dots": icon("dots-vertical"),
        "icons": {row.icon: icon(row.icon) for row in shown.rows},
    }


def surroundings(
    request: StaffRequest, wanted: Wanted, choices: dict[str, list[Choice]], columns: list[Column]
) -> dict[str, Any]:
    """Everything around the rows."""
    query = wanted.query()
    return {
        **saved_views.views_of(request, wanted, query),
        "wanted": wanted,
        "query": query,
        "partial": is_fragment_request(request),
        "fragment_search": request.headers.get("HX-Trigger") != SEARCH_FIELD,
        "state": [(name, value) for name, value in parse_qsl(query) if name != "q"],
        "tabs": heading.tabs(request, wanted),
        "scopes": heading.scopes(request, wanted),
        "everywhere_url": addressing.here(request, wanted.beside(scope="all", kind="")),
        "chips": [
            {"label": one.label, "remove_url": addressing.here(request, wanted.without(one.name))}
            for one in phrasing.sentences(wanted, choices)
        ],
        "clear_url": addressing.here(request, wanted.cleared()),
        "heads": [heading.head(request, wanted, column) for column in [heading.SUBJECT, *columns]],
        "sorts": heading.sorts(request, wanted),
        "adding": offering.adding(request),
        "bulk_actions": offering.bulk_actions(request, query),
        "may": offering.may(request),
        "serves": {
            name: addressing.url_or_none(f"inquiries:{name}", request.business.slug, 1)
            for name in ("convert", "remove")
        },
    }
