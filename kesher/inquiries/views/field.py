"""The technician's phone: the day in order, arriving, the papers of a call, the customer's signature."""

from datetime import date
from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.calendar import periods
from kesher.core.pages import page
from kesher.inquiries import arriving, fieldwork, papers, signing
from kesher.inquiries.fieldwork import Stop
from kesher.inquiries.forms.signing import SignForm
from kesher.inquiries.views import reaching, sending


@staff_may(Permission.INQUIRY_EDIT)
def my_day(request: StaffRequest) -> HttpResponse:
    day = asked_day(request)
    stops = [shown(one) for one in fieldwork.stops(request.staff, day=day)]
    return page(
        request, "inquiries/my_day.html", block="day", stops=stops, day=day, today=timezone.localdate()
    )


def asked_day(request: StaffRequest) -> date:
    """Today, unless another day of the diary is asked for."""
    today = timezone.localdate()
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today
    return day if day == periods.clamped(day) else today


def shown(stop: Stop) -> dict[str, object]:
    """The stop with its links: telephone, WhatsApp, navigation."""
    call = stop.call
    if call is None:
        return {"stop": stop, "meeting": stop.meeting}
    phone = call.phone or (call.customer.phone if call.customer else "")
    place = call.address or (call.site.address if call.site else "")
    return {
        "stop": stop,
        "call": call,
        "phone": phone,
        "whatsapp": f"https://wa.me/{phone[1:]}" if phone.startswith("+") else "",
        "place": place,
        "navigate": f"https://waze.com/ul?q={quote(place)}&navigate=yes" if place else "",
    }


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
    return page(
        request, "inquiries/sign.html", block="sheet", status=422 if form.errors else 200, form=form, inquiry=inquiry,
        lines=lines,
    )  # fmt: skip


@staff_may(Permission.INQUIRY_EDIT)
def work_order(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.whole(request, inquiry_id)
    return paper(papers.order(inquiry), f"order-{inquiry.number}")


@staff_may(Permission.INQUIRY_EDIT)
def work_report(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.whole(request, inquiry_id)
    return paper(papers.report(inquiry), f"report-{inquiry.number}")


def paper(made: bytes, name: str) -> HttpResponse:
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
