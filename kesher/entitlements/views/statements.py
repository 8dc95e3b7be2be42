"""What a customer has and what became of it; correcting it."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.pages import done, is_fragment_request, page
from kesher.core.refusals import Refused
from kesher.entitlements import granting, statements
from kesher.entitlements.forms import AdjustForm
from kesher.entitlements.models import Lot, Unit

FACT = "contracts-changed"


@staff_may(Permission.CONTRACT_VIEW)
def statement(request: StaffRequest, customer_id: int) -> HttpResponse:
    people = request.business.customers.visible_to(request.staff)
    customer = get_object_or_404(people, pk=customer_id)
    units = parts(list(customer.lots.order_by("pk")), customer)
    may_adjust = request.staff.may(Permission.ENTITLEMENT_ADJUST) and customer.is_current
    return page(
        request, "entitlements/statement.html", block="body", customer=customer, units=units, may_adjust=may_adjust,
        clock=statements.clock, shown=statements.shown, today=timezone.localdate(),
    )  # fmt: skip


def parts(lots: list[Lot], customer: Any) -> list[dict[str, Any]]:
    """One for each unit that the customer has something of."""
    found = []
    for unit in Unit:
        mine = [one for one in lots if one.unit == unit]
        if mine:
            by_lot = statements.balances_by_lot(mine)
            totals = {side: sum(one[side] for one in by_lot.values()) for side in statements.SIDES}
            lines = statements.statement(customer, unit=unit, lots=mine)
            found.append(
                {"unit": unit, "label": _("Hours") if unit == Unit.MINUTES else unit.label, "totals": totals, "lines": lines,
                 "lots": [(one, by_lot[one.pk]) for one in mine], "overage": sum(line.overage for line in lines)}
            )  # fmt: skip
    return found


@staff_may(Permission.ENTITLEMENT_ADJUST)
def adjust(request: StaffRequest, lot_id: int) -> HttpResponse:
    people = request.business.customers.visible_to(request.staff)
    lots = request.business.lots.filter(customer__in=people).select_related("customer")
    lot = get_object_or_404(lots, pk=lot_id)
    initial = {"key": uuid.uuid4().hex}
    form = AdjustForm(request.POST or None, business=request.business, unit=lot.unit, initial=initial)
    back = address("entitlements:statement", request.business.slug, lot.customer_id)
    if form.is_bound and form.is_valid() and adjusted(form, lot, by=request.staff):
        to = "" if is_fragment_request(request) else back
        return done(request, to=to, fact=FACT, message=_("The balance was adjusted."))
    left = statements.shown(lot.free, lot.unit)
    status = 422 if form.errors else 200
    return page(
        request,
        "entitlements/adjust.html",
        block="sheet",
        status=status,
        form=form,
        lot=lot,
        left=left,
        back=back,
    )


def adjusted(form: AdjustForm, lot: Lot, *, by: Any) -> bool:
    typed = form.cleaned_data
    key = f"adjust:{lot.pk}:{typed['key']}"
    try:
        granting.adjust(
            lot, quantity=typed["amount"], reason=typed["reason"], by=by, now=timezone.now(), key=key
        )
    except Refused as refused:
        for problem in refused.problems:
            form.add_error(
                {"quantity": "amount", "reason": "reason"}.get(problem.field or ""), str(problem.sentence)
            )
        return False
    return True
