from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses import granting
from kesher.businesses.forms.people import RoleForm
from kesher.businesses.guards import recently_authenticated, staff_may
from kesher.businesses.models import Role
from kesher.businesses.permissions import GROUPS, Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.keys import key_from
from kesher.core.pages import done, page
from kesher.core.refusals import Refused


@staff_may(Permission.STAFF_EDIT)
def roles(request: StaffRequest) -> HttpResponse:
    rows = [row(role) for role in request.business.roles.prefetch_related("staff_links__staff")]
    open_ones = [one for one in rows if not one["is_retired"]]
    return page(request, "businesses/roles.html", rows=rows, open_ones=open_ones, groups=GROUPS)


@staff_may(Permission.STAFF_EDIT)
@recently_authenticated
def add_role(request: StaffRequest) -> HttpResponse:
    copied = key_from(request.GET.get("copy", ""))
    model = request.business.roles.filter(pk=copied).first() if copied else None
    initial = (
        {"name": _("Copy of %(name)s") % {"name": model}, "permissions": model.permissions} if model else {}
    )
    form = RoleForm(request.POST or None, business=request.business, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            role = granting.add(request.business, by=request.staff, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.explain(refused)
        else:
            return done(request, to=here(request), message=_("%(name)s was added.") % {"name": role})
    return shown(request, form=form, role=None)


@staff_may(Permission.STAFF_EDIT)
@recently_authenticated
def change_role(request: StaffRequest, role_id: int) -> HttpResponse:
    role = get_object_or_404(request.business.roles, pk=role_id)
    initial = {"name": role.name, "permissions": role.permissions}
    form = RoleForm(request.POST or None, business=request.business, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            granting.change(role, by=request.staff, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.explain(refused)
        else:
            return done(request, to=here(request), message=_("The role was saved."))
    return shown(request, form=form, role=role)


@require_POST
@staff_may(Permission.STAFF_EDIT)
@recently_authenticated
def retire_role(request: StaffRequest, role_id: int) -> HttpResponse:
    undo_url = address("businesses:restore_role", request.business.slug, role_id)
    return changed(request, role_id, granting.retire, _("The role was retired."), undo_url)


@require_POST
@staff_may(Permission.STAFF_EDIT)
@recently_authenticated
def restore_role(request: StaffRequest, role_id: int) -> HttpResponse:
    return changed(request, role_id, granting.restore, _("The role was restored."))


@require_POST
@staff_may(Permission.STAFF_EDIT)
@recently_authenticated
def reset_role(request: StaffRequest, role_id: int) -> HttpResponse:
    return changed(request, role_id, granting.reset, _("The role has its shipped rights again."))


def changed(request: StaffRequest, role_id: int, verb: Any, message: str, undo_url: str = "") -> HttpResponse:
    role = get_object_or_404(request.business.roles, pk=role_id)
    try:
        verb(role, by=request.staff, now=timezone.now())
    except Refused as refused:
        message, undo_url = str(refused.problems[0].sentence), ""
    return done(request, to=here(request), message=message, undo_url=undo_url)


def shown(request: StaffRequest, *, form: RoleForm, role: Role | None) -> HttpResponse:
    status = 422 if form.errors else 200
    held = request.staff.permissions
    return page(
        request, "businesses/role.html", block="sheet", status=status, form=form, role=role, held=held
    )


def row(role: Role) -> dict[str, Any]:
    return {
        "id": role.pk,
        "name": role.name,
        "rights": set(role.permissions),
        "staff_count": sum(link.staff.is_active for link in role.staff_links.all()),
        "is_retired": bool(role.retired_at),
        "is_owner": role.key == granting.OWNER,
        "is_shipped": bool(role.key),
        "is_changed": bool(role.key) and not granting.is_as_shipped(role),
    }


def here(request: StaffRequest) -> str:
    return address("businesses:roles", request.business.slug)
