"""The day of whoever looks: a part of the dashboard that fetches itself again when something changes."""

from django.http import HttpResponse
from django.utils import timezone

from kesher.businesses.guards import staff_only
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import page
from kesher.office import my_day
from kesher.office.shell import quick_adds


@staff_only
def show(request: StaffRequest) -> HttpResponse:
    day = my_day.of(request.staff, now=timezone.localtime())
    adds = quick_adds(request, request.business.slug)
    return page(request, "office/my_day.html", block="day", day=day, adds=adds, today=timezone.localdate())
