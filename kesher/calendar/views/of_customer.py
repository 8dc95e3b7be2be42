"""The meetings of one person, for the tabs of the profile."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.calendar import seeing
from kesher.calendar.views.columns import local
from kesher.core.addresses import address
from kesher.core.pages import page

MOST = 50


@staff_may(Permission.DIARY_VIEW)
def of_customer(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer, now = (
        get_object_or_404(request.business.customers.visible_to(request.staff), pk=customer_id),
        timezone.now(),
    )
    rows = request.business.meetings.standing().filter(of_person(request, customer))
    ahead = rows.filter(ends_at__gte=now).order_by("starts_at", "pk")[:MOST]
    past = rows.filter(ends_at__lt=now).order_by("-starts_at", "-pk")[:MOST]
    may_add = request.staff.may(Permission.DIARY_EDIT) and customer.is_current
    return page(
        request,
        "calendar/of_customer.html",
        block="box",
        customer=customer,
        ahead=[local(one) for one in seeing.seen_together(ahead, request.staff)],
        past=[local(one) for one in seeing.seen_together(past, request.staff)],
        add_url=f"{address('calendar:add_meeting', request.business.slug)}?customer={customer.pk}"
        if may_add
        else "",
    )


def of_person(request: StaffRequest, customer: Any) -> Q:
    """It is with them, or they take part."""
    taking = request.business.participants.filter(customer=customer).values("meeting")
    return Q(customer=customer) | Q(pk__in=taking)
