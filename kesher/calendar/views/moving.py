"""What is done with a meeting as a whole: moving it, its state, deleting it and bringing it back."""

import re
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.calendar import meetings, unmoving
from kesher.calendar.composing import columns
from kesher.calendar.forms.meetings import initial_of
from kesher.calendar.forms.moving import MoveForm, ScopeForm, local_minutes
from kesher.calendar.models import Meeting, MeetingState
from kesher.calendar.views import naming, reaching
from kesher.calendar.views.meetings import moment
from kesher.core import days
from kesher.core.addresses import address
from kesher.core.refusals import Refused

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d", re.ASCII)
DETAILS = ("starts_at", "ends_at", "from_staff", "to_staff", "resource")


@staff_may(Permission.DIARY_EDIT)
def move_meeting(request: StaffRequest, meeting_id: int) -> HttpResponse:
    """Dropped in the diary or typed: done at once when nothing stands against it; otherwise what does is shown first."""
    meeting = reaching.meeting_of(request, meeting_id)
    given = {**request.GET.dict(), **request.POST.dict()}
    names = set(given) & set(DETAILS)
    whole = {"resource": meeting.resource_id or "", **given, **read_out(given)}
    form = MoveForm(
        whole if names else None, business=request.business, meeting=meeting, initial=initial_of(meeting)
    )
    if not form.is_bound or not form.is_valid():
        return sheet(request, meeting, form)
    if request.method == "POST" and (given.get("is_sure") or not is_asked(request, form)):
        return moved(request, form)
    if request.method == "POST" and "HX-Request" in request.headers:
        url = f"{request.path}?{urlencode({name: given[name] for name in names})}"
        return HttpResponse(status=409, headers={"X-Sheet": url})
    return sheet(request, meeting, form)


def read_out(given: dict[str, str]) -> dict[str, str]:
    """The diary's moments as people read and type them; the form refuses one that never is."""
    language = get_language() or "he"
    texts = {name: given.get(name, "") for name in ("starts_at", "ends_at")}
    found = {name: moment(text) for name, text in texts.items() if MOMENT.fullmatch(text)}
    return {name: days.shown_moment(at, language) for name, at in found.items() if at}


def is_asked(request: StaffRequest, form: MoveForm) -> bool:
    """A collision, or how much of a series is meant."""
    found = collisions(request, form)
    is_refused = any(one.is_refusal for one in found)
    return not is_refused and bool(form.meeting.series_id or found)


def collisions(request: StaffRequest, form: MoveForm) -> list[Any]:
    now = [row.staff for row in form.meeting.participants.all() if row.staff_id]
    details = {"staff": now, **columns(form.meeting), **form.span(), **form.details()}
    return reaching.collisions(request, details, meeting=form.meeting)


def moved(request: StaffRequest, form: MoveForm) -> HttpResponse:
    meeting, before = form.meeting, back(form)
    scope = form.cleaned_data.get("scope") or "this"
    given = {**form.span(), **form.details(), "scope": scope}
    if request.POST.get("is_sure") and not request.GET:
        return confirmed(request, form, given, before)
    return reaching.carried_out(request, meetings.move, meeting, **given) or told(
        request, meeting, before, scope
    )


def confirmed(request: StaffRequest, form: MoveForm, given: dict[str, Any], before: str) -> HttpResponse:
    """Sent from the sheet: a refusal is explained there."""
    try:
        meetings.move(form.meeting, by=request.staff, now=timezone.now(), **given)
    except Refused as refused:
        form.explain(refused)
        return sheet(request, form.meeting, form)
    return told(request, form.meeting, before, given["scope"])


def told(request: StaffRequest, meeting: Meeting, before: str, scope: str) -> HttpResponse:
    now = meeting.fresh()
    message = _("The meeting was moved to %(when)s.") % {"when": naming.when(now)}
    undo_url = before if scope == "this" else back_of_several(now)
    return reaching.told(request, message, meeting=meeting, undo_url=undo_url)


