"""The checklist: adding, ticking, moving and removing items."""

import re
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.inquiries import checking
from kesher.inquiries.views import reaching


@require_POST
@staff_may(Permission.INQUIRY_EDIT)
def add(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.one(request, inquiry_id)
    text = request.POST.get("text", "")
    return reaching.carried_out(request, inquiry, checking.add, inquiry, message="", text=text)


@require_POST
@staff_may(Permission.INQUIRY_EDIT)
def tick(request: StaffRequest, checklist_item_id: int) -> HttpResponse:
    item = row(request, checklist_item_id)
    return reaching.carried_out(request, item.inquiry, checking.tick, item, message="")


@require_POST
@staff_may(Permission.INQUIRY_EDIT)
def move(request: StaffRequest, checklist_item_id: int) -> HttpResponse:
    """By a button one place up or down; who drags says how many places."""
    item, typed = row(request, checklist_item_id), request.POST.get("to") or request.GET.get("to", "")
    named = {"up": -1, "down": 1}
    steps = named.get(typed) or (int(typed) if re.fullmatch(r"-?\d{1,3}", typed) else 0)
    return reaching.carried_out(request, item.inquiry, checking.move, item, message="", steps=steps)


@require_POST
@staff_may(Permission.INQUIRY_EDIT)
def remove(request: StaffRequest, checklist_item_id: int) -> HttpResponse:
    item = row(request, checklist_item_id)
    undo_url = address("inquiries:restore_item", request.business.slug, item.pk)
    message = _("The item was removed.")
    return reaching.carried_out(
        request, item.inquiry, checking.remove, item, message=message, undo_url=undo_url
    )


@require_POST
@staff_may(Permission.INQUIRY_EDIT)
def restore(request: StaffRequest, checklist_item_id: int) -> HttpResponse:
    item = row(request, checklist_item_id)
    message = _("The item is back.")
    return reaching.carried_out(request, item.inquiry, checking.restore, item, message=message)


def row(request: StaffRequest, checklist_item_id: int) -> Any:
    return reaching.row_of(request, request.business.checklist_items, checklist_item_id)
