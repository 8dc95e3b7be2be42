from django.http import FileResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import page, refusal
from kesher.core.refusals import Refused
from kesher.customers import disclosing
from kesher.customers.views import record
from kesher.customers.views.reaching import person


@staff_may(Permission.CUSTOMER_EXPORT)
def ask(request: StaffRequest, customer_id: int) -> HttpResponseBase:
    customer = person(request, customer_id)
    if customer.merged_into_id:
        return redirect("customers:ask_disclosure", request.business.slug, customer.merged_into_id)
    problems = disclosing.problems(customer, by=request.staff)
    return page(request, "customers/disclose.html", block="sheet", customer=customer, problems=problems)


@staff_may(Permission.CUSTOMER_EXPORT, reads=True)
@require_POST
def disclose(request: StaffRequest, customer_id: int) -> HttpResponseBase:
    customer = person(request, customer_id)
    try:
        archive = disclosing.disclose(customer, by=request.staff, now=timezone.now())
    except Refused as refused:
        return refusal(request, refused, record.profile(request, customer_id))
    name = f"person-{customer.number}.zip"
    answer = FileResponse(archive, as_attachment=True, filename=name, content_type="application/zip")
    answer["Cache-Control"] = "no-store"
    return answer
