"""Views of the handling screen, kept under a name."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.customers import viewing
from kesher.inquiries.views.listing import VIEWED


@staff_may(Permission.INQUIRY_VIEW)
def add(request: StaffRequest) -> HttpResponse:
    return viewing.add(request, VIEWED, now=timezone.now())


@staff_may(Permission.INQUIRY_VIEW)
def edit(request: StaffRequest, saved_view_id: int) -> HttpResponse:
    return viewing.edit(request, VIEWED, saved_view_id, now=timezone.now())


@require_POST
@staff_may(Permission.INQUIRY_VIEW)
def remove(request: StaffRequest, saved_view_id: int) -> HttpResponse:
    return viewing.remove(request, VIEWED, saved_view_id, now=timezone.now())


@require_POST
@staff_may(Permission.INQUIRY_VIEW)
def restore(request: StaffRequest) -> HttpResponse:
    return viewing.restore(request, VIEWED, now=timezone.now())
