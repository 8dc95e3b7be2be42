"""The usual reminders of the business, in the settings."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.calendar import presetting
from kesher.calendar.forms.presetting import PresetsForm
from kesher.core.pages import done, page


@staff_may(Permission.CALENDAR_EDIT)
def reminder_presets(request: StaffRequest) -> HttpResponse:
    form = PresetsForm(
        request.POST if request.method == "POST" else None, business=request.business,
        presets=presetting.presets(request.business),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        presetting.preset(request.business, form.wanted(), by=request.staff, now=timezone.now())
        return done(request, to=request.path, message=_("The usual reminders were saved."))
    return page(request, "calendar/reminder_presets.html", status=422 if form.errors else 200, form=form)
