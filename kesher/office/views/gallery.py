from django.http import HttpResponse

from kesher.businesses.guards import users_only
from kesher.businesses.requests import UserRequest
from kesher.core.pages import page


@users_only
def gallery(request: UserRequest) -> HttpResponse:
    """Every component of the pages, for who builds them."""
    return page(request, "gallery.html", block="sheet")
