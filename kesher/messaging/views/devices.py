from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kesher.businesses.guards import staff_only
from kesher.businesses.requests import StaffRequest
from kesher.core import browsers
from kesher.core.addresses import address
from kesher.core.pages import done, page
from kesher.core.refusals import Refused
from kesher.messaging import pushing, vapid
from kesher.messaging.forms import SubscriptionForm

FACT = "devices-changed"


@staff_only
@require_GET
def devices(request: StaffRequest) -> HttpResponse:
    """Push messages on this browser, reading the own day offline, and the person's other browsers."""
    rows = list(request.staff.devices.order_by("-pk"))
    return page(request, "messaging/devices.html", block="rows", devices=rows, key=vapid.public_key())


@staff_only
@require_POST
def subscribe(request: StaffRequest) -> HttpResponse:
    form = SubscriptionForm(request.POST, business=request.business)
    if form.is_valid():
        try:
            name = browsers.name_of(request.headers.get("User-Agent", ""))
            pushing.subscribe(request.staff, **form.cleaned_data, name=name, now=timezone.now())
        except Refused as refused:
            form.explain(refused)
    if form.errors:
        return HttpResponse(status=422)
    return done(request, to=back(request), fact=FACT, message=_("Messages come to this browser too."))


@staff_only
@require_POST
def remove_device(request: StaffRequest, device_id: int) -> HttpResponse:
    get_object_or_404(request.staff.devices, pk=device_id)
    pushing.unsubscribe(request.staff, device_id=device_id)
    message = _("That browser gets no messages any more.")
    return done(request, to=back(request), fact=FACT, message=message)


def back(request: StaffRequest) -> str:
    return "" if request.htmx else address("messaging:devices", request.business.slug)
