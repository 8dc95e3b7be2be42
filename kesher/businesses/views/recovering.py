"""Helping in a staff member who can no longer sign in."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses import recovering
from kesher.businesses.guards import recently_authenticated, staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.businesses.views.staff import page_of
from kesher.core.pages import done
from kesher.core.refusals import Refused


@require_POST
@staff_may(Permission.STAFF_EDIT)
@recently_authenticated
def renew_sign_in(request: StaffRequest, staff_id: int) -> HttpResponse:
    one = get_object_or_404(request.business.staff.active().with_rights(), pk=staff_id)
    try:
        link = recovering.renew(one, by=request.staff, now=timezone.now())
    except Refused as refused:
        return done(request, to=page_of(request, one), message=refused.problems[0].sentence)
    if link:
        request.session[f"invitation-{one.pk}"] = {"link": link, "is_renewal": True}
        return done(request, to=page_of(request, one))
    return done(
        request, to=page_of(request, one), message=_("The link was sent to the person's own address.")
    )


@require_POST
@staff_may(Permission.STAFF_EDIT)
@recently_authenticated
def remove_second_factor(request: StaffRequest, staff_id: int) -> HttpResponse:
    one = get_object_or_404(request.business.staff.active().with_rights(), pk=staff_id)
    try:
        recovering.remove_second_factor(one, by=request.staff, now=timezone.now())
    except Refused as refused:
        return done(request, to=page_of(request, one), message=refused.problems[0].sentence)
    message = _("The second factor was removed, and %(name)s is signed out everywhere.") % {"name": one}
    return done(request, to=page_of(request, one), message=message)
