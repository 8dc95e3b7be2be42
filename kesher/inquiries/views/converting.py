"""Turning an inquiry into another kind: which one is a press, what it asks for a short form."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import page
from kesher.inquiries import converting
from kesher.inquiries.columns import KIND_ICONS
from kesher.inquiries.forms.converting import ConvertForm
from kesher.inquiries.models import Inquiry, InquiryKind
from kesher.inquiries.phrasing import KIND_LABELS
from kesher.inquiries.views import reaching


@staff_may(Permission.INQUIRY_EDIT)
def convert(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    """`?to=` names the kind; without it, the first one that it could become."""
    inquiry = reaching.whole(request, inquiry_id)
    offered = converting.offered(inquiry)
    to = wanted(offered, request.GET.get("to", ""))
    problems = converting.problems(inquiry, kind=to or "", by=request.staff)
    if to is None or problems:
        shown: dict[str, Any] = {"inquiry": inquiry, "problems": problems, "title": _("Convert")}
        return page(request, "inquiries/blocked.html", block="sheet", **shown)
    form = form_for(request, inquiry, to)
    if reaching.saved(form, converting.convert, inquiry, kind=to, by=request.staff, now=timezone.now()):
        told = {"kind": KIND_LABELS[to], "number": inquiry.number}
        return reaching.told(
            request, inquiry, _("%(number)s is now: %(kind)s.") % told, facts=reaching.ALL_FACTS
        )
    return reaching.sheet(
        request, inquiry, form, title=_("Convert"), icon_name="arrows-exchange", submit=_("Convert"),
        fields="inquiries/fields_convert.html", kinds=kinds(request, offered, to),
    )  # fmt: skip


def wanted(offered: list[InquiryKind], named: str) -> InquiryKind | None:
    """The one that the address names, else the likeliest: rather a task or a call than a message."""
    likely = [kind for kind in offered if kind != InquiryKind.MESSAGE]
    return next((kind for kind in offered if kind == named), likely[0] if likely else None)


def form_for(request: StaffRequest, inquiry: Inquiry, to: InquiryKind) -> ConvertForm:
    initial: dict[str, Any] = {
        "staff": [link.staff_id for link in inquiry.assignees.all()], "team": inquiry.team_id,
        "title": inquiry.title, "priority": inquiry.priority_id, "target_at": inquiry.target_at,
    }  # fmt: skip
    return ConvertForm(
        reaching.typed(request), kind=to, staff=request.staff, subject=inquiry, business=request.business,
        initial=initial,
    )  # fmt: skip


def kinds(request: StaffRequest, offered: list[InquiryKind], to: InquiryKind) -> list[dict[str, Any]]:
    return [
        {"label": KIND_LABELS[kind], "icon": KIND_ICONS[kind], "url": f"{request.path}?to={kind}", "is_active": kind == to}
        for kind in offered
    ]  # fmt: skip
