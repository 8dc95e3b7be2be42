from django.http import HttpResponse

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import page


@staff_may(Permission.CUSTOMER_VIEW)
def list_customers(request: StaffRequest) -> HttpResponse:
    people = request.business.customers.visible_to(request.staff).current().order_by("full_name", "id")[:50]
    return page(request, "customers/list.html", block="results", people=people)
