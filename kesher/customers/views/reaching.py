"""The steps that the views of a person share: reaching the person, showing a sheet, handing over, telling."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise

from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.owned_form import OwnedForm
from kesher.core.pages import done, is_fragment_request, page
from kesher.core.refusals import Refused
from kesher.customers.models import Customer


def person(request: StaffRequest, customer_id: int) -> Customer:
    """The person of the address, if this staff member sees them; 404 otherwise."""
    return get_object_or_404(request.business.customers.visible_to(request.staff), pk=customer_id)


def row_of(request: StaffRequest, rows: Any, row_id: int) -> Any:
    """A row of one of the people whom this staff member sees, with its person."""
    people = request.business.customers.visible_to(request.staff)
    return get_object_or_404(rows.select_related("customer").filter(customer__in=people), pk=row_id)


def typed(request: StaffRequest) -> Any:
    """What was posted; None when the form is only asked for."""
    return request.POST if request.method == "POST" else None


def saved(form: OwnedForm, verb: Callable[..., Any], *subject: Any, **given: Any) -> bool:
    """Hands what was typed to the verb; its refusal is explained in the form."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        verb(*subject, **form.cleaned_data, **given)
    except Refused as refused:
        form.explain(refused)
        return False
    return True


def sheet(
    request: StaffRequest, customer: Customer, form: OwnedForm, fields: str, **shown: Any
) -> HttpResponse:
    """The form in a drawer, or on a page of its own; `fields` is the template of its fields."""
    status = 422 if form.errors else 200
    return page(
        request,
        "customers/sheet.html",
        block="sheet",
        status=status,
        customer=customer,
        form=form,
        fields=fields,
        **shown,
    )


def told(
    request: StaffRequest, customer: Customer, message: str | Promise = "", **done_with: Any
) -> HttpResponse:
    """The person changed: whoever shows them fetches again; a plain page goes to the profile."""
    to = profile_unless_fragment(request, customer)
    return done(request, to=to, fact="customer-changed", message=message, **done_with)


def profile_unless_fragment(request: StaffRequest, customer: Customer) -> str:
    """Empty in a drawer; a sheet on a page of its own goes to the profile."""
    stands_alone = urlsplit(request.headers.get("HX-Current-URL", "")).path == request.path
    if is_fragment_request(request) and not stands_alone:
        return ""
    return address("customers:profile", request.business.slug, customer.pk)
