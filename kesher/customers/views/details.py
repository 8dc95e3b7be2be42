"""Box 2: branch, invoice, the person's own facts, custom fields (A061-A069)."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.activity import last_change
from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import page
from kesher.customers import custom_fields, identifying
from kesher.customers.forms.invoice import InvoiceForm
from kesher.customers.forms.person import has_several_branches
from kesher.customers.models import Customer
from kesher.customers.views import reaching


@staff_may(Permission.CUSTOMER_VIEW)
def box(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = reaching.person(request, customer_id)
    shown = facts(request, customer, has_branches=has_several_branches(request.business))
    return page(request, "customers/part.html", block="part", part="customers/box_invoice.html", **shown)


@staff_may(Permission.CUSTOMER_EDIT)
def edit(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = reaching.person(request, customer_id)
    form = InvoiceForm(
        reaching.typed(request),
        business=request.business,
        staff=request.staff,
        customer=customer,
        who_changed=last_change.of(customer),
    )
    if reaching.saved(form, custom_fields.change_with, customer, by=request.staff, now=timezone.now()):
        return reaching.told(request, customer, _("The details were saved."))
    return reaching.sheet(
        request,
        customer,
        form,
        "customers/fields_invoice.html",
        title=_("Branch and invoice"),
        icon_name="receipt",
    )


@staff_may(Permission.CUSTOMER_IDENTITY, reads=True)
@require_POST
def reveal(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Shows the ID number in full; that it was viewed is written down."""
    customer = reaching.person(request, customer_id)
    number = identifying.read(customer, by=request.staff, now=timezone.now())
    return page(request, "customers/identity.html", block="number", customer=customer, number=number)


def facts(request: StaffRequest, customer: Customer, *, has_branches: bool) -> dict[str, Any]:
    """What box 2 shows."""
    fields = custom_fields.in_use(request.business)
    values = custom_fields.values_of(customer) if fields else {}
    return {
        "customer": customer,
        "age": customer.age(timezone.localdate()),
        "has_branches": has_branches,
        "own_fields": [
            (field.name, custom_fields.shown(field, values.get(field.pk, ""))) for field in fields
        ],
        "may_identify": request.staff.may(Permission.CUSTOMER_IDENTITY),
        "may_edit": request.staff.may(Permission.CUSTOMER_EDIT) and customer.is_current,
    }
