from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kesher.businesses.guards import staff_only
from kesher.businesses.requests import StaffRequest
from kesher.core.keys import key_from
from kesher.messaging import pulse
from kesher.messaging.pulse import Asked


@staff_only
@require_GET
def poll(request: StaffRequest) -> HttpResponse:
    """Asked by every open page every few seconds; 204 when nothing is new."""
    asked = Asked(number(request, "since"), number(request, "told"), request.GET.get("known", "")[:16])
    beat = pulse.beat(request.staff, asked, now=timezone.now())
    return HttpResponse(status=204) if beat is None else JsonResponse(beat.answer)


def number(request: StaffRequest, name: str) -> int:
    found = key_from(request.GET.get(name, ""))
    return -1 if found is None else found
