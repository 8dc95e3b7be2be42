from typing import Any

from django.contrib.auth import login
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from kesher.businesses import inviting
from kesher.businesses.guards import users_only
from kesher.core.guarding import open_to_all
from kesher.core.pages import page
from kesher.core.refusals import Refused
from kesher.office.forms import BACKEND, AccountForm


@open_to_all("who is invited has no account yet; the one-time link opens it")
def accept_invitation(request: Any, token: str) -> HttpResponse:
    """A new account takes the place; who is signed in already may take it with that account."""
    invitation = inviting.found(token, now=timezone.now())
    if invitation is None:
        return page(request, "office/invitation_gone.html", status=404)
    form = AccountForm(request.POST or None)
    if form.is_valid():
        try:
            staff = inviting.join(token, **form.cleaned_data, now=timezone.now())
        except Refused as refused:
            form.explain(refused)
        else:
            login(request, staff.user, backend=BACKEND)
            return redirect("office:dashboard", staff.business.slug)
    status = 422 if form.errors else 200
    return page(
        request, "office/invitation.html", status=status, form=form, invitation=invitation, token=token
    )


@require_POST
@users_only
def take_place(request: Any, token: str) -> HttpResponseBase:
    """The person signed in takes the place with this account."""
    try:
        staff = inviting.accept(token, user=request.user, now=timezone.now())
    except Refused as refused:
        return page(request, "office/invitation_gone.html", status=422, problems=refused.problems)
    return redirect("office:dashboard", staff.business.slug)
