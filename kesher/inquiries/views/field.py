"""At the customer: arriving, the papers of a call, the customer's signature."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import kept_offline, page
from kesher.inquiries import arriving, papers, signing
from kesher.inquiries.forms.signing import SignForm
from kesher.inquiries.views import reaching, sending


@require_POST
@staff_may(Permission.INQUIRY_EDIT)
@sending.once
def arrive(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.one(request, inquiry_id)
    return reaching.carried_out(
        request, inquiry, arriving.arrive, inquiry, message=_("Arrival noted."), at=sending.moment(request)
    )


@staff_may(Permission.INQUIRY_EDIT)
@sending.once
def sign(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.one(request, inquiry_id)
    form = SignForm(
        reaching.typed(request), business=request.business, initial={"name": inquiry.contact_name}
    )
    if reaching.saved(form, signing.sign, inquiry, by=request.staff, now=sending.moment(request)):
        return reaching.told(request, inquiry, _("The report was signed."))
    lines = papers.lines_of(inquiry)
    shown = page(
        request, "inquiries/sign.html", block="sheet", status=422 if form.errors else 200, form=form, inquiry=inquiry,
        lines=lines,
    )  # fmt: skip
    return kept_offline(shown, person=request.staff)


@staff_may(Permission.INQUIRY_VIEW)
def work_order(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.whole(request, inquiry_id)
    return paper(papers.order(inquiry), f"order-{inquiry.number}")


@staff_may(Permission.INQUIRY_VIEW)
def work_report(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.whole(request, inquiry_id)
    return paper(papers.report(inquiry), f"report-{inquiry.number}")


def paper(made: bytes, name: str) -> HttpResponse:
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
