from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from kesher.businesses import claiming
from kesher.businesses.models import Staff
from kesher.core.addresses import address
from kesher.core.guarding import open_to_all
from kesher.core.pages import page


@open_to_all("the front door: leads to the setup, to sign-in or to the business")
def choose_business(request: Any) -> HttpResponse:
    """The businesses this person works in; with one alone there is nothing to choose."""
    if not request.user.is_authenticated:
        return redirect("office:setup" if claiming.is_open() else "account_login")
    places = Staff.objects.across_businesses().active().filter(user=request.user).select_related("business")
    businesses = [place.business for place in places]
    if len(businesses) == 1:
        return redirect("office:dashboard", businesses[0].slug)
    links = [{"name": one.name, "url": address("office:dashboard", one.slug)} for one in businesses]
    return page(request, "office/choose_business.html", links=links)
