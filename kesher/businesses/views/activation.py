from django.http import HttpResponse

from kesher.businesses.guards import staff_only
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import page


@staff_only
def activation(request: StaffRequest) -> HttpResponse:
    """Reachable while the module is locked."""
    return page(request, "businesses/activation.html")
