"""Views of the handling screen, kept under a name."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.customers import saved_views as kept_views
from kesher.customers import viewing
from kesher.customers.viewing import ViewedList
from kesher.inquiries import asking, filtering
from kesher.inquiries.asking import Wanted


def views_of(request: StaffRequest, wanted: Wanted, query: str) -> dict[str, Any]:
    """The saved views, the one that the address says, and whether what is seen is worth keeping."""
    views = kept_views.seen_by(request.staff, list_key=VIEWED.key)
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


@staff_may(Permission.INQUIRY_VIEW)
def add(request: StaffRequest) -> HttpResponse:
    return viewing.add(request, VIEWED, now=timezone.now())


@staff_may(Permission.INQUIRY_VIEW)
def edit(request: StaffRequest, saved_view_id: int) -> HttpResponse:
    return viewing.edit(request, VIEWED, saved_view_id, now=timezone.now())


@require_POST
@staff_may(Permission.INQUIRY_VIEW)
def remove(request: StaffRequest, saved_view_id: int) -> HttpResponse:
    return viewing.remove(request, VIEWED, saved_view_id, now=timezone.now())


@require_POST
@staff_may(Permission.INQUIRY_VIEW)
def restore(request: StaffRequest) -> HttpResponse:
    return viewing.restore(request, VIEWED, now=timezone.now())
