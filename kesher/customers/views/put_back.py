"""A removed number, address or relation returns from its toast: what puts it back is kept in the session."""

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.pages import refusal
from kesher.core.refusals import Problem, Refused, refuse_if
from kesher.customers import addressing, numbers, relating
from kesher.customers.moving import Package
from kesher.customers.views import reaching, record

REMOVED: dict[str, tuple[Any, Any, Promise]] = {
    "number": (numbers.remove, numbers.restore, _("The number is back.")),
    "address": (addressing.remove, addressing.restore, _("The address is back.")),
    "relation": (relating.part, relating.restore, _("The relation is back.")),
}
MOST = 5


def remove(request: StaffRequest, kind: str, row: Any, message: str) -> HttpResponse:
    """Removes it, with an undo in the toast."""
    key, customer = f"{kind}-{row.pk}", row.customer
    try:
        package = REMOVED[kind][0](row, by=request.staff, now=timezone.now())
    except Refused as refused:
        return refusal(request, refused, record.profile(request, customer.pk))
    kept = request.session.get("removed", {}) | {key: {"customer": customer.pk, "package": asdict(package)}}
    request.session["removed"] = dict(list(kept.items())[-MOST:])
    undo_url = f"{address('customers:put_back', request.business.slug, customer.pk)}?row={key}"
    return reaching.told(request, customer, message, undo_url=undo_url)


@staff_may(Permission.CUSTOMER_EDIT)
@require_POST
def put_back(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Takes back a removal that this session made: `?row=number-12`."""
    customer = reaching.person(request, customer_id)
    kept, key = request.session.get("removed", {}), request.GET.get("row", "")
    try:
        is_kept = kept.get(key, {}).get("customer") == customer.pk
        refuse_if([] if is_kept else [Problem("nothing-kept", _("There is nothing to undo."))])
        _remove, restore, message = REMOVED[key.split("-")[0]]
        restore(customer, Package(**kept[key]["package"]), by=request.staff, now=timezone.now())
    except Refused as refused:
        return refusal(request, refused, record.profile(request, customer_id))
    request.session["removed"] = {one: package for one, package in kept.items() if one != key}
    return reaching.told(request, customer, message)
