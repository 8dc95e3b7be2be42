"""The steps that the pages of contracts share."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from kesher.businesses.requests import StaffRequest
from kesher.contracts import seeing
from kesher.contracts.models import Contract
from kesher.core.addresses import address
from kesher.core.owned_form import OwnedForm
from kesher.core.pages import done, is_fragment_request
from kesher.core.refusals import Refused
from kesher.customers.models import Customer

FACT = "contracts-changed"


def contract(request: StaffRequest, contract_id: int) -> Contract:
    """The contract of the address, if this staff member sees its customer; 404 otherwise."""
    rows = seeing.seen_by(request.staff).select_related("customer", "manager", "renews")
    found: Contract = get_object_or_404(rows, pk=contract_id)
    return found


def person(request: StaffRequest, customer_id: Any) -> Customer:
    return get_object_or_404(request.business.customers.visible_to(request.staff), pk=customer_id)


def saved(form: OwnedForm, verb: Callable[..., Any], *subject: Any, **given: Any) -> Any:
    """What the verb made; its refusal is explained in the form."""
    try:
        return verb(*subject, **given)
    except Refused as refused:
        form.explain(refused)
        return None


def page_url(request: StaffRequest, row: Contract) -> str:
    return address("contracts:show", request.business.slug, row.pk)


def told(
    request: StaffRequest, row: Contract, message: Any, *, undo: str = "", is_new: bool = False
) -> HttpResponse:
    """It worked: a new contract is opened; else whoever shows contracts fetches them again."""
    to = page_url(request, row) if is_new or not is_fragment_request(request) else ""
    undo_url = address(undo, request.business.slug, row.pk) if undo else ""
    return done(request, to=to, fact=FACT, message=message, undo_url=undo_url)
