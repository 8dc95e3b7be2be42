from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import done
from kesher.inquiries import seeing, watching
from kesher.inquiries.views import addressing, reaching


@require_POST
@staff_may(Permission.INQUIRY_VIEW)
def watch(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    """Starts, or stops when one watches already."""
    inquiry = reaching.one(request, inquiry_id)
    if not watching.is_watching(inquiry, request.staff):
        message = _("You watch this inquiry: you are told of what happens to it.")
        return reaching.carried_out(request, inquiry, watching.watch, inquiry, message=message)
    watching.stop(inquiry, by=request.staff, now=timezone.now())
    message = _("You do not watch this inquiry any more.")
    if seeing.may_see(inquiry, request.staff):
        return reaching.told(request, inquiry, message)
    return done(request, to=addressing.here(request), message=message)
