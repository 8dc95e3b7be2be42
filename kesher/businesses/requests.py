"""What the middleware promises about a request."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from kesher.businesses.models import Business, Staff, User


class StaffRequest(HttpRequest):
    """A request of a staff member within a business."""

    user: User
    business: Business
    staff: Staff
    htmx: HtmxDetails


class UserRequest(HttpRequest):
    """A request of somebody signed in, outside any business."""

    user: User
    htmx: HtmxDetails
