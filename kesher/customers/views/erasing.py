from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.pages import done
from kesher.customers import erasing
from kesher.customers.forms.planning import EraseForm
from kesher.customers.views import planning
from kesher.customers.views.reaching import person, saved, typed


@staff_may(Permission.CUSTOMER_ERASE)
def erase(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = person(request, customer_id)
    form = EraseForm(typed(request), business=request.business)
    if form.is_bound and saved(form, erasing.erase, customer, by=request.staff, now=timezone.now()):
        to = address("customers:profile", request.business.slug, customer_id)
        return done(request, to=to, message=_("The personal data was erased."))
    ahead = erasing.foreseen(customer, by=request.staff)
    return planning.sheet(request, "customers/erase.html", ahead, form, customer=customer)
