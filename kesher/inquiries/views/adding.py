"""Opening an inquiry of one of the four kinds, or one that follows another."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.keys import key_from
from kesher.core.pages import done
from kesher.core.refusals import Refused
from kesher.inquiries import filing, following, opening, portrait, reminding, seeing
from kesher.inquiries.forms.inquiry import OpeningForm
from kesher.inquiries.models import Inquiry, InquiryKind
from kesher.inquiries.views import beginning, intake, reaching

TITLES = {
    InquiryKind.MESSAGE: gettext_lazy("New message"),
    InquiryKind.TASK: gettext_lazy("New task"),
    InquiryKind.SERVICE_CALL: gettext_lazy("New service call"),
    InquiryKind.DOCUMENTATION: gettext_lazy("New documentation"),
}


@staff_may(Permission.INQUIRY_ADD)
def add(request: StaffRequest, kind: str) -> HttpResponse:
    """`?customer=`, `?at=` and `?follows=` come from where one pressed."""
    if kind not in InquiryKind.values:
        raise Http404
    typed, before = reaching.typed(request), followed(request)
    form = OpeningForm(
        typed, request.FILES or None, kind=kind, staff=request.staff, business=request.business,
        initial=(beginning.initial(request, before, kind) if typed is None else {}) | beginning.reminder(request, kind),
    )  # fmt: skip
    inquiry = opened(request, form, kind, before) if form.is_bound and form.is_valid() else None
    if inquiry is not None:
        message = " ".join(
            [
                _("Number %(number)s was opened.") % {"number": inquiry.number},
                *filed(request, form, inquiry),
                *(remind(request, form, inquiry) if form.cleaned_data.get("remind_at") else []),
            ]
        )
        to = reaching.page_of(request, inquiry) if reaching.stands_alone(request) else ""
        return done(request, to=to, fact=reaching.FACTS, message=message)
    if typed is not None:
        form.initial = {**form.initial, **beginning.initial(request, before, kind)}
    return intake.sheet(
        request, form, title=TITLES[InquiryKind(kind)], kinds=intake.kinds(request, kind), before=before
    )


@staff_may(Permission.INQUIRY_ADD)
def follow_up(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    """The form of the likeliest kind, filled from the one that is followed."""
    inquiry = reaching.one(request, inquiry_id)
    url = address("inquiries:add", request.business.slug, following.next_kind(inquiry))
    return redirect(f"{url}?follows={inquiry.pk}")


def followed(request: StaffRequest) -> Inquiry | None:
    key = key_from(request.GET.get("follows", "")) or 0
    rows = seeing.seen_by(request.staff).standing().select_related(*portrait.RELATED)
    inquiry: Inquiry | None = rows.filter(pk=key).first() if key else None
    return inquiry


def opened(request: StaffRequest, form: OpeningForm, kind: str, before: Inquiry | None) -> Inquiry | None:
    told: dict[str, Any] = {
        "kind": kind,
        "checklist": form.check_lines(),
        "by": request.staff,
        "now": timezone.now(),
    }
    try:
        inquiry = (
            following.follow_up(before, **told, **form.given())
            if before
            else opening.open_inquiry(request.business, **told, **form.given())
        )
    except Refused as refused:
        form.explain(refused)
        return None
    return inquiry


def filed(request: StaffRequest, form: OpeningForm, inquiry: Inquiry) -> list[str]:
    """The files that could not be kept, each with its reason: the inquiry stands without them."""
    problems = filing.upload_each(inquiry, form.chosen_files(), by=request.staff, now=timezone.now())
    return [_("Not kept: %(reason)s") % {"reason": one.sentence} for one in problems]


def remind(request: StaffRequest, form: OpeningForm, inquiry: Inquiry) -> list[str]:
    """Sets it as chosen; what to tell when it cannot be, since the inquiry got no time."""
    if "remind_at" not in form.fields:
        return []
    wanted = form.reminder(reminding.time_of(inquiry))
    reminding.keep(inquiry, wanted, by=request.staff, now=timezone.now())
    is_lost = form.cleaned_data["remind_at"] and "remind_at" in form.changed_data and wanted is None
    return [_("The reminder was not set: there is no time to count from.")] if is_lost else []
