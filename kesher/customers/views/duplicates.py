from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.keys import key_from
from kesher.core.pages import done, is_fragment_request, page, refusal
from kesher.core.refusals import Refused
from kesher.core.words import isolated
from kesher.customers import pairing
from kesher.customers.views import record
from kesher.customers.views.reaching import person

A_PAGE = 30


@staff_may(Permission.CUSTOMER_MERGE)
def report(request: StaffRequest) -> HttpResponse:
    """The likeliest pairs first; `page` goes on where the last one ended."""
    found = pairing.report(request.business, by=request.staff)
    start = ((key_from(request.GET.get("page", "")) or 1) - 1) * A_PAGE
    more = start // A_PAGE + 2 if len(found.pairs) > start + A_PAGE else None
    shown: dict[str, Any] = {
        "pairs": found.pairs[start : start + A_PAGE],
        "count": len(found.pairs),
        "is_whole": found.is_whole,
    }
    if start and is_fragment_request(request):
        return page(request, "customers/duplicates_rows.html", block="rows", more=more, **shown)
    return page(request, "customers/duplicates.html", block="list", more=more, **shown)


@staff_may(Permission.CUSTOMER_MERGE)
@require_POST
def dismiss(request: StaffRequest, customer_id: int, other_customer_id: int) -> HttpResponse:
    message = _("%(one)s and %(other)s are two different people.")
    undo_url = address("customers:put_back_pair", request.business.slug, customer_id, other_customer_id)
    return settled(request, pairing.dismiss, customer_id, other_customer_id, message, undo_url=undo_url)


@staff_may(Permission.CUSTOMER_MERGE)
@require_POST
def put_back(request: StaffRequest, customer_id: int, other_customer_id: int) -> HttpResponse:
    message = _("%(one)s and %(other)s are shown as a possible duplicate again.")
    return settled(request, pairing.put_back, customer_id, other_customer_id, message)


def settled(
    request: StaffRequest,
    verb: Any,
    customer_id: int,
    other_customer_id: int,
    message: str,
    undo_url: str = "",
) -> HttpResponse:
    """The verb about these two; its refusal becomes a toast."""
    one, other = person(request, customer_id), person(request, other_customer_id)
    try:
        verb(one, other, by=request.staff, now=timezone.now())
    except Refused as refused:
        return refusal(request, refused, record.profile(request, customer_id))
    told = message % {"one": isolated(one), "other": isolated(other)}
    return done(request, fact="pairs-changed", message=told, undo_url=undo_url)
