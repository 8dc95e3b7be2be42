from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kesher.businesses.guards import staff_only
from kesher.businesses.requests import StaffRequest
from kesher.calendar import reminding
from kesher.calendar.forms.reminding import SnoozeForm
from kesher.core.pages import done, fragment
from kesher.core.refusals import Refused, refuse_if

FACT = "reminders-changed"
MOST = 50


@staff_only
@require_GET
def reminders(request: StaffRequest) -> HttpResponse:
    """The reminders on the screen; those from before this sign-in are the missed ones."""
    now = timezone.now()
    since = datetime.fromtimestamp(request.session.get("since", 0), UTC)
    copies = list(reminding.due(request.staff, now)[:MOST])
    missed = [copy for copy in copies if copy.due_at < since]
    current = [copy for copy in copies if copy.due_at >= since]
    return fragment(
        request, "calendar/reminders.html", "reminders", current=current, missed=missed, now=now,
        today=timezone.localdate(now),
    )  # fmt: skip


@staff_only
@require_POST
def snooze_reminder(request: StaffRequest, reminder_copy_id: int) -> HttpResponse:
    copy, now = own(request, reminder_copy_id), timezone.now()
    form = SnoozeForm(request.POST or request.GET, business=request.business)
    until = form.until(now) if form.is_valid() else None
    try:
        refuse_if(reminding.snooze_problems(until, now=now))
        reminding.snooze(copy, until=until or now, by=request.staff, now=now)
    except Refused as refused:
        return unclear(request, form, refused)
    return done(request, fact=FACT, message=_("The reminder comes back later."))


@staff_only
@require_POST
def dismiss_reminder(request: StaffRequest, reminder_copy_id: int) -> HttpResponse:
    reminding.dismiss(own(request, reminder_copy_id), by=request.staff, now=timezone.now())
    return done(request, fact=FACT)


@staff_only
@require_POST
def dismiss_reminders(request: StaffRequest) -> HttpResponse:
    reminding.dismiss_all(request.staff, now=timezone.now())
    return done(request, fact=FACT)


def own(request: StaffRequest, pk: int) -> Any:
    return get_object_or_404(request.staff.reminder_copies, pk=pk)


def unclear(request: StaffRequest, form: SnoozeForm, refused: Refused) -> HttpResponse:
    """The typed time could not be read, or has passed."""
    errors = form.errors.get("moment")
    sentence = str(errors[0]) if errors else str(refused.problems[0].sentence)
    if not request.htmx:
        return done(request, message=sentence)
    return fragment(request, "calendar/reminders.html", "unclear", status=422, sentence=sentence)
