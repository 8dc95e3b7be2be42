"""The steps that the pages of an inquiry share: reaching it, showing a sheet, handing over, telling."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import Promise

from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.owned_form import OwnedForm
from kesher.core.pages import done, is_fragment_request, page, refusal
from kesher.core.refusals import Refused
from kesher.inquiries import portrait, seeing
from kesher.inquiries.models import Inquiry

FACTS = "inquiry-changed inquiries-changed"
ALL_FACTS = f"{FACTS} thread-changed"


def one(request: StaffRequest, inquiry_id: int, *related: str) -> Inquiry:
    """The inquiry of the address, if this staff member sees it; 404 otherwise."""
    rows = seeing.seen_by(request.staff).select_related("business", "customer", "status", *related)
    found: Inquiry = get_object_or_404(rows, pk=inquiry_id)
    return found


def whole(request: StaffRequest, inquiry_id: int) -> Inquiry:
    """With what its page shows."""
    found = portrait.seen_by(request.staff, inquiry_id=inquiry_id)
    if found is None:
        raise Http404
    return found


def row_of(request: StaffRequest, rows: Any, row_id: int) -> Any:
    """A note, file, treatment … of an inquiry that this staff member sees; 404 otherwise."""
    seen = seeing.seen_by(request.staff)
    return get_object_or_404(
        rows.filter(inquiry__in=seen).select_related("inquiry", "inquiry__status"), pk=row_id
    )


def typed(request: StaffRequest) -> Any:
    """What was posted; None when the form is only asked for."""
    return request.POST if request.method == "POST" else None


def page_of(request: StaffRequest, inquiry: Any) -> str:
    return address("inquiries:show", request.business.slug, inquiry.pk)


def saved(form: OwnedForm, verb: Callable[..., Any], *subject: Any, **given: Any) -> bool:
    """Hands what was typed to the verb; its refusal is explained in the form."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        verb(*subject, **{**form.cleaned_data, **given})
    except Refused as refused:
        form.explain(refused)
        return False
    return True


def sheet(
    request: StaffRequest, inquiry: Inquiry, form: OwnedForm, *, title: Any, icon_name: str, **shown: Any
) -> HttpResponse:
    """A form about one inquiry, in the drawer or on a page of its own."""
    given: dict[str, Any] = {"fields": "", "submit": "", "sentences": [], **shown}
    given |= {"inquiry": inquiry, "form": form, "title": title, "icon_name": icon_name}
    status = 422 if form.errors else 200
    return page(request, "inquiries/sheet.html", block="sheet", status=status, **given)


def told(
    request: StaffRequest,
    inquiry: Any,
    message: str | Promise = "",
    *,
    undo_url: str = "",
    facts: str = FACTS,
) -> HttpResponse:
    """The inquiry changed: whoever shows it fetches again; a plain page goes to it."""
    to = page_of(request, inquiry) if stands_alone(request) else ""
    return done(request, to=to, fact=facts, message=message, undo_url=undo_url)


def stands_alone(request: StaffRequest) -> bool:
    """A sheet on a page of its own, not in the drawer."""
    shown = urlsplit(request.headers.get("HX-Current-URL", "")).path
    return not is_fragment_request(request) or shown == request.path


def carried_out(
    request: StaffRequest,
    inquiry: Any,
    verb: Callable[..., Any],
    subject: Any,
    *,
    message: str | Promise,
    undo_url: str = "",
    facts: str = FACTS,
    **given: Any,
) -> HttpResponse:
    """One verb without a form; its refusal becomes a toast."""
    try:
        verb(subject, by=request.staff, now=timezone.now(), **given)
    except Refused as refused:
        return refusal(request, refused, page_of(request, inquiry))
    return told(request, inquiry, message, undo_url=undo_url, facts=facts)
