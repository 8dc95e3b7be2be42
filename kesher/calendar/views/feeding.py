"""The private address of one's own diary: making, renewing and ending it, and what other programs fetch there."""

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.calendar import feeding
from kesher.calendar.forms.feeding import FeedForm
from kesher.core.addresses import address
from kesher.core.guarding import open_to_all
from kesher.core.owning import acting_for
from kesher.core.pages import done, page
from kesher.messaging.noticing import in_language_of

SHOWN_ONCE = "diary-address"
"""in the session, until the page has shown it"""


@staff_may(Permission.DIARY_VIEW)
def feeds(request: StaffRequest) -> HttpResponse:
    feed = feeding.current(request.staff)
    return page(
        request,
        "calendar/feeds.html",
        feed=feed,
        form=FeedForm(business=request.business, initial={"hides_names": feed.hides_names} if feed else None),
        link=request.session.pop(SHOWN_ONCE, ""),
    )


@staff_may(Permission.DIARY_VIEW)
@require_POST
def make_feed(request: StaffRequest) -> HttpResponse:
    form = FeedForm(request.POST, business=request.business)
    hides = form.is_valid() and form.cleaned_data["hides_names"]
    token = feeding.make(request.staff, hides_names=hides, by=request.staff, now=timezone.now())
    path = address("diary_feed", request.business.pk, token)
    request.session[SHOWN_ONCE] = request.build_absolute_uri(path)
    return done(request, to=here(request), message=_("The address is ready."))


@staff_may(Permission.DIARY_VIEW)
@require_POST
def end_feed(request: StaffRequest) -> HttpResponse:
    feeding.revoke(request.staff, by=request.staff, now=timezone.now())
    return done(request, to=here(request), message=_("The address no longer works."))


@open_to_all("the secret in the address opens it: calendar programs do not sign in")
@require_safe
def diary_feed(request: HttpRequest, business_id: int, token: str) -> HttpResponseBase:
    feed = feeding.found(business_id, token)
    if feed is None:
        raise Http404
    now = timezone.now()
    with acting_for(feed.business), in_language_of(feed.staff):
        content = feeding.written(feed, now=now)
        feeding.note_fetch(feed, now=now)
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers(etag))
    answer = get_conditional_response(request, etag=etag, response=response)
    return answer or response


def headers(etag: str) -> dict[str, str]:
    return {
        "ETag": etag,
        "Cache-Control": "private, no-cache",
        "Content-Disposition": 'inline; filename="kesher.ics"',
        "X-Robots-Tag": "noindex",
    }


def here(request: StaffRequest) -> str:
    return address("calendar:feeds", request.business.slug)