def back_of_several(meeting: Meeting) -> str:
    package = unmoving.package_of(meeting)
    url = address("calendar:unmove_meeting", meeting.business.slug, meeting.pk)
    return f"{url}?{urlencode({'moved_at': package['at']})}" if package else ""


@staff_may(Permission.DIARY_EDIT)
@require_POST
def unmove_meeting(request: StaffRequest, meeting_id: int) -> HttpResponse:
    meeting, moved_at = reaching.meeting_of(request, meeting_id), request.GET.get("moved_at", "")
    return reaching.carried_out(request, unmoving.take_back, meeting, moved_at=moved_at) or reaching.told(
        request, _("The meetings are back where they were."), meeting=meeting
    )


def back(form: MoveForm) -> str:
    """The address that moves it back to where it was."""
    meeting, details = form.meeting, form.details()
    given: dict[str, Any] = {
        "starts_at": local_minutes(meeting.starts_at),
        "ends_at": local_minutes(meeting.ends_at),
    }
    if meeting.is_all_day:
        given = {name: str(value) for name, value in initial_of(meeting).items() if name in given}
    if "resource" in details:
        given["resource"] = meeting.resource_id or ""
    if "staff" in details:
        given |= {
            "from_staff": form.cleaned_data["to_staff"].pk,
            "to_staff": form.cleaned_data["from_staff"].pk,
        }
    url = address("calendar:move_meeting", meeting.business.slug, meeting.pk)
    return f"{url}?{urlencode({**given, 'is_sure': 1})}"


def sheet(request: StaffRequest, meeting: Meeting, form: MoveForm) -> HttpResponse:
    is_whole = form.is_bound and not form.errors
    sentence = ""
    if is_whole:
        times = form.span()
        new = naming.when(Meeting(**times, is_all_day=meeting.is_all_day))
        sentence = _("From %(old)s to %(new)s.") % {"old": naming.when(meeting), "new": new}
    return reaching.sheet(
        request,
        "calendar/meeting_move.html",
        meeting=meeting,
        form=form,
        sentence=sentence,
        conflicts=collisions(request, form) if is_whole else [],
        status=422 if form.errors else 200,
    )


@staff_may(Permission.DIARY_EDIT)
@require_POST
def set_state(request: StaffRequest, meeting_id: int, state: str) -> HttpResponse:
    meeting = reaching.meeting_of(request, meeting_id)
    before = meeting.state
    refused = reaching.carried_out(request, meetings.set_state, meeting, state=state)
    if refused:
        return refused
    verb = {"scheduled": "reschedule", "held": "hold", "cancelled": "cancel", "no-show": "miss"}[before]
    undo_url = address(f"calendar:{verb}", request.business.slug, meeting.pk) if before != state else ""
    message = _("The meeting is now: %(state)s.") % {"state": MeetingState(state).label}
    return reaching.told(request, message, meeting=meeting, undo_url=undo_url)


@staff_may(Permission.DIARY_EDIT)
def remove_meeting(request: StaffRequest, meeting_id: int) -> HttpResponse:
    meeting = reaching.meeting_of(request, meeting_id)
    form = ScopeForm(request.POST if request.method == "POST" else None, business=request.business)
    if not meeting.series_id:
        del form.fields["scope"]
    if request.method != "POST" or not form.is_valid():
        return reaching.sheet(
            request, "calendar/meeting_remove.html", meeting=meeting, form=form, when=naming.when(meeting),
            status=422 if form.errors else 200,
        )  # fmt: skip
    scope = form.cleaned_data.get("scope", "this")
    undo_url = address("calendar:restore_meeting", request.business.slug, meeting.pk)
    return reaching.carried_out(request, meetings.remove, meeting, scope=scope) or reaching.told(
        request, _("The meeting was deleted."), meeting=meeting, undo_url=undo_url
    )


@staff_may(Permission.DIARY_EDIT)
@require_POST
def restore_meeting(request: StaffRequest, meeting_id: int) -> HttpResponse:
    meeting = reaching.meeting_of(request, meeting_id)
    return reaching.carried_out(request, meetings.restore, meeting) or reaching.told(
        request, _("The meeting is back."), meeting=meeting
    )
