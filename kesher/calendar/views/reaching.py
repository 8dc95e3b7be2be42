"""How meetings are reached, what their pages show, and how their verbs answer."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.utils import timezone

from kesher.businesses.requests import StaffRequest
from kesher.calendar import conflicts, seeing
from kesher.calendar.models import Meeting
from kesher.core.addresses import address
from kesher.core.pages import done, is_fragment_request, page, refusal
from kesher.core.refusals import Refused

FACT = "meetings-changed"


def meeting_of(request: StaffRequest, meeting_id: int) -> Meeting:
    """The meeting of the address, if this staff member may see it whole; 404 otherwise."""
    rows = request.business.meetings.select_related(
        "type", "customer", "site", "resource", "branch", "series", "organiser"
    )
    people = request.business.participants.select_related("staff", "customer").order_by("pk")
    rows = rows.prefetch_related(Prefetch("participants", queryset=people))
    found: Meeting | None = rows.filter(pk=meeting_id).first()
    if found is None or not seeing.visible(found, request.staff):
        raise Http404
    return found


def may_change(meeting: Meeting, request: StaffRequest) -> bool:
    return not meeting.removed_at and not seeing.problems(meeting, by=request.staff)


def diary_url(request: StaffRequest, meeting: Meeting | None = None) -> str:
    url = address("calendar:diary", request.business.slug)
    return f"{url}?day={timezone.localtime(meeting.starts_at):%Y-%m-%d}" if meeting else url


def sheet(request: StaffRequest, template: str, *, status: int = 200, **shown: Any) -> HttpResponse:
    given = {"diary_url": diary_url(request, shown.get("meeting"))} | shown
    return page(request, template, block="sheet", status=status, **given)


def told(
    request: StaffRequest, message: Any, *, meeting: Meeting | None = None, undo_url: str = ""
) -> HttpResponse:
    """It worked: whoever shows meetings fetches again; a page of its own goes to the diary."""
    is_alone = urlsplit(request.headers.get("HX-Current-URL", "")).path == request.path
    to = "" if is_fragment_request(request) and not is_alone else diary_url(request, meeting)
    return done(request, to=to, fact=FACT, message=message, undo_url=undo_url)


def carried_out(
    request: StaffRequest, verb: Callable[..., Any], meeting: Meeting, **given: Any
) -> HttpResponse | None:
    """Does it; answers with the refusal as a toast, or nothing when it worked."""
    try:
        verb(meeting, by=request.staff, now=timezone.now(), **given)
    except Refused as refused:
        return refusal(request, refused, diary_url(request, meeting))
    return None


def collisions(
    request: StaffRequest, details: dict[str, Any], *, meeting: Meeting | None = None
) -> list[conflicts.Conflict]:
    """What a meeting with these details would collide with, each sentence once."""
    spans = details.get("spans") or [(details["starts_at"], details["ends_at"])]
    found = conflicts.conflicts(
        request.business,
        spans=spans,
        staff=details.get("staff", ()),
        resource=details.get("resource"),
        branch=details.get("branch"),
        is_all_day=bool(details.get("is_all_day")),
        besides=[meeting.pk] if meeting else [],
    )
    return list({str(one.sentence): one for one in found}.values())[:8]
