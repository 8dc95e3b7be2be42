"""Helping in a staff member who can no longer sign in."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses import recovering
from kesher.businesses.guards import recently_authenticated, staff_may
from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.businesses.views.staff import page_of
from kesher.core.pages import done
from kesher.core.refusals import Refused


@require_POST
@staff_may(Permission.STAFF_EDIT)
@recently_authenticated
def renew_sign_in(request: StaffRequest, staff_id: int) -> HttpResponse:
    return helped(request, staff_id, renewed)


@require_POST
@staff_may(Permission.STAFF_EDIT)
@recently_authenticated
def remove_second_factor(request: StaffRequest, staff_id: int) -> HttpResponse:
    return helped(request, staff_id, freed)


def helped(request: StaffRequest, staff_id: int, way: Callable[[StaffRequest, Staff], str]) -> HttpResponse:
    """Back on the person's page, with what was done or why not."""
    one = get_object_or_404(request.business.staff.active().with_rights(), pk=staff_id)
    try:
        message = way(request, one)
    except Refused as refused:
        message = str(refused.problems[0].sentence)
    return done(request, to=page_of(request, one), message=message)


def renewed(request: StaffRequest, one: Staff) -> str:
    """A link to show speaks for itself."""
    link = recovering.renew(one, by=request.staff, now=timezone.now())
    if not link:
        return _("The link was sent to the person's own address.")
    request.session[f"invitation-{one.pk}"] = {"link": link, "is_renewal": True}
    return ""


def freed(request: StaffRequest, one: Staff) -> str:
    recovering.remove_second_factor(one, by=request.staff, now=timezone.now())
    return _("The second factor was removed, and %(name)s is signed out everywhere.") % {"name": one}
