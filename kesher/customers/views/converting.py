from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kesher.businesses.guards import recently_authenticated, staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import page
from kesher.core.words import isolated
from kesher.customers import converting, employing
from kesher.customers.employing import ENDED, STAFF
from kesher.customers.forms.planning import DismissForm, EmployForm, PlanForm
from kesher.customers.models import Customer, Role
from kesher.customers.views import planning, record
from kesher.customers.views.reaching import person, saved, typed

FACT = "customer-changed"
CHOICES: dict[str, tuple[Any, Any, str]] = {
    Role.LEAD: (gettext_lazy("Lead"), gettext_lazy("Interested, on the way through the stages"), "target"),
    Role.CUSTOMER: (gettext_lazy("Customer"), gettext_lazy("Buys from the business"), "user-check"),
    Role.FORMER: (
        gettext_lazy("Former customer"),
        gettext_lazy("Was a customer and may come back"),
        "user-minus",
    ),
    STAFF: (
        gettext_lazy("Staff member"),
        gettext_lazy("Works in the business, besides being a customer"),
        "id-badge-2",
    ),
    ENDED: (gettext_lazy("No longer staff"), gettext_lazy("Leaves the place as a staff member"), "logout"),
}
"""what a person can become: its name, a word about it, its icon"""


@staff_may(Permission.CUSTOMER_CONVERT)
def convert(request: StaffRequest, customer_id: int) -> HttpResponseBase:
    customer = person(request, customer_id)
    to = request.GET.get("to", "")
    if to not in CHOICES:
        return choose(request, customer)
    return (
        recently_authenticated(become)(request, customer, to)
        if to in {STAFF, ENDED}
        else become(request, customer, to)
    )


def become(request: StaffRequest, customer: Customer, to: str) -> HttpResponse:
    """The second step: the preview, then the deed."""
    form = form_for(request, customer, to)
    given = {"to": to, "by": request.staff, "now": timezone.now()}
    if form.is_bound and saved(form, converting.convert, customer, **given):
        message = _("%(name)s was converted.") % {"name": isolated(customer)}
        undo = "customers:undo_conversion"
        return record.kept(request, customer.pk, fact=FACT, message=message, undo=undo, pk=customer.pk)
    successor = form.cleaned_data.get("successor") if form.is_bound and form.is_valid() else None
    ahead = converting.foreseen(customer, to=to, by=request.staff, successor=successor)
    shown: dict[str, Any] = {
        "customer": customer,
        "to": to,
        "title": CHOICES[to][0],
        "icon_name": CHOICES[to][2],
    }
    return planning.sheet(request, "customers/convert.html", ahead, form, **shown)


def choose(request: StaffRequest, customer: Customer) -> HttpResponse:
    """The first step: what the person can become."""
    may_employ = request.staff.may(Permission.STAFF_EDIT) and not customer.is_company
    targets = [one for one in converting.targets(customer) if may_employ or one not in {STAFF, ENDED}]
    options = [(target, *CHOICES[target]) for target in targets]
    periods = customer.role_periods.all()
    last = converting.last_of(customer)
    can_undo = bool(last) and not converting.undo_problems(customer, last, by=request.staff)
    shown: dict[str, Any] = {
        "customer": customer,
        "options": options,
        "periods": periods,
        "can_undo": can_undo,
        "last": last,
    }
    return page(request, "customers/convert_choose.html", block="sheet", **shown)


def form_for(request: StaffRequest, customer: Customer, to: str) -> PlanForm:
    given = typed(request)
    if to == STAFF:
        return EmployForm(given, business=request.business, staff=request.staff)
    if to == ENDED and employing.is_staff(customer):
        return DismissForm(given, business=request.business, leaving=customer.staff)
    return PlanForm(given, business=request.business)


@staff_may(Permission.CUSTOMER_CONVERT)
@require_POST
def undo(request: StaffRequest, customer_id: int) -> HttpResponseBase:
    customer = person(request, customer_id)
    last = converting.last_of(customer)
    is_sensitive = last is not None and converting.is_about_staff(last)
    return (
        recently_authenticated(take_back)(request, customer) if is_sensitive else take_back(request, customer)
    )


def take_back(request: StaffRequest, customer: Customer) -> HttpResponse:
    message = _("The conversion of %(name)s was undone.") % {"name": isolated(customer)}
    return record.carried_out(request, converting.undo, customer, fact=FACT, message=message)
