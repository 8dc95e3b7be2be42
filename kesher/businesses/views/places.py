"""A staff member's place: inviting, leaving, coming back."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses import departing, inviting, mailing
from kesher.businesses.forms.people import LeaveForm
from kesher.businesses.guards import recently_authenticated, staff_may
from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.businesses.views.staff import page_of
from kesher.core.addresses import address
from kesher.core.keys import key_from
from kesher.core.pages import done, page
from kesher.core.refusals import Refused


@require_POST
@staff_may(Permission.STAFF_EDIT)
@recently_authenticated
def invite(request: StaffRequest, staff_id: int) -> HttpResponse:
    """Sends the link by e-mail; where that is not possible it is shown, once. As the link to a new password it starts with
    our own address, not with the one that the request claims to have come to.
    """
    one = get_object_or_404(request.business.staff.active().with_rights(), pk=staff_id)
    try:
        token = inviting.invite(one, by=request.staff, now=timezone.now())
    except Refused as refused:
        return done(request, to=page_of(request, one), message=refused.problems[0].sentence)
    link = settings.BASE_URL + address("office:accept_invitation", token)
    if one.email and mailing.is_configured(request.business):
        reason = send_link(request, one, link)
        if not reason:
            return done(
                request,
                to=page_of(request, one),
                message=_("The invitation was sent to %(email)s.") % {"email": one.email},
            )
    else:
        reason = ""
    request.session[f"invitation-{one.pk}"] = {"link": link, "reason": str(reason)}
    return done(request, to=page_of(request, one))


def send_link(request: StaffRequest, one: Staff, link: str) -> object:
    subject = _("%(business)s invites you to Kesher") % {"business": request.business}
    text = _(
        "Hello %(name)s,\n\n%(business)s has made a place for you. Choose a user name and a password here:\n\n"
        "%(link)s\n\nThe link works once, within seven days."
    )
    values = {"name": one.first_name, "business": request.business, "link": link}
    return mailing.send(request.business, to=one.email, subject=subject, text=text % values)


@staff_may(Permission.STAFF_EDIT)
@recently_authenticated
def leave(request: StaffRequest, staff_id: int) -> HttpResponse:
    one = get_object_or_404(request.business.staff.active().with_rights(), pk=staff_id)
    form = LeaveForm(request.POST or None, business=request.business, staff=one, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            departing.leave(one, by=request.staff, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.explain(refused)
        else:
            to = address("businesses:staff", request.business.slug)
            undo_url = address("businesses:bring_back", request.business.slug, one.pk) + "?undo=1"
            return done(request, to=to, message=_("%(name)s has left.") % {"name": one}, undo_url=undo_url)
    return leaving_sheet(request, form, one)


def leaving_sheet(request: StaffRequest, form: LeaveForm, one: Staff) -> HttpResponse:
    chosen = key_from(str(form["successor"].value() or ""))
    colleagues = request.business.staff.active()
    successor = colleagues.filter(pk=chosen).first() if chosen else None
    ahead = departing.foreseen(one, successor=successor, by=request.staff)
    status = 422 if form.is_bound else 200
    return page(
        request, "businesses/leave.html", block="sheet", status=status, form=form, one=one, ahead=ahead
    )


@require_POST
@staff_may(Permission.STAFF_EDIT)
@recently_authenticated
def bring_back(request: StaffRequest, staff_id: int) -> HttpResponse:
    one = get_object_or_404(request.business.staff.with_rights(), pk=staff_id)
    try:
        departing.bring_back(one, by=request.staff, now=timezone.now(), is_undo="undo" in request.GET)
    except Refused as refused:
        return done(request, to=page_of(request, one), message=refused.problems[0].sentence)
    return done(request, to=page_of(request, one), message=_("%(name)s works here again.") % {"name": one})
