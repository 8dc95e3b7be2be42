from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.activity import last_change
from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core import phones
from kesher.core.keys import key_from
from kesher.core.pages import page
from kesher.customers import consenting, portrait
from kesher.customers.forms.contact import ConsentForm
from kesher.customers.models import Channel, ContactNumber, Customer, Purpose
from kesher.customers.views import reaching


@staff_may(Permission.CUSTOMER_EDIT)
def edit(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = reaching.person(request, customer_id)
    number = number_asked(request, customer)
    stands = consenting.standing_answers(customer.consents.filter(number=number))
    form = ConsentForm(
        reaching.typed(request),
        business=request.business,
        number=number,
        stands=stands,
        who_changed=last_change.of(customer),
    )
    given = {"number": number, "by": request.staff, "now": timezone.now()}
    if reaching.saved(form, consenting.answer, customer, **given):
        return reaching.told(request, customer, _("The consent was saved."))
    title = _("Consent of %(phone)s") % {"phone": phones.shown(number.phone)} if number else _("Consent")
    return reaching.sheet(
        request, customer, form, "customers/fields_consent.html", title=title, icon_name="shield-check"
    )


@staff_may(Permission.CUSTOMER_VIEW)
def history(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Every answer ever given, newest first: the proof."""
    customer = reaching.person(request, customer_id)
    answers = list(customer.consents.select_related("number")[:200])
    return page(request, "customers/consents.html", block="sheet", customer=customer, answers=answers)


def number_asked(request: StaffRequest, customer: Customer) -> ContactNumber | None:
    """`?number=`: one of this person's further numbers; the main address without it."""
    number_id = key_from(request.GET.get("number", ""))
    return get_object_or_404(customer.numbers.all(), pk=number_id) if number_id else None


def table(customer: Customer, numbers: list[ContactNumber]) -> dict[str, Any]:
    """Purposes across, channels down; a further number has the rows that were answered."""
    stands = consenting.standing_answers(portrait.answers(customer))
    rows = [row(channel, None, stands) for channel in consenting.ASKED]
    for number in numbers:
        ours = (row(channel, number, stands) for channel in consenting.channels_of(number))
        rows += [one for one in ours if any(one["cells"])]
    return {"purposes": [Purpose(purpose).label for purpose in Purpose], "rows": rows}


def row(channel: str, number: ContactNumber | None, stands: dict[Any, Any]) -> dict[str, Any]:
    number_id = number.pk if number else None
    cells = [stands.get((number_id, channel, purpose)) for purpose in Purpose]
    asked = [purpose in consenting.ASKED[channel] for purpose in Purpose]
    return {
        "label": Channel(channel).label,
        "phone": number.phone if number else "",
        "cells": cells,
        "shown": list(zip(asked, cells, strict=True)),
    }
