from functools import partial

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.activity import reading
from kesher.activity.models import Entry
from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import LOGGED_WITH, Permission
from kesher.businesses.requests import StaffRequest
from kesher.customers import merging, veiling
from kesher.customers.views.reaching import person
from kesher.customers.views.record import profile


@staff_may(Permission.ACTIVITY_VIEW)
def activity_of(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Everything that was ever done for this person, newest first (A042-A050)."""
    customer = person(request, customer_id)
    return reading.show(
        request,
        Entry.objects.of(request.business).filter(
            customer_id__in=merging.merged_ids(customer, by=request.staff)
        ),
        hidden=[group for group, right in LOGGED_WITH.items() if not request.staff.holds(right)],
        staff=[(one.pk, str(one)) for one in request.business.staff.all()],
        now=timezone.now(),
        veil=partial(veiling.veiled, by=request.staff),
        title=_("Activity log"),
        subtitle=str(customer),
        back_url=profile(request, customer_id),
        back_label=str(customer),
    )
