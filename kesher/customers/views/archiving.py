from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.words import isolated
from kesher.customers import archiving
from kesher.customers.forms.planning import PlanForm
from kesher.customers.views import planning, record
from kesher.customers.views.reaching import person, saved, typed

FACT = "customer-changed"


@staff_may(Permission.CUSTOMER_ARCHIVE)
def archive(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = person(request, customer_id)
    form = PlanForm(typed(request), business=request.business)
    if form.is_bound and saved(form, archiving.archive, customer, by=request.staff, now=timezone.now()):
        message = _("%(name)s is in the archive.") % {"name": isolated(customer)}
        return record.kept(
            request, customer_id, fact=FACT, message=message, undo="customers:restore", pk=customer_id
        )
    ahead = archiving.foreseen(customer, by=request.staff)
    return planning.sheet(request, "customers/archive.html", ahead, form, customer=customer)


@staff_may(Permission.CUSTOMER_ARCHIVE)
@require_POST
def restore(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = person(request, customer_id)
    message = _("%(name)s is back from the archive.") % {"name": isolated(customer)}
    return record.carried_out(request, archiving.restore, customer, fact=FACT, message=message)
