"""One page for all settings lists (office/lists.py)."""

import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.pages import done, page
from kesher.core.refusals import Refused
from kesher.inquiries import list_checks
from kesher.office import lists as settings_lists
from kesher.office.views.row_forms import row_form


@staff_may(Permission.LIST_EDIT)
def lists(request: StaffRequest) -> HttpResponse:
    return redirect("office:list_rows", request.business.slug, settings_lists.LISTS[0].key)


@staff_may(Permission.LIST_EDIT)
def list_rows(request: StaffRequest, list_key: str) -> HttpResponse:
    one = list_of(request, list_key)
    rows = one.shown(request.business)
    return page(
        request,
        "office/list_rows.html",
        block="rows",
        one=one,
        rows=[(row, settings_lists.told(one, row)) for row in rows],
        ends=ends(rows),
        standing={row.pk for row in rows if list_checks.stays(row)},
        tabs=settings_lists.shown_to(request.staff),
    )


def ends(rows: list[Any]) -> dict[str, set[int]]:
    """The rows that cannot go further up, or down: the first and last of each part of the list."""
    offered = [
        (tuple(getattr(row, name) for name in row.within), row.pk) for row in rows if not row.retired_at
    ]
    return {"up": set(dict(reversed(offered)).values()), "down": set(dict(offered).values())}


@staff_may(Permission.LIST_EDIT)
def add_row(request: StaffRequest, list_key: str) -> HttpResponse:
    one = list_of(request, list_key)
    form = row_form(one)(request.POST or None, business=request.business)
    if request.method == "POST" and form.is_valid():
        row = one.model(business=request.business)
        try:
            one.verbs.add(row, by=request.staff, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.explain(refused)
        else:
            return saved(request, one, _("%(name)s was added.") % {"name": row})
    return shown(request, one, form, None)


@staff_may(Permission.LIST_EDIT)
def change_row(request: StaffRequest, list_key: str, row_id: int) -> HttpResponse:
    one = list_of(request, list_key)
    row = get_object_or_404(one.rows(request.business), pk=row_id)
    form = row_form(one)(request.POST or None, business=request.business, initial=initial_of(one, row))
    if request.method == "POST" and form.is_valid():
        try:
            one.verbs.change(row, by=request.staff, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.explain(refused)
        else:
            return saved(request, one, _("%(name)s was saved.") % {"name": form.cleaned_data["name"]})
    return shown(request, one, form, row)


def initial_of(one: settings_lists.SettingsList, row: Any) -> dict[str, Any]:
    many = one.keys()[1]
    return {
        name: list(getattr(row, name).all()) if name in many else getattr(row, name) for name in one.fields
    }


@require_POST
@staff_may(Permission.LIST_EDIT)
def retire_row(request: StaffRequest, list_key: str, row_id: int) -> HttpResponse:
    undo_url = address("office:restore_row", request.business.slug, list_key, row_id)
    return treated(request, list_key, row_id, "retire", _("%(name)s was retired."), undo_url)


@require_POST
@staff_may(Permission.LIST_EDIT)
def restore_row(request: StaffRequest, list_key: str, row_id: int) -> HttpResponse:
    return treated(request, list_key, row_id, "restore", _("%(name)s is offered again."))


@require_POST
@staff_may(Permission.LIST_EDIT)
def remove_row(request: StaffRequest, list_key: str, row_id: int) -> HttpResponse:
    return treated(request, list_key, row_id, "remove", _("%(name)s was deleted."))


@require_POST
@staff_may(Permission.LIST_EDIT)
def move_row(request: StaffRequest, list_key: str, row_id: int) -> HttpResponse:
    one = list_of(request, list_key)
    row = get_object_or_404(one.rows(request.business).filter(retired_at=None), pk=row_id)
    steps = steps_from(request.POST.get("to", ""))
    one.verbs.move(row, steps=steps, by=request.staff, now=timezone.now())
    return done(
        request, to="" if request.headers.get("HX-Request") else page_of(request, one), fact="list-changed"
    )


def steps_from(text: str) -> int:
    """A button says up or down; who drags says how many places."""
    named = {"up": -1, "down": 1}
    return named.get(text) or (int(text) if re.fullmatch(r"-?\d{1,4}", text) else 0)


def treated(
    request: StaffRequest, list_key: str, row_id: int, verb: str, message: str, undo_url: str = ""
) -> HttpResponse:
    one = list_of(request, list_key)
    row = get_object_or_404(one.rows(request.business), pk=row_id)
    name = str(row)
    try:
        getattr(one.verbs, verb)(row, by=request.staff, now=timezone.now())
    except Refused as refused:
        return saved(request, one, refused.problems[0].sentence)
    return saved(request, one, message % {"name": name}, undo_url)


def list_of(request: StaffRequest, key: str) -> settings_lists.SettingsList:
    one = settings_lists.found(key)
    if not request.staff.holds(one.right):
        raise PermissionDenied
    return one


def shown(request: StaffRequest, one: settings_lists.SettingsList, form: Any, row: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return page(request, "office/list_row.html", block="sheet", status=status, one=one, form=form, row=row)


def saved(
    request: StaffRequest, one: settings_lists.SettingsList, message: Any, undo_url: str = ""
) -> HttpResponse:
    """On the list itself only its rows are fetched again; a plain page goes there."""
    to = "" if request.headers.get("HX-Request") else page_of(request, one)
    return done(request, to=to, fact="list-changed", message=message, undo_url=undo_url)


def page_of(request: StaffRequest, one: settings_lists.SettingsList) -> str:
    return address("office:list_rows", request.business.slug, one.key)
