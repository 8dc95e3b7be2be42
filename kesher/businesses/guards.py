"""Each view carries exactly one guard; a house test walks the URLconf and holds it.

* `staff_may(right)`: signed in, a place in this business, second factor where required, module active, right held.
* `staff_only`: as above without a particular right.
* `users_only`: signed in, outside any business (choosing one, own preferences).
* `open_to_all(reason)` (core/guarding.py): anybody.
Below it, `recently_authenticated` asks for the password (or second factor) again before sensitive settings.
Anonymous visitors are sent to sign in; strangers get 404, so that a business's existence is not told.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _

from kesher.businesses import activating, second_factor
from kesher.businesses.permissions import MODULE_OF, Permission
from kesher.core.addresses import address
from kesher.core.guarding import View, marked
from kesher.core.pages import is_fragment_request, keep_toast, page, refused_toast

READING = {"GET", "HEAD", "OPTIONS"}
WRITING_TIME = 4
"""a form opened in time may be sent for so many times longer, so that what was typed is not lost"""
REAUTHENTICATE = {"reauthenticate": "account_reauthenticate", "mfa_reauthenticate": "mfa_reauthenticate"}


def staff_may(permission: Permission, *, reads: bool = False) -> Callable[[View], View]:
    """Only for staff with this right; the module that the right belongs to must be active.

    `reads`: what is posted only shows something (and writes down that it was seen), so a lapsed code lets it through.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, business_slug: str = "", **kwargs: Any) -> HttpResponseBase:  # noqa: ARG001 - the middleware read it
            return stopped(request, permission, reads=reads) or view(request, *args, **kwargs)

        return marked(guarded, f"staff_may:{permission}")

    return decorate


def staff_only(view: View) -> View:
    @wraps(view)
    def guarded(request: Any, *args: Any, business_slug: str = "", **kwargs: Any) -> HttpResponseBase:  # noqa: ARG001 - the middleware read it
        return stopped(request, None) or view(request, *args, **kwargs)

    return marked(guarded, "staff_only")


def users_only(view: View) -> View:
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs) if request.user.is_authenticated else to_sign_in(request)

    return marked(guarded, "users_only")


def recently_authenticated(view: View) -> View:
    """Before sensitive settings: who signed in a while ago shows once more who they are, and comes back here.

    What was sent is not kept meanwhile, since secrets may be in it: on the page it came from a toast says that it waits.
    """

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        flows = get_reauthentication_flows(request.user)
        if not flows or is_authenticated_lately(request):
            return view(request, *args, **kwargs)
        if request.method not in READING:
            keep_toast(request, _("Confirmed. Nothing was done yet: please choose the action again."))
        back = urlencode({"next": place_of(request)})
        return to_page(request, f"{address(REAUTHENTICATE[flows[0]['id']])}?{back}")

    return guarded


def is_authenticated_lately(request: Any) -> bool:
    records = get_authentication_records(request, request.user)
    limit = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT * (1 if request.method in READING else WRITING_TIME)
    return bool(records) and time.time() - max(one["at"] for one in records) < limit


def place_of(request: Any) -> str:
    """The page to come back to: the one that shows the form, not the fragment or the verb. What opens in the drawer is one."""
    if request.method in READING and request.headers.get("HX-Target") == "drawer-body":
        return str(request.get_full_path())
    shown = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "")
    if request.headers.get("HX-Request") or request.method not in READING:
        return urlunsplit(("", "", shown.path or "/", shown.query, ""))
    return str(request.get_full_path())


def stopped(request: Any, permission: Permission | None, *, reads: bool = False) -> HttpResponseBase | None:
    """The answer that keeps this person out, or None."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    if request.staff is None:
        raise Http404
    if second_factor.is_missing(request):
        return to_page(request, address("mfa_index"))
    return kept_out(request, permission, reads=reads) if permission else None


def kept_out(request: Any, permission: Permission, *, reads: bool) -> HttpResponseBase | None:
    if not request.staff.holds(permission):
        raise PermissionDenied
    return refused_module(request, permission, reads=reads or request.method in READING)


def refused_module(request: Any, permission: Permission, *, reads: bool) -> HttpResponseBase | None:
    """A module without a code is refused; one whose code has lapsed can only be read."""
    module = MODULE_OF.get(permission)
    if module is None:
        return None
    state = activating.state_of(request.business, module)
    if state == activating.State.LOCKED:
        return to_page(request, address("businesses:activation", request.business.slug))
    return lapsed(request) if state == activating.State.LAPSED and not reads else None


def lapsed(request: Any) -> HttpResponse:
    """Said where the form stands, so that what was typed stays too; without JavaScript the way back still holds it."""
    if not is_fragment_request(request):
        return page(request, "403.html", status=403, is_lapsed=True)
    said = _(
        "Nothing was saved: the activation code has expired, and until a new one is entered this can only be read."
    )
    return refused_toast(said)


def to_sign_in(request: Any) -> HttpResponseBase:
    if request.headers.get("HX-Request"):
        return to_page(request, address("account_login"))
    return redirect_to_login(request.get_full_path())


def to_page(request: Any, url: str) -> HttpResponseBase:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
