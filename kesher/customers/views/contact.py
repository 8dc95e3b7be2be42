"""Box 1: names, telephones, e-mail, account manager, consent, addresses, relations (A053-A060)."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.activity import last_change
from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import page
from kesher.customers import adding, portrait, relating
from kesher.customers.forms.contact import ContactForm
from kesher.customers.models import Customer
from kesher.customers.views import consent, reaching


@staff_may(Permission.CUSTOMER_VIEW)
def box(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = reaching.person(request, customer_id)
    shown = facts(request, customer)
    return page(request, "customers/part.html", block="part", part="customers/box_contact.html", **shown)


@staff_may(Permission.CUSTOMER_EDIT)
def edit(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = reaching.person(request, customer_id)
    initial = {name: getattr(customer, name) for name in ContactForm.base_fields}
    form = ContactForm(
        reaching.typed(request),
        initial=initial,
        business=request.business,
        staff=request.staff,
        customer=customer,
        who_changed=last_change.of(customer),
    )
    if reaching.saved(form, adding.change, customer, by=request.staff, now=timezone.now()):
        return reaching.told(request, customer, _("The details were saved."))
    return reaching.sheet(
        request,
        customer,
        form,
        "customers/fields_contact.html",
        title=_("Contact details"),
        icon_name="address-book",
    )


def facts(request: StaffRequest, customer: Customer) -> dict[str, Any]:
    """What box 1 shows: one query each for numbers, periods, consent, addresses and relations."""
    links = relating.links_of(customer, by=request.staff)
    numbers = customer.further_numbers
    return {
        "customer": customer,
        "numbers": numbers,
        "periods": portrait.periods(customer),
        "consents": consent.table(customer, numbers),
        "addresses": portrait.addresses(customer),
        "links": links,
        "lacks_guardian": relating.lacks_guardian(customer, links, today=timezone.localdate()),
        "may_edit": request.staff.may(Permission.CUSTOMER_EDIT) and customer.is_current,
    }
