from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kesher.businesses.guards import users_only
from kesher.businesses.models.user import Theme
from kesher.businesses.requests import UserRequest
from kesher.core.guarding import open_to_all
from kesher.core.pages import page

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
    """On the user when somebody is signed in, in a cookie in any case."""
    if request.user.is_authenticated:
        setattr(request.user, preference, value)
        request.user.save(update_fields=[preference])
    response = HttpResponseRedirect(back(request), status=303)  # type: ignore[call-arg]
    response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", secure=settings.IS_HTTPS, httponly=True)
    return response


def back(request: HttpRequest) -> str:
    url = request.POST.get("next") or request.headers.get("Referer") or "/"
    is_ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if is_ours else "/"


@users_only
def account(request: UserRequest) -> HttpResponse:
    """The person's own page: language, theme, password, second factor, sessions."""
    return page(request, "office/account.html")
