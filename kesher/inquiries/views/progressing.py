"""Where an inquiry stands and who handles it: status, percent, closing, reopening, assigning."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.keys import key_from
from kesher.inquiries import assigning, closing, progressing
from kesher.inquiries.forms.doing import AssignForm, CloseForm, ReopenForm, StatusForm
from kesher.inquiries.models import InquiryKind
from kesher.inquiries.views import reaching, sending


@staff_may(Permission.INQUIRY_EDIT)
@sending.once
def choose_status(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.one(request, inquiry_id)
    form = StatusForm(
        reaching.typed(request), business=request.business, initial={"status": inquiry.status_id}
    )
    if reaching.saved(form, progressing.set_status, inquiry, by=request.staff, now=timezone.now()):
        return reaching.told(request, inquiry, _("The status was changed."))
    return reaching.sheet(request, inquiry, form, title=_("Change the status"), icon_name="progress")


@require_POST
@staff_may(Permission.INQUIRY_EDIT)
@sending.once
def set_status(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    """From the pill of the head."""
    inquiry = reaching.one(request, inquiry_id)
    key = key_from(request.POST.get("status", "")) or 0
    status = request.business.statuses.filter(pk=key).first() or inquiry.status
    return reaching.carried_out(
        request, inquiry, progressing.set_status, inquiry, message=_("The status was changed."), status=status,
        at=sending.moment(request),
    )  # fmt: skip


@require_POST
@staff_may(Permission.INQUIRY_EDIT)
@sending.once
def set_percent(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.one(request, inquiry_id)
    typed = request.POST.get("percent", "")
    percent = int(typed) if typed.isdecimal() and len(typed) < 4 else inquiry.percent  # noqa: PLR2004
    return reaching.carried_out(
        request, inquiry, progressing.set_percent, inquiry, message="", percent=percent
    )


@staff_may(Permission.INQUIRY_EDIT)
@sending.once
def close(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.one(request, inquiry_id)
    initial = {"resolution": inquiry.resolution}
    if key_from(request.GET.get("status", "")):
        initial["status"] = request.GET["status"]
    form = CloseForm(
        reaching.typed(request), business=request.business, initial=initial,
        needs_resolution=inquiry.kind == InquiryKind.SERVICE_CALL,
    )  # fmt: skip
    told = {"by": request.staff, "now": timezone.now(), "at": sending.moment(request)}
    if reaching.saved(form, closing.close, inquiry, **told):
        return reaching.told(request, inquiry, _("The inquiry was closed."))
    return reaching.sheet(
        request,
        inquiry,
        form,
        title=_("Close"),
        icon_name="circle-check",
        submit=_("Close the inquiry"),
        is_offline=True,
    )


@staff_may(Permission.INQUIRY_REOPEN)
def reopen(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.one(request, inquiry_id)
    initial = {"percent": progressing.percent_before(inquiry)}
    form = ReopenForm(reaching.typed(request), business=request.business, initial=initial)
    if reaching.saved(form, progressing.reopen, inquiry, by=request.staff, now=timezone.now()):
        return reaching.told(request, inquiry, _("The inquiry is open again."))
    return reaching.sheet(request, inquiry, form, title=_("Reopen"), icon_name="rotate", submit=_("Reopen"))


@staff_may(Permission.INQUIRY_EDIT)
def assign(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.one(request, inquiry_id, "team")
    staff = [link.staff_id for link in inquiry.assignees.all()]
    initial = {"staff": staff, "team": inquiry.team_id}
    form = AssignForm(reaching.typed(request), business=request.business, initial=initial)
    if reaching.saved(form, assigning.assign, inquiry, by=request.staff, now=timezone.now()):
        return reaching.told(request, inquiry, _("The assignees were changed."))
    return reaching.sheet(request, inquiry, form, title=_("Assign"), icon_name="user-plus")
