"""Who is here, in which business, in which language: set once per request, before any view.

1. The business's slug stands in the path (/b/<slug>/…); the staff member is that user's active place in it.
2. Within the request that business is the current one, so that Django's own reads carry it too.
3. A session ends after its idle time and, whatever happens, after its absolute time. What an open page asks by itself
   (X-Unattended) is no sign of life.
4. The language is the user's choice, else the cookie's, else the installation's.
"""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation

from kesher.businesses import accounts, activating
from kesher.businesses.models import Staff, rights
from kesher.core.owning import acting_for
from kesher.core.statements import compiled

SLUG = re.compile(r"^/b/([-\w]+)/")
SEEN_STEP = 60
"""seconds between two notes of when a session was last used"""


class Presence:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        end_old_session(request, now=timezone.now().timestamp())
        request.staff = staff_in(request)
        request.business = request.staff.business if request.staff else None
        with translation.override(language_of(request)), acting_for(request.business):
            return self.get_response(request)


def staff_in(request: Any) -> Staff | None:
    """The user's place in the business that the path names; None for strangers and those who left."""
    match, user_id = SLUG.match(request.path_info), request.session.get(SESSION_KEY)
    if not match or not user_id:
        return None
    staff: Staff | None = next(iter(places(match[1], int(user_id))), None)
    token = accounts.at_hand.set(staff and staff.user)
    try:
        if not staff or not request.user.is_authenticated:
            return None
    finally:
        accounts.at_hand.reset(token)
    rights.settle(staff)
    staff.withheld = activating.withheld(staff.business)
    return staff


@compiled
def places(slug: str, user_id: int) -> Any:
    """The active place of this user in this business: at most one, with whether they work in another one too."""
    active = Staff.objects.across_businesses().active()
    others = active.filter(user=OuterRef("user")).exclude(pk=OuterRef("pk")).order_by()
    found = active.select_related("business", "user").annotate(works_elsewhere=Exists(others))
    return found.filter(user=user_id, business__slug=slug).order_by()


def language_of(request: Any) -> str:
    if request.user.is_authenticated:
        return str(request.user.language)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def end_old_session(request: Any, *, now: float) -> None:
    session = request.session
    if "_auth_user_id" not in session:
        return
    since, seen = session.setdefault("since", now), session.get("seen", now)
    if now - seen > settings.SESSION_IDLE_MINUTES * 60 or now - since > settings.SESSION_COOKIE_AGE:
        logout(request)
    elif now - session.get("seen", 0) > SEEN_STEP and "X-Unattended" not in request.headers:
        session["seen"] = now
