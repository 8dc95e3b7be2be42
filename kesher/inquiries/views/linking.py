"""Linking an inquiry with another one."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.pages import page
from kesher.inquiries import linking, searching, seeing
from kesher.inquiries.forms.linking import BLOCKED, LinkForm
from kesher.inquiries.models import Inquiry, LinkKind
from kesher.inquiries.views import reaching

SHOWN = 8


def others_of(request: StaffRequest, inquiry: Inquiry) -> Any:
    rows = seeing.seen_by(request.staff).standing().exclude(pk=inquiry.pk)
    return rows.select_related("business", "customer", "status")


@staff_may(Permission.INQUIRY_EDIT)
@require_GET
def others(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    """Completes another inquiry while its number, customer or words are typed."""
    inquiry, text = reaching.one(request, inquiry_id), request.GET.get("other_text", "")
    rows = others_of(request, inquiry)
    found = searching.found(rows, text) if text.strip() else rows.none()
    options = [
        {"value": one.pk, "label": str(one), "sub": f"{one.customer or one.contact_name} · {one.status}"}
        for one in found.order_by("closed_at", "-pk")[:SHOWN]
    ]
    return page(request, "customers/completions.html", block="options", options=options)


@staff_may(Permission.INQUIRY_EDIT)
def link(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    """Undoing an unlinking posts what stands in the address."""
    inquiry = reaching.one(request, inquiry_id)
    typed = request.POST if "kind" in request.POST else request.GET
    form = LinkForm(
        typed if request.method == "POST" else None, business=request.business,
        seen=others_of(request, inquiry),
    )  # fmt: skip
    if reaching.saved(form, linked, inquiry, by=request.staff, now=timezone.now()):
        return reaching.told(request, inquiry, _("The inquiries were linked."))
    return reaching.sheet(
        request, inquiry, form, title=_("Link with another"), icon_name="link", submit=_("Link"),
        fields="inquiries/fields_other.html",
    )  # fmt: skip


def linked(inquiry: Inquiry, *, other: Inquiry, kind: str, **given: Any) -> None:
    """“Blocked by” is the same link from its other side."""
    if kind == BLOCKED:
        linking.link(other, inquiry, kind=LinkKind.BLOCKS, **given)
    else:
        linking.link(inquiry, other, kind=kind, **given)


@require_POST
@staff_may(Permission.INQUIRY_EDIT)
def unlink(request: StaffRequest, inquiry_link_id: int) -> HttpResponse:
    there = link_of(request, inquiry_link_id)
    again = address("inquiries:link", request.business.slug, there.first_id)
    undo_url = f"{again}?other={there.second_id}&kind={there.kind}"
    message = _("The link was removed.")
    return reaching.carried_out(
        request, there.first, linking.unlink, there, message=message, undo_url=undo_url
    )


def link_of(request: StaffRequest, inquiry_link_id: int) -> Any:
    """Of two inquiries, of which this staff member sees one."""
    seen = seeing.seen_by(request.staff)
    rows = request.business.inquiry_links.filter(Q(first__in=seen) | Q(second__in=seen))
    return get_object_or_404(rows.select_related("first__business", "second__business"), pk=inquiry_link_id)
