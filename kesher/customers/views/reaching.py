"""From the address to the person, and from a form to its verb: the two steps that every view here shares."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404

from kesher.businesses.requests import StaffRequest
from kesher.core.owned_form import OwnedForm
from kesher.core.refusals import Refused
from kesher.customers.models import Customer


def person(request: StaffRequest, customer_id: int) -> Customer:
    """The person of the address, if this staff member sees them; 404 otherwise."""
    return get_object_or_404(request.business.customers.visible_to(request.staff), pk=customer_id)


def saved(form: OwnedForm, verb: Callable[..., Any], *subject: Any, **given: Any) -> bool:
    """Hands what was typed to the verb; its refusal is explained in the form."""
    if not form.is_valid():
        return False
    try:
        verb(*subject, **form.cleaned_data, **given)
    except Refused as refused:
        form.explain(refused)
        return False
    return True
