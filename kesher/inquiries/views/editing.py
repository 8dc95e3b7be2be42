"""Changing the details of an inquiry that stands."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.activity import last_change
from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.calendar.forms.reminding import shown as shown_reminder
from kesher.calendar.reminding import reminder_of
from kesher.inquiries import (
    announcing,
    assigning,
    changing,
    opening,
    progressing,
    reminding,
)
from kesher.inquiries.forms.inquiry import OpeningForm
from kesher.inquiries.models import Inquiry
from kesher.inquiries.views import adding, intake, reaching


@staff_may(Permission.INQUIRY_EDIT)
def edit(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.whole(request, inquiry_id)
    form = OpeningForm(
        reaching.typed(request), kind=inquiry.kind, staff=request.staff, inquiry=inquiry,
        business=request.business, initial=shown_of(inquiry), who_changed=last_change.of(inquiry),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        details = form.given()
        if reaching.saved(form, lambda **_typed: changed(request, inquiry, details)):
            lost = adding.remind(request, form, inquiry.fresh())
            return reaching.told(request, inquiry, " ".join([_("The inquiry was changed."), *lost]))
    return intake.sheet(request, form, title=_("Edit details"), inquiry=inquiry)


def changed(request: StaffRequest, inquiry: Inquiry, details: dict[str, Any]) -> None:
    """Each part by its own verb: who handles it, where it stands, the rest; all or nothing."""
    now, by = timezone.now(), request.staff
    handling = {"staff": list(announcing.handlers_of(inquiry)), "team": inquiry.team}
    handling |= {name: details.pop(name) for name in handling if name in details}
    status, percent = details.pop("status", None), details.pop("percent", None)
    with transaction.atomic():
        assigning.assign(inquiry, **handling, by=by, now=now)
        changing.change(inquiry, by=by, now=now, **details)
        if percent is not None and not inquiry.is_closed:
            progressing.set_percent(inquiry, percent=percent, by=by, now=now)
        if status is not None:
            progressing.set_status(inquiry, status=status, by=by, now=now)


def shown_of(inquiry: Inquiry) -> dict[str, Any]:
    initial: dict[str, Any] = {name: getattr(inquiry, name) for name in (*opening.FIELDS, "team")}
    initial["staff"] = [link.staff_id for link in inquiry.assignees.all()]
    return initial | shown_reminder(reminder_of(inquiry), anchor=reminding.time_of(inquiry))
