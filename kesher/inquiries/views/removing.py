"""Deleting an inquiry, after asking; bringing it back. Who may is the rule's matter: a task is its own people's too."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.pages import done, is_fragment_request, page, refusal
from kesher.core.refusals import Refused
from kesher.inquiries import removing, seeing
from kesher.inquiries.models import Inquiry
from kesher.inquiries.views import addressing, reaching


@staff_may(Permission.INQUIRY_EDIT)
def remove(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.one(request, inquiry_id)
    if request.method != "POST":
        problems = removing.problems(inquiry, by=request.staff)
        shown: dict[str, Any] = {"inquiry": inquiry, "problems": problems, "title": _("Delete")}
        return page(request, "inquiries/remove.html", block="sheet", **shown)
    try:
        removing.remove(inquiry, by=request.staff, now=timezone.now())
    except Refused as refused:
        return refusal(request, refused, reaching.page_of(request, inquiry))
    undo_url = address("inquiries:restore", request.business.slug, inquiry.pk)
    message = _("Number %(number)s was deleted.") % {"number": inquiry.number}
    to = addressing.here(request) if is_gone(request, inquiry) else ""
    return done(request, to=to, fact=reaching.FACTS, message=message, undo_url=undo_url)


def is_gone(request: StaffRequest, inquiry: Inquiry) -> bool:
    """The page that the browser shows is one of the deleted inquiry, so it goes to the list."""
    shown = urlsplit(request.headers.get("HX-Current-URL", "")).path
    return not is_fragment_request(request) or shown.startswith(reaching.page_of(request, inquiry))


@require_POST
@staff_may(Permission.INQUIRY_EDIT)
def restore(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    rows = seeing.visible_to(request.business.inquiries.all(), request.staff).select_related(
        "business", "customer"
    )
    inquiry = get_object_or_404(rows, pk=inquiry_id)
    message = _("Number %(number)s is back.") % {"number": inquiry.number}
    return reaching.carried_out(request, inquiry, removing.restore, inquiry, message=message)
