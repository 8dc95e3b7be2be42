from django.http import HttpResponse
from django.shortcuts import redirect

from kesher.businesses.guards import staff_only
from kesher.businesses.requests import StaffRequest


@staff_only
def settings(request: StaffRequest) -> HttpResponse:
    return redirect("businesses:activation", request.business.slug)
