from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core import phones
from kesher.core.addresses import address
from kesher.core.pages import done, page
from kesher.core.refusals import Refused
from kesher.core.words import cleaned, isolated
from kesher.customers import adding, duplicates
from kesher.customers.forms.adding import AddForm
from kesher.customers.views import reaching

LONG_ENOUGH = 9
"""of a telephone number, to say that it looks wrong: shorter ones are still being typed"""


@staff_may(Permission.CUSTOMER_ADD)
def add(request: StaffRequest) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = AddForm(typed, initial=request.GET.dict(), business=request.business, staff=request.staff)
    if form.is_bound and form.is_valid():
        try:
            customer = adding.add(request.business, by=request.staff, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.explain(refused)
        else:
            to = address("customers:profile", request.business.slug, customer.pk)
            return done(request, to=to, message=_("%(name)s was added.") % {"name": isolated(customer)})
    return page(request, "customers/add.html", block="sheet", status=422 if form.errors else 200, form=form)


@staff_may(Permission.CUSTOMER_ADD)
def similar(request: StaffRequest) -> HttpResponse:
    """While a new person is typed: who is there already, and whether the number looks right."""
    typed = details_typed(request.GET, "first_name", "last_name", "phone", "email")
    return likenesses(request, typed, duplicates.similar(request.business, **typed, by=request.staff))


@staff_may(Permission.CUSTOMER_EDIT)
@require_POST
def similar_to(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The same while somebody is changed; posted, since an ID number does not belong into an address."""
    customer = reaching.person(request, customer_id)
    typed = details_typed(request.POST, "first_name", "last_name", "phone", "email", "id_number")
    found = duplicates.similar_to_change(customer, **typed, by=request.staff)
    return likenesses(request, typed, found, before=phones.shown(customer.phone))


def details_typed(given: QueryDict, *names: str) -> dict[str, Any]:
    return {name: cleaned(given.get(name, ""))[:100] for name in names}


def likenesses(
    request: StaffRequest, typed: dict[str, Any], found: list[duplicates.Likeness], *, before: str = ""
) -> HttpResponse:
    """`before`: the number as it was shown; left alone it is not asked about."""
    phone = typed["phone"]
    is_odd = len(phone) >= LONG_ENOUGH and phone != before and phones.is_odd(phone)
    return page(request, "customers/similar.html", block="similar", found=found, is_odd=is_odd)
