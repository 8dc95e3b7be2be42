from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses import inviting, recovering, second_factor, staffing
from kesher.businesses.forms.people import StaffForm
from kesher.businesses.guards import recently_authenticated, staff_may
from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core import phones
from kesher.core.addresses import address
from kesher.core.pages import done, page
from kesher.core.refusals import Refused


@staff_may(Permission.STAFF_VIEW)
def list_staff(request: StaffRequest) -> HttpResponse:
    everybody = request.business.staff.with_rights().prefetch_related("invitations")
    shows_left = request.GET.get("shown") == "left"
    rows = [row(one) for one in everybody if one.is_active != shows_left]
    counts = {
        "active": sum(one.is_active for one in everybody),
        "left": sum(not one.is_active for one in everybody),
    }
    may_edit = request.staff.may(Permission.STAFF_EDIT)
    return page(
        request, "businesses/staff.html", rows=rows, shows_left=shows_left, counts=counts, may_edit=may_edit
    )


@staff_may(Permission.STAFF_VIEW)
def show_staff(request: StaffRequest, staff_id: int) -> HttpResponse:
    one = get_object_or_404(request.business.staff.with_rights().prefetch_related("invitations"), pk=staff_id)
    invitation = request.session.pop(f"invitation-{one.pk}", None)
    may_edit = request.staff.may(Permission.STAFF_EDIT)
    stops = inviting.problems(one, by=request.staff)
    return page(
        request,
        "businesses/staff_member.html",
        one=one,
        facts=row(one),
        invitation=invitation,
        may_edit=may_edit,
        may_invite=may_edit and not stops,
        may_renew=may_edit and not recovering.link_problems(one, by=request.staff),
        may_remove_factor=may_edit
        and not recovering.factor_problems(one, by=request.staff)
        and second_factor.has_one(one.user),
        may_identify=may_edit and request.staff.may(Permission.CUSTOMER_IDENTITY),
    )


@staff_may(Permission.STAFF_EDIT)
@require_POST
def reveal(request: StaffRequest, staff_id: int) -> HttpResponse:
    """Shows the ID number in full; that it was viewed is written down."""
    one = get_object_or_404(request.business.staff.all(), pk=staff_id)
    if not request.staff.may(Permission.CUSTOMER_IDENTITY):
        raise PermissionDenied
    number = staffing.read_identity(one, by=request.staff, now=timezone.now())
    return page(request, "businesses/identity.html", block="number", one=one, number=number)


@staff_may(Permission.STAFF_EDIT)
@recently_authenticated
def add_staff(request: StaffRequest) -> HttpResponse:
    form = StaffForm(request.POST or None, business=request.business, by=request.staff)
    if request.method == "POST" and form.is_valid():
        try:
            one = staffing.hire(request.business, by=request.staff, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.explain(refused)
        else:
            return done(request, to=page_of(request, one), message=_("%(name)s was added.") % {"name": one})
    return shown(request, form=form, one=None)


@staff_may(Permission.STAFF_EDIT)
@recently_authenticated
def change_staff(request: StaffRequest, staff_id: int) -> HttpResponse:
    one = get_object_or_404(request.business.staff.active().with_rights(), pk=staff_id)
    initial = {name: getattr(one, name) for name in staffing.DETAILS}
    initial |= {"phone": phones.shown(one.phone), "roles": one.roles.all(), "branches": one.branches.all()}
    form = StaffForm(
        request.POST or None, business=request.business, by=request.staff, staff=one, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = {"branches": [], **form.cleaned_data}
        try:
            staffing.change(one, by=request.staff, now=timezone.now(), **facts)
        except Refused as refused:
            form.explain(refused)
        else:
            return done(request, to=page_of(request, one), message=_("The details were saved."))
    return shown(request, form=form, one=one)


def shown(request: StaffRequest, *, form: StaffForm, one: Staff | None) -> HttpResponse:
    status = 422 if form.errors else 200
    return page(request, "businesses/staff_form.html", block="sheet", status=status, form=form, one=one)


def row(one: Staff) -> dict[str, Any]:
    """Plain values of one line of the list."""
    invitation = any(invitation.is_open(timezone.now()) for invitation in one.invitations.all())
    return {
        "id": one.pk,
        "name": str(one),
        "sub": one.email or phones.shown(one.phone),
        "roles": [str(role) for role in one.roles.all() if not role.retired_at],
        "branches": [str(branch) for branch in one.branches.all()],
        "state": "left" if one.left_at else "joined" if one.user_id else "invited" if invitation else "new",
        "left_at": one.left_at,
    }


def page_of(request: StaffRequest, one: Staff) -> str:
    return address("businesses:show_staff", request.business.slug, one.pk)
