from django.http import HttpResponse

from kesher.businesses.guards import staff_only
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import page


@staff_only
def dashboard(request: StaffRequest) -> HttpResponse:
    return page(request, "office/dashboard.html")
