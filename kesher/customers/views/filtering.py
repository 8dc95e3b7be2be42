"""The sheets beside the list: its filters and its columns. Both lead back to the list's address."""

from typing import Any

from django.http import HttpResponse

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import page
from kesher.customers import filtering, listing
from kesher.customers.forms.filtering import FilterForm
from kesher.customers.views.listing import here

TEMPLATE = "customers/list_sheets.html"


@staff_may(Permission.CUSTOMER_VIEW)
def choose_filters(request: StaffRequest) -> HttpResponse:
    choices = filtering.choices_of(request.business)
    wanted = filtering.wanted(request.GET, choices)
    own = request.business.custom_fields.filter(is_in_list=True, retired_at=None)
    form = FilterForm(business=request.business, wanted=wanted, choices=choices, own=list(own))
    shown: dict[str, Any] = {"form": form, "wanted": wanted, "base_url": here(request), "is_columns": False}
    return page(request, TEMPLATE, block="sheet", **shown)


@staff_may(Permission.CUSTOMER_VIEW)
def choose_columns(request: StaffRequest) -> HttpResponse:
    """All columns, the chosen ones first in their order."""
    choices = filtering.choices_of(request.business)
    wanted = filtering.wanted(request.GET, choices)
    chosen = [column.key for column in listing.columns_of(wanted, choices, by=request.staff)]
    offered = listing.offered_columns(choices, by=request.staff)
    order = [*chosen, *(key for key in offered if key not in chosen)]
    columns = [(key, offered[key].label, key in chosen) for key in order]
    rest = wanted.query(columns=())
    shown: dict[str, Any] = {
        "columns": columns,
        "wanted": wanted,
        "rest": rest,
        "base_url": here(request),
        "is_columns": True,
    }
    return page(request, TEMPLATE, block="sheet", **shown)
