"""Renewing and cancelling, each with its preview.

Only the button that says so carries it out; however else the form is sent, what will happen is shown.
"""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.contracts import cancelling, renewing
from kesher.contracts.forms.contract import CancelForm, RenewForm
from kesher.contracts.models import Contract
from kesher.contracts.views import reaching
from kesher.core.owned_form import OwnedForm
from kesher.core.pages import done, page
from kesher.core.refusals import Refused


@staff_may(Permission.CONTRACT_EDIT)
def renew(request: StaffRequest, contract_id: int) -> HttpResponse:
    contract = reaching.contract(request, contract_id)
    initial = {"ends_on": renewing.next_end(contract), "price": contract.price}
    form = RenewForm(request.POST or None, business=request.business, initial=initial)
    is_valid = form.is_bound and form.is_valid()
    chosen = form.cleaned_data if is_valid else {**initial, "carries_over": False, "seen": ""}
    seen = chosen.pop("seen")
    if is_valid and is_sure(request):
        made = reaching.saved(
            form, renewing.renew, contract, by=request.staff, now=timezone.now(), seen=seen, **chosen
        )
        if made:
            return reaching.told(request, made, _("The contract was renewed."), is_new=True)
    ahead = renewing.foreseen(contract, by=request.staff, **chosen)
    return sheet(request, "contracts/renew.html", contract, form, ahead)


@staff_may(Permission.CONTRACT_EDIT)
def cancel(request: StaffRequest, contract_id: int) -> HttpResponse:
    contract, today = reaching.contract(request, contract_id), timezone.localdate()
    form = CancelForm(request.POST or None, business=request.business, initial={"cancelled_on": today})
    is_valid = form.is_bound and form.is_valid()
    if is_valid and is_sure(request):
        made = reaching.saved(
            form, cancelling.cancel, contract, by=request.staff, now=timezone.now(), **form.cleaned_data
        )
        if made:
            message = _("The contract was cancelled.")
            undo = "contracts:take_back" if made.cancelled_on > today else ""
            return reaching.told(request, contract, message, undo=undo)
    day = (form.cleaned_data.get("cancelled_on") if form.is_bound else None) or today
    ahead = cancelling.foreseen(contract, by=request.staff, cancelled_on=day)
    return sheet(request, "contracts/cancel.html", contract, form, ahead)


def is_sure(request: StaffRequest) -> bool:
    return "is_sure" in request.POST and "preview" not in request.POST


def sheet(
    request: StaffRequest, template: str, contract: Contract, form: OwnedForm, ahead: Any
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return page(request, template, block="sheet", status=status, contract=contract, form=form, ahead=ahead)


@staff_may(Permission.CONTRACT_EDIT)
@require_POST
def take_back(request: StaffRequest, contract_id: int) -> HttpResponse:
    contract = reaching.contract(request, contract_id)
    try:
        cancelling.take_back(contract, by=request.staff, now=timezone.now())
    except Refused as refused:
        return done(request, to=reaching.page_url(request, contract), message=refused.problems[0].sentence)
    return reaching.told(request, contract, _("The contract goes on."))
