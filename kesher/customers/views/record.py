"""How notes, files and injuries are reached and how their verbs answer."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.owned_form import OwnedForm
from kesher.core.pages import done, is_fragment_request, page, refusal
from kesher.core.refusals import Refused
from kesher.customers.models import Customer


def row(request: StaffRequest, rows: Any, pk: int) -> Any:
    """A note, file or injury of a person whom this staff member sees; 404 otherwise."""
    people = request.business.customers.visible_to(request.staff)
    return get_object_or_404(rows.filter(customer__in=people).select_related("customer"), pk=pk)


def may(request: StaffRequest, customer: Customer, right: Permission) -> bool:
    return request.staff.may(right) and customer.is_current


def removed(
    request: StaffRequest, rows: Any, *, restore: str, label: Callable[[Any], Any] = str
) -> list[Any]:
    """Of these notes, files or injuries those that can still be brought back, the latest first."""
    found = rows.filter(removed_at__isnull=False).order_by("-removed_at", "-id")
    slug = request.business.slug
    return [
        {"label": label(one), "at": one.removed_at, "url": address(restore, slug, one.pk)} for one in found
    ]


def profile(request: StaffRequest, customer_id: int) -> str:
    return address("customers:profile", request.business.slug, customer_id)


def sheet(request: StaffRequest, template: str, form: OwnedForm, **context: Any) -> HttpResponse:
    """The form; with 422 when it came back with errors."""
    return page(request, template, block="sheet", form=form, status=422 if form.errors else 200, **context)


def kept(
    request: StaffRequest, customer_id: int, *, fact: str, message: Any, undo: str = "", pk: int = 0
) -> HttpResponse:
    """It worked: whoever shows the fact fetches it again; a plain page goes back to the person."""
    to = "" if is_fragment_request(request) else profile(request, customer_id)
    undo_url = address(undo, request.business.slug, pk) if undo else ""
    return done(request, to=to, fact=fact, message=message, undo_url=undo_url)


def carried_out(
    request: StaffRequest,
    verb: Callable[..., Any],
    subject: Any,
    *,
    fact: str,
    message: Any,
    undo: str = "",
    **given: Any,
) -> HttpResponse:
    """A verb without a form of its own; its refusal becomes a toast."""
    try:
        verb(subject, by=request.staff, now=timezone.now(), **given)
    except Refused as refused:
        return refusal(request, refused, profile(request, subject.customer_id))
    return kept(request, subject.customer_id, fact=fact, message=message, undo=undo, pk=subject.pk)
