from django.http import HttpResponse

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import page


@staff_may(Permission.CUSTOMER_VIEW)
def search(request: StaffRequest) -> HttpResponse:
    return page(request, "office/search.html")
