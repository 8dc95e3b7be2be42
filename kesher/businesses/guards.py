"""Each view carries exactly one guard; a house test walks the URLconf and holds it.

* `staff_may(right)`: signed in, a place in this business, second factor where required, module active, right held.
* `staff_only`: as above without a particular right.
* `users_only`: signed in, outside any business (choosing one, own preferences).
* `open_to_all(reason)` (core/guarding.py): anybody.
Anonymous visitors are sent to sign in; strangers get 404, so that a business's existence is not told.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from kesher.businesses import activating, second_factor
from kesher.businesses.permissions import MODULE_OF, Permission
from kesher.core.guarding import View, marked

READING = {"GET", "HEAD", "OPTIONS"}


def staff_may(permission: Permission) -> Callable[[View], View]:
    """Only for staff with this right; the module that the right belongs to must be active."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, business_slug: str = "", **kwargs: Any) -> HttpResponseBase:
            return stopped(request, permission) or view(request, *args, **kwargs)

        return marked(guarded, f"staff_may:{permission}")

    return decorate


def staff_only(view: View) -> View:
    @wraps(view)
    def guarded(request: Any, *args: Any, business_slug: str = "", **kwargs: Any) -> HttpResponseBase:
        return stopped(request, None) or view(request, *args, **kwargs)

    return marked(guarded, "staff_only")


def users_only(view: View) -> View:
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs) if request.user.is_authenticated else to_sign_in(request)

    return marked(guarded, "users_only")


def stopped(request: Any, permission: Permission | None) -> HttpResponseBase | None:
    """The answer that keeps this person out, or None."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    if request.staff is None:
        raise Http404
    if second_factor.is_missing(request):
        return to_page(request, reverse("mfa_index"))
    if permission is not None:
        return refused_module(request, permission) or refused_right(request, permission)
    return None


def refused_right(request: Any, permission: Permission) -> None:
    if not request.staff.may(permission):
        raise PermissionDenied


def refused_module(request: Any, permission: Permission) -> HttpResponseBase | None:
    """A module without a code is refused; one whose code has lapsed can only be read."""
    module = MODULE_OF.get(permission)
    if module is None:
        return None
    state = activating.state_of(request.business, module)
    if state == activating.State.LOCKED or (state == activating.State.LAPSED and request.method not in READING):
        return to_page(request, reverse("businesses:activation", args=[request.business.slug]))
    return None


def to_sign_in(request: Any) -> HttpResponseBase:
    if request.headers.get("HX-Request"):
        return to_page(request, reverse("account_login"))
    return redirect_to_login(request.get_full_path())


def to_page(request: Any, url: str) -> HttpResponseBase:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
