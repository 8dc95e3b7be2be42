"""Where a meeting is, while it is typed: the sites of the customer who was chosen, and the place that follows from one."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.calendar.forms.meetings import MeetingForm
from kesher.core.pages import fragment

NAMES = ("customer", "site", "resource", "place", "was_place")


@staff_may(Permission.DIARY_EDIT)
@require_GET
def meeting_place(request: StaffRequest) -> HttpResponse:
    """What was typed stays: the place is filled when it is empty, or still holds what was filled in before. The only site of a
    customer who has just been chosen is chosen with them.
    """
    typed = {name: request.GET.get(name, "") for name in NAMES}
    form = MeetingForm(business=request.business, staff=request.staff, initial=typed)
    is_new = request.headers.get("HX-Trigger") == "meeting-place"
    site = form.chosen_site or (form.only_site if is_new else None)
    follows = site.address if site else ""
    if typed["place"] in {"", typed["was_place"]}:
        form.initial["place"] = follows
    form["site"].initial = site.pk if site else None  # read already, so the field keeps it
    return fragment(request, "calendar/meeting_place.html", "place", form=form, follows=follows)
