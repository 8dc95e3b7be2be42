from django.http import HttpResponse

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import page
from kesher.core.words import cleaned
from kesher.office import finding


@staff_may(Permission.CUSTOMER_VIEW)
def search(request: StaffRequest) -> HttpResponse:
    """As a page, and as the results below the field while one types."""
    text = cleaned(request.GET.get("q", ""))[:100]
    groups = finding.everything(request.staff, text)
    return page(request, "office/search.html", block="results", groups=groups, query=text)
