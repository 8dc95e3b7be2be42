"""The tab Tasks of a person (A088-A106): ticked off with a follow-up offered, deleted after asking, added by a click.

Whoever sees inquiries reads it; what changes a task is offered to whom it is allowed.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.pages import page, refusal
from kesher.core.refusals import Refused
from kesher.inquiries import closing, columns, progressing, removing, seeing
from kesher.inquiries.models import InquiryKind
from kesher.inquiries.views import reaching, sending
from kesher.inquiries.views.addressing import url_or_none

DONE_SHOWN = 30


@staff_may(Permission.INQUIRY_VIEW)
def tasks_of(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = get_object_or_404(request.business.customers.visible_to(request.staff), pk=customer_id)
    rows = seeing.seen_by(request.staff).standing().filter(customer=customer, kind=InquiryKind.TASK)
    rows = rows.select_related("type", "priority").prefetch_related("assignees__staff")
    slug = request.business.slug
    shown: dict[str, Any] = {
        "customer": customer,
        "open_tasks": list(rows.filter(closed_at=None).order_by("target_at", "pk")),
        "done_tasks": list(rows.filter(closed_at__isnull=False).order_by("-closed_at", "-pk")[:DONE_SHOWN]),
        "may_edit": customer.is_current and request.staff.may(Permission.INQUIRY_EDIT),
        "removable": removable(request, rows) if customer.is_current else set(),
        "may_add": customer.is_current and request.staff.may(Permission.INQUIRY_ADD),
        "add_url": f"{address('inquiries:add', slug, 'task')}?customer={customer.pk}",
        "list_url": f"{address('inquiries:list', slug)}?kind=task&scope=all&customer={customer.pk}",
        "now": timezone.now(),
        "spoken": columns.spoken,
        "link": lambda name, *parts: url_or_none(f"inquiries:{name}", slug, *parts),
    }
    return page(request, "inquiries/tasks.html", block="box", **shown)


def removable(request: StaffRequest, rows: Any) -> set[int]:
    found = removing.removable(rows.select_related(None).prefetch_related(None), request.staff)
    return set(found.values_list("pk", flat=True))


@require_POST
@staff_may(Permission.INQUIRY_EDIT)
@sending.once
def tick(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    """Done, or open again when it was ticked by mistake."""
    inquiry = reaching.one(request, inquiry_id)
    try:
        if inquiry.is_closed:
            reason = _("Ticked off by mistake")
            progressing.reopen(inquiry, reason=reason, by=request.staff, now=timezone.now(), is_undo=True)
            return reaching.told(request, inquiry, _("The task is open again."))
        closing.close(inquiry, by=request.staff, now=timezone.now(), at=sending.moment(request))
    except Refused as refused:
        return refusal(request, refused, reaching.page_of(request, inquiry))
    undo_url = address("inquiries:tick", request.business.slug, inquiry.pk)
    return reaching.told(request, inquiry, _("The task is done."), undo_url=undo_url)
