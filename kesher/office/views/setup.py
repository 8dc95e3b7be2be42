from typing import Any

from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from kesher.businesses import claiming
from kesher.core.guarding import open_to_all
from kesher.core.pages import page
from kesher.core.refusals import Refused
from kesher.office.forms import BACKEND, ClaimForm


@open_to_all("the first run has no account yet; the token opens it")
def setup(request: Any) -> HttpResponse:
    if not claiming.is_open():
        raise Http404
    form = ClaimForm(request.POST or None)
    if form.is_valid():
        try:
            owner = claiming.claim(**form.facts(), now=timezone.now())
        except Refused as refused:
            form.explain(refused)
        else:
            login(request, owner, backend=BACKEND)
            return redirect("office:choose_business")
    return page(request, "office/setup.html", status=422 if form.errors else 200, form=form)
