from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses import second_factor
from kesher.businesses.guards import users_only
from kesher.businesses.models.user import Theme
from kesher.businesses.requests import UserRequest
from kesher.core.addresses import address
from kesher.core.guarding import open_to_all
from kesher.core.pages import done, page

YEAR = 365 * 24 * 3600


@require_POST
@open_to_all("the sign-in page has the switch too")
def set_language(request: HttpRequest) -> HttpResponse:
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    return remember(request, "language", language, settings.LANGUAGE_COOKIE_NAME)


@require_POST
@open_to_all("the sign-in page has the switch too")
def set_theme(request: HttpRequest) -> HttpResponse:
    theme = request.POST.get("theme", "")
    return remember(request, "theme", theme if theme in Theme.values else "", "theme")


def remember(request: Any, preference: str, value: str, cookie: str) -> HttpResponse:
    """On the user when somebody is signed in, in a cookie in any case; a script that asks wants no page."""
    if request.user.is_authenticated:
        setattr(request.user, preference, value)
        request.user.save(update_fields=[preference])
    is_script = request.headers.get("HX-Request") or request.headers.get("X-Requested-With")
    response = HttpResponse(status=204) if is_script else HttpResponseRedirect(back(request), status=303)
    response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", secure=settings.IS_HTTPS, httponly=True)
    return response


def back(request: HttpRequest) -> str:
    url = request.POST.get("next") or request.headers.get("Referer") or "/"
    is_ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if is_ours else "/"


@users_only
def account(request: UserRequest) -> HttpResponse:
    """The person's own page: language, theme, password, second factor, sessions."""
    return page(
        request,
        "office/account.html",
        has_second_factor=second_factor.has_one(request.user),
        session_count=UserSession.objects.filter(user=request.user).count(),
    )


@require_POST
@users_only
def end_session(request: UserRequest, session_id: int) -> HttpResponse:
    """Signs one other device out."""
    session = get_object_or_404(UserSession.objects.filter(user=request.user), pk=session_id)
    session.end()
    return done(request, to=address("usersessions_list"), message=_("That device was signed out."))
