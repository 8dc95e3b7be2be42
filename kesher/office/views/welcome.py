from django.http import HttpResponse
from django.shortcuts import redirect

from kesher.businesses.guards import users_only
from kesher.businesses.models import Staff
from kesher.businesses.requests import UserRequest
from kesher.core.pages import page


@users_only
def choose_business(request: UserRequest) -> HttpResponse:
    """The businesses this person works in; with one alone there is nothing to choose."""
    places = Staff.objects.across_businesses().active().filter(user=request.user).select_related("business")
    if len(places) == 1:
        return redirect("office:dashboard", places[0].business.slug)
    return page(request, "office/choose_business.html", businesses=[place.business for place in places])
