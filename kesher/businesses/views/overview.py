from django.http import HttpResponse

from kesher.businesses.guards import staff_only
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import page


@staff_only
def settings(request: StaffRequest) -> HttpResponse:
    """All sections that this person may open; on the phone the only list of them."""
    return page(request, "businesses/settings.html")
