from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses import activating
from kesher.businesses.forms.places import ActivationForm
from kesher.businesses.guards import recently_authenticated, staff_may, staff_only
from kesher.businesses.permissions import Module, Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.pages import done, page
from kesher.core.refusals import Refused


@staff_only
def activation(request: StaffRequest) -> HttpResponse:
    """Reachable while the module is locked: the state for everybody, the form for those who may enter a code."""
    return shown(request, ActivationForm(business=request.business))


@require_POST
@staff_may(Permission.ACTIVATION_EDIT)
@recently_authenticated
def enter_code(request: StaffRequest) -> HttpResponse:
    form = ActivationForm(request.POST, business=request.business)
    if form.is_valid():
        try:
            activating.activate(
                request.business, code=form.cleaned_data["code"], by=request.staff, now=timezone.now()
            )
        except Refused as refused:
            form.explain(refused)
        else:
            return done(request, to=here(request), message=_("The code was accepted."))
    return shown(request, form)


@require_POST
@staff_may(Permission.ACTIVATION_EDIT)
@recently_authenticated
def issue_code(request: StaffRequest) -> HttpResponse:
    """Where the installation is its own vendor."""
    try:
        activating.activate_self(request.business, by=request.staff, now=timezone.now())
    except Refused as refused:
        return done(request, to=here(request), message=refused.problems[0].sentence)
    return done(request, to=here(request), message=_("All modules are open."))


def shown(request: StaffRequest, form: ActivationForm) -> HttpResponse:
    may_enter = request.staff.may(Permission.ACTIVATION_EDIT)
    return page(
        request,
        "businesses/activation.html",
        block="sheet",
        status=422 if form.errors else 200,
        form=form,
        modules=(states := modules(request)),
        may_enter=may_enter,
        may_issue=may_enter
        and activating.is_own_vendor()
        and any(one["state"] != "active" for one in states),
        askable=[] if may_enter else activating.askable(request.business),
    )


def modules(request: StaffRequest) -> list[dict[str, Any]]:
    days, today = activating.last_days(request.business), timezone.localdate()
    return [
        {"label": label, "until": days.get(key), "state": activating.state_of(request.business, key, today)}
        for key, label in Module.choices
    ]


def here(request: StaffRequest) -> str:
    return address("businesses:activation", request.business.slug)
