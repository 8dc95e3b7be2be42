"""The window "Add treatment type" (R131-R134): choosing the type shows its form; lines are changed and removed."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.keys import key_from
from kesher.core.pages import kept_offline, page
from kesher.inquiries import banking, treating
from kesher.inquiries.forms.treatment import TreatmentForm
from kesher.inquiries.models import Inquiry, TreatmentSubType
from kesher.inquiries.views import reaching, sending

ICONS = {"work": "clock-play", "parts": "package", "external": "truck", "closing": "circle-check"}


@staff_may(Permission.INQUIRY_EDIT)
@sending.once
def add(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    """Without `?type=` the types to choose from; `?sub_type=` narrows them to one tab's."""
    inquiry = reaching.one(request, inquiry_id)
    types = request.business.treatment_types.filter(retired_at=None).select_related("status")
    chosen = types.filter(pk=key_from(request.GET.get("type", "")) or 0).first()
    if chosen is None:
        return choose(request, inquiry, types)
    initial = {
        "staff": request.staff.pk, "quantity": 1, "status": chosen.status_id,
        "rate": last_rate(inquiry), "resolution": inquiry.resolution,
    }  # fmt: skip
    form = form_for(request, inquiry, chosen, initial)
    told = {"by": request.staff, "now": timezone.now(), "entered_at": sending.moment(request)}
    if reaching.saved(form, treating.add, inquiry, type=chosen, **told):
        return reaching.told(request, inquiry, _("The treatment was added."))
    ahead = foresee_url(request, inquiry, chosen)
    return sheet(request, inquiry, form, chosen, title=_("Add treatment"), foresee_url=ahead)


@staff_may(Permission.INQUIRY_EDIT)
def foresee(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    """What saving the form as it is typed now would take from the hour bank; nothing while it makes no sense."""
    inquiry = reaching.one(request, inquiry_id)
    chosen = request.business.treatment_types.filter(pk=key_from(request.GET.get("type", "")) or 0).first()
    split = None
    if chosen and inquiry.contract_id:
        form = TreatmentForm(request.GET, type=chosen, may_override=False, business=request.business)
        form.is_valid()
        typed = treating.completed({**form.cleaned_data, "type": chosen}, entered_at=timezone.now())
        day = timezone.localdate(typed["performed_at"])
        counted = {name: typed[name] for name in ("minutes", "travel_minutes", "rate")}
        split = banking.foresee(inquiry, type=chosen, day=day, lot=lot_in(request, inquiry), **counted)
    return page(request, "inquiries/foreseen.html", block="part", split=split, inquiry=inquiry)


def lot_in(request: StaffRequest, inquiry: Inquiry) -> Any:
    key = key_from(request.GET.get("lot", ""))
    return inquiry.customer.lots.filter(pk=key).first() if key and inquiry.customer else None


@staff_may(Permission.INQUIRY_EDIT)
def edit(request: StaffRequest, treatment_id: int) -> HttpResponse:
    line = row(request, treatment_id)
    initial = {name: getattr(line, name) for name in treating.FIELDS}
    form = form_for(request, line.inquiry, line.type, initial)
    if reaching.saved(form, treating.change, line, by=request.staff, now=timezone.now()):
        return reaching.told(request, line.inquiry, _("The treatment was changed."))
    return sheet(request, line.inquiry, form, line.type, title=_("Edit treatment"))


@require_POST
@staff_may(Permission.INQUIRY_EDIT)
def remove(request: StaffRequest, treatment_id: int) -> HttpResponse:
    line = row(request, treatment_id)
    undo_url = address("inquiries:restore_treatment", request.business.slug, line.pk)
    message = _("The treatment was removed.")
    return reaching.carried_out(
        request, line.inquiry, treating.remove, line, message=message, undo_url=undo_url
    )


@require_POST
@staff_may(Permission.INQUIRY_EDIT)
def restore(request: StaffRequest, treatment_id: int) -> HttpResponse:
    line = row(request, treatment_id)
    return reaching.carried_out(
        request, line.inquiry, treating.restore, line, message=_("The treatment is back.")
    )


def row(request: StaffRequest, treatment_id: int) -> Any:
    return reaching.row_of(
        request, request.business.treatments.select_related("type", "status", "staff", "lot"), treatment_id
    )


def form_for(request: StaffRequest, inquiry: Inquiry, chosen: Any, initial: dict[str, Any]) -> TreatmentForm:
    may_override = request.staff.may(Permission.INQUIRY_OVERRIDE)
    day = timezone.localdate(initial.get("performed_at"))
    hours = banking.offered(inquiry, type=chosen, day=day)
    return TreatmentForm(
        reaching.typed(request), type=chosen, may_override=may_override, hours=hours, business=request.business,
        initial=initial,
    )  # fmt: skip


def last_rate(inquiry: Inquiry) -> int:
    """The rate of the last work, so that it need not be typed again."""
    lines = inquiry.business.treatments.filter(removed_at=None, rate__gt=0).order_by("-pk")
    return lines.values_list("rate", flat=True).first() or 0


def choose(request: StaffRequest, inquiry: Inquiry, types: Any) -> HttpResponse:
    only = request.GET.get("sub_type", "")
    groups = [
        {"label": label, "icon": ICONS[key], "types": [one for one in types if one.sub_type == key]}
        for key, label in TreatmentSubType.choices
        if only in {"", key} or only not in TreatmentSubType.values
    ]
    shown: dict[str, Any] = {"groups": [one for one in groups if one["types"]], "inquiry": inquiry}
    return kept_offline(
        page(request, "inquiries/treatment_types.html", block="sheet", **shown), person=request.staff
    )


def sheet(
    request: StaffRequest,
    inquiry: Inquiry,
    form: TreatmentForm,
    chosen: Any,
    *,
    title: Any,
    foresee_url: str = "",
) -> HttpResponse:
    answer = reaching.sheet(
        request, inquiry, form, fields="inquiries/fields_treatment.html", is_offline=True,
        title=f"{title}: {chosen.name}", icon_name=ICONS[chosen.sub_type], chosen=chosen, foresee_url=foresee_url,
    )  # fmt: skip
    return kept_offline(answer, person=request.staff)


def foresee_url(request: StaffRequest, inquiry: Inquiry, chosen: Any) -> str:
    """Only where there is a contract whose hours the line may take."""
    if inquiry.contract_id is None or chosen.sub_type not in {
        TreatmentSubType.WORK,
        TreatmentSubType.EXTERNAL,
    }:
        return ""
    url = address("inquiries:foresee_treatment", request.business.slug, inquiry.pk)
    return f"{url}?type={chosen.pk}"
