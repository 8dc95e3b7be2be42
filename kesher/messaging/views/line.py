from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_GET

from kesher.businesses.guards import staff_only
from kesher.businesses.requests import StaffRequest


@staff_only
@require_GET
def line(request: StaffRequest) -> HttpResponse:
    """Asked before what waited is sent: who is signed in now, and the token against forgery that holds now."""
    return JsonResponse({"person": str(request.staff.pk), "token": get_token(request)})
