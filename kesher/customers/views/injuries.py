from collections.abc import Callable
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
from kesher.customers import injuries
from kesher.customers.forms.injuries import EndForm, InjuryForm
from kesher.customers.models import Customer, Injury
from kesher.customers.views import record
from kesher.customers.views.reaching import person, saved

FACT = "injuries-changed"


@staff_may(Permission.INJURY_VIEW)
def injuries_of(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Only how many there are; what they say is shown on demand."""
    customer = person(request, customer_id)
    kept = customer.injuries.filter(removed_at=None)
    counts = {"count": kept.count(), "active_count": kept.active_on(timezone.localdate()).count()}
    return box(request, customer, shown=None, label=lambda _one: _("Injury"), **counts)


@staff_may(Permission.INJURY_VIEW, reads=True)
@require_POST
def show_injuries(request: StaffRequest, customer_id: int) -> HttpResponse:
    """What they say; that it was read is recorded."""
    customer = person(request, customer_id)
    shown = injuries.read(customer, by=request.staff, now=timezone.now())
    return box(request, customer, shown=shown, label=lambda one: one.title, count=len(shown))


def box(
    request: StaffRequest, customer: Customer, *, label: Callable[[Injury], str], **shown: Any
) -> HttpResponse:
    """`label`: what is told of those that were removed."""
    shown |= {"customer": customer, "today": timezone.localdate()}
    shown["may_edit"] = record.may(request, customer, Permission.INJURY_EDIT)
    if shown["may_edit"]:
        restore = "customers:restore_injury"
        shown["removed"] = record.removed(request, customer.injuries, restore=restore, label=label)
    return page(request, "customers/injuries.html", block="box", **shown)


@staff_may(Permission.INJURY_EDIT)
def add_injury(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = person(request, customer_id)
    initial = {"starts_on": timezone.localdate(), "shows_at_check_in": True}
    form = InjuryForm(request.POST or None, business=request.business, initial=initial)
    if request.method == "POST" and saved(form, injuries.add, customer, by=request.staff, now=timezone.now()):
        return record.kept(request, customer_id, fact=FACT, message=_("The injury was recorded."))
    return record.sheet(request, "customers/injury.html", form, customer=customer, injury=None)


@staff_may(Permission.INJURY_EDIT)
def edit_injury(request: StaffRequest, injury_id: int) -> HttpResponse:
    """Opening the form shows what it says, so that is recorded too."""
    injury = record.row(request, request.business.injuries.filter(removed_at=None), injury_id)
    now, initial = timezone.now(), {name: getattr(injury, name) for name in injuries.DETAILS}
    form = InjuryForm(
        request.POST or None, business=request.business, initial=initial, who_changed=last_change.of(injury)
    )
    if request.method == "POST" and saved(form, injuries.edit, injury, by=request.staff, now=now):
        return record.kept(request, injury.customer_id, fact=FACT, message=_("The injury was changed."))
    if request.method == "GET":
        injuries.read(injury.customer, by=request.staff, now=now)
    return record.sheet(request, "customers/injury.html", form, customer=injury.customer, injury=injury)


@staff_may(Permission.INJURY_EDIT)
def end_injury(request: StaffRequest, injury_id: int) -> HttpResponse:
    injury = record.row(request, request.business.injuries.filter(removed_at=None), injury_id)
    form = EndForm(request.POST or None, business=request.business, initial={"ends_on": timezone.localdate()})
    if request.method == "POST" and saved(form, injuries.end, injury, by=request.staff, now=timezone.now()):
        return record.kept(request, injury.customer_id, fact=FACT, message=_("The injury has an end now."))
    return record.sheet(request, "customers/injury_end.html", form, customer=injury.customer, injury=injury)


@staff_may(Permission.INJURY_EDIT)
@require_POST
def remove_injury(request: StaffRequest, injury_id: int) -> HttpResponse:
    injury = record.row(request, request.business.injuries, injury_id)
    message, undo = _("The injury was removed."), "customers:restore_injury"
    return record.carried_out(request, injuries.remove, injury, fact=FACT, message=message, undo=undo)


@staff_may(Permission.INJURY_EDIT)
@require_POST
def restore_injury(request: StaffRequest, injury_id: int) -> HttpResponse:
    injury = record.row(request, request.business.injuries, injury_id)
    return record.carried_out(request, injuries.restore, injury, fact=FACT, message=_("The injury is back."))
