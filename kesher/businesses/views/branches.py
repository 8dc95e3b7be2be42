from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses import branching
from kesher.businesses.forms.places import BranchForm
from kesher.businesses.guards import staff_may
from kesher.businesses.models import Branch
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core import phones
from kesher.core.addresses import address
from kesher.core.pages import done, page
from kesher.core.refusals import Refused

FIELDS = ("name", "phone", "address", "opening_hours")


@staff_may(Permission.BUSINESS_EDIT)
def branches(request: StaffRequest) -> HttpResponse:
    rows = sorted(request.business.branches.all(), key=lambda one: (one.retired_at is not None, one.name))
    return page(request, "businesses/branches.html", rows=rows)


@staff_may(Permission.BUSINESS_EDIT)
def add_branch(request: StaffRequest) -> HttpResponse:
    form = BranchForm(request.POST or None, business=request.business)
    if request.method == "POST" and form.is_valid():
        try:
            branch = branching.add(
                request.business, by=request.staff, now=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.explain(refused)
        else:
            return done(request, to=here(request), message=_("%(name)s was added.") % {"name": branch})
    return shown(request, form=form, branch=None)


@staff_may(Permission.BUSINESS_EDIT)
def change_branch(request: StaffRequest, branch_id: int) -> HttpResponse:
    branch = get_object_or_404(request.business.branches, pk=branch_id)
    initial = {name: getattr(branch, name) for name in FIELDS} | {"phone": phones.shown(branch.phone)}
    form = BranchForm(request.POST or None, business=request.business, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            branching.change(branch, by=request.staff, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.explain(refused)
        else:
            return done(request, to=here(request), message=_("The branch was saved."))
    return shown(request, form=form, branch=branch)


@require_POST
@staff_may(Permission.BUSINESS_EDIT)
def close_branch(request: StaffRequest, branch_id: int) -> HttpResponse:
    branch = get_object_or_404(request.business.branches, pk=branch_id)
    branching.close(branch, by=request.staff, now=timezone.now())
    undo_url = address("businesses:reopen_branch", request.business.slug, branch.pk)
    return done(
        request, to=here(request), message=_("%(name)s was closed.") % {"name": branch}, undo_url=undo_url
    )


@require_POST
@staff_may(Permission.BUSINESS_EDIT)
def reopen_branch(request: StaffRequest, branch_id: int) -> HttpResponse:
    branch = get_object_or_404(request.business.branches, pk=branch_id)
    branching.reopen(branch, by=request.staff, now=timezone.now())
    return done(request, to=here(request), message=_("%(name)s is open again.") % {"name": branch})


def shown(request: StaffRequest, *, form: BranchForm, branch: Branch | None) -> HttpResponse:
    hours = form.fields["opening_hours"].days(form["opening_hours"].value())  # type: ignore[attr-defined]
    status = 422 if form.errors else 200
    return page(
        request, "businesses/branch.html", block="sheet", status=status, form=form, branch=branch, hours=hours
    )


def here(request: StaffRequest) -> str:
    return address("businesses:branches", request.business.slug)
