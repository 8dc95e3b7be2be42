"""The sheets beside the list: its filters and its columns. Both lead back to the list's address."""

from typing import Any

from django.http import HttpResponse

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import page
from kesher.inquiries import asking, filtering, listing
from kesher.inquiries.columns import COLUMNS
from kesher.inquiries.forms.filtering import FilterForm
from kesher.inquiries.views.addressing import here

TEMPLATE = "inquiries/list_sheets.html"


@staff_may(Permission.INQUIRY_VIEW)
def choose_filters(request: StaffRequest) -> HttpResponse:
    choices = filtering.choices_of(request.business, request.GET, by=request.staff)
    wanted = asking.wanted(request.GET, choices)
    form = FilterForm(business=request.business, wanted=wanted, choices=choices)
    kept = ("q", "sort", "columns", *asking.PLACES)
    shown: dict[str, Any] = {"form": form, "wanted": wanted, "base_url": here(request), "is_columns": False}
    return page(
        request, TEMPLATE, block="sheet", kept=kept, clear_url=here(request, wanted.cleared()), **shown
    )


@staff_may(Permission.INQUIRY_VIEW)
def choose_columns(request: StaffRequest) -> HttpResponse:
    """All columns, the chosen ones first in their order."""
    wanted = asking.wanted(request.GET, filtering.choices_of(request.business, request.GET, by=request.staff))
    chosen = [column.key for column in listing.columns_of(wanted)]
    order = [*chosen, *(key for key in COLUMNS if key not in chosen)]
    columns = [(key, COLUMNS[key].label, key in chosen) for key in order]
    shown: dict[str, Any] = {"columns": columns, "wanted": wanted, "rest": wanted.query(columns=())}
    return page(request, TEMPLATE, block="sheet", base_url=here(request), is_columns=True, **shown)
