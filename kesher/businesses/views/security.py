from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.businesses import settling
from kesher.businesses.forms.people import SecurityForm
from kesher.businesses.guards import recently_authenticated, staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.pages import done, page
from kesher.core.refusals import Refused


@staff_may(Permission.BUSINESS_EDIT)
@recently_authenticated
def security(request: StaffRequest) -> HttpResponse:
    business = request.business
    initial = {"requires_second_factor": business.requires_second_factor}
    form = SecurityForm(request.POST or None, business=business, initial=initial)
    if request.method == "POST":
        form = SecurityForm(request.POST, business=business)
        is_required = form.is_valid() and form.cleaned_data["requires_second_factor"]
        try:
            settling.require_second_factor(
                business, is_required=is_required, by=request.staff, now=timezone.now()
            )
        except Refused as refused:
            form.explain(refused)
        else:
            to = address("businesses:security", business.slug)
            return done(request, to=to, message=_("The security settings were saved."))
    return page(
        request, "businesses/security.html", block="sheet", status=422 if form.errors else 200, form=form
    )
