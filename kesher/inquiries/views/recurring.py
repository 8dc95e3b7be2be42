"""Letting a task or a call come again, and stopping that."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.calendar import recurring as rules
from kesher.calendar.forms.recurring import rule_of
from kesher.core.pages import page
from kesher.inquiries import recurring, seeing
from kesher.inquiries.forms.recurring import RepeatForm
from kesher.inquiries.models import Inquiry
from kesher.inquiries.views import reaching


@staff_may(Permission.INQUIRY_EDIT)
def repeat(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.whole(request, inquiry_id)
    problems = recurring.problems(inquiry, rule="FREQ=DAILY", by=request.staff)
    if problems:
        shown: dict[str, Any] = {"inquiry": inquiry, "problems": problems, "title": _("Recurrence")}
        return page(request, "inquiries/blocked.html", block="sheet", **shown)
    form = RepeatForm(reaching.typed(request), business=request.business, initial={"repeats": "monthly"})
    if reaching.saved(form, lambda **typed: start(inquiry, typed), by=request.staff, now=timezone.now()):
        return reaching.told(request, inquiry, _("It comes again from now on."))
    return reaching.sheet(
        request, inquiry, form, title=_("Recurrence"), icon_name="repeat",
        fields="inquiries/fields_repeat.html", told=told(inquiry), anchor=recurring.anchor_of(inquiry),
    )  # fmt: skip


def start(inquiry: Inquiry, typed: dict[str, Any]) -> None:
    rule = rule_of({**typed, "starts_at": recurring.anchor_of(inquiry)})
    recurring.start(inquiry, rule=rule, lead_days=typed["lead_days"] or 0, by=typed["by"], now=typed["now"])


def told(inquiry: Inquiry) -> dict[str, Any] | None:
    """How it comes again as things stand."""
    series = recurring.running(inquiry)
    if series is None:
        return None
    sentence = rules.sentence(series.rule, zone=ZoneInfo(series.zone))
    return {"id": series.pk, "sentence": sentence, "next_at": series.next_at}


@require_POST
@staff_may(Permission.INQUIRY_EDIT)
def stop(request: StaffRequest, inquiry_series_id: int) -> HttpResponse:
    series = get_object_or_404(request.business.inquiry_series, pk=inquiry_series_id)
    seen = seeing.seen_by(request.staff).filter(series=series)
    inquiry = get_object_or_404(seen.select_related("business", "series").order_by("-pk")[:1])
    message = _("It does not come again any more. What was opened stays.")
    return reaching.carried_out(request, inquiry, recurring.stop, inquiry.series, message=message)
