"""Who is away: the list, writing an absence down, and which meetings fall into it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.calendar import absences, conflicts, seeing
from kesher.calendar.forms.absences import AbsenceForm, initial_of
from kesher.calendar.models import Absence
from kesher.calendar.views import naming
from kesher.core.addresses import address
from kesher.core.pages import done, page, refusal
from kesher.core.refusals import Refused

FACT = "meetings-changed absences-changed"
MOST, NAMED = 100, 5


@staff_may(Permission.DIARY_VIEW)
def list_absences(request: StaffRequest) -> HttpResponse:
    """Those of today and ahead; earlier ones where asked."""
    now, is_past = timezone.now(), request.GET.get("shown") == "past"
    rows = request.business.absences.filter(removed_at=None).select_related("staff")
    some = rows.filter(ends_at__lte=now).order_by("-starts_at") if is_past else rows.filter(ends_at__gt=now)
    may_add = request.staff.may(Permission.DIARY_EDIT)
    return page(
        request, "calendar/absences.html", block="list", rows=[row(one, request) for one in some[:MOST]], is_past=is_past,
        may_add=may_add,
    )  # fmt: skip


def row(one: Absence, request: StaffRequest) -> dict[str, Any]:
    sees = absences.sees_why(one.staff_id, by=request.staff)
    return {
        "id": one.pk,
        "name": str(one.staff),
        "when": naming.when(one),
        "is_now": one.starts_at <= timezone.now() < one.ends_at,
        "kind": one.get_kind_display() if sees else "",
        "remarks": one.remarks if sees else "",
        "may_edit": absences.may_edit(one.staff, by=request.staff),
    }


@staff_may(Permission.DIARY_EDIT)
def add_absence(request: StaffRequest) -> HttpResponse:
    form = AbsenceForm(request.POST or None, business=request.business, by=request.staff, initial={"staff": request.staff.pk})  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made = saved(
            form, lambda **given: absences.add(form.whose, by=request.staff, now=timezone.now(), **given)
        )
        if made:
            return told(request, made)
    return sheet(request, form)


@staff_may(Permission.DIARY_EDIT)
def change_absence(request: StaffRequest, absence_id: int) -> HttpResponse:
    found = absence_of(request, absence_id)
    if not absences.may_edit(found.staff, by=request.staff):
        raise PermissionDenied
    form = AbsenceForm(request.POST or None, business=request.business, by=request.staff, absence=found, initial=initial_of(found))  # fmt: skip
    if request.method == "POST" and form.is_valid():
        kept = saved(
            form, lambda **given: absences.change(found, by=request.staff, now=timezone.now(), **given)
        )
        if kept:
            return told(request, kept)
    return sheet(request, form)


@staff_may(Permission.DIARY_EDIT)
@require_POST
def check_absence(request: StaffRequest) -> HttpResponse:
    """The meetings that fall into what is typed."""
    form = AbsenceForm(request.POST, business=request.business, by=request.staff)
    form.is_valid()
    start, end = form.cleaned_data.get("starts_at"), form.cleaned_data.get("ends_at")
    found: list[Any] = []
    if isinstance(start, datetime) and isinstance(end, datetime) and end > start:
        found = list(absences.meetings_in(form.whose, starts_at=start, ends_at=end)[: NAMED + 1])
    lines = [said(one, request) for one in found[:NAMED]]
    return page(
        request, "calendar/absence_check.html", block="check", lines=lines, has_more=len(found) > NAMED
    )


def said(meeting: Any, request: StaffRequest) -> str:
    is_open = seeing.visible(meeting, request.staff)
    return f"{conflicts.hours(meeting)} · {meeting.subject if is_open else _('Busy')}"


@staff_may(Permission.DIARY_EDIT)
@require_POST
def remove_absence(request: StaffRequest, absence_id: int) -> HttpResponse:
    undo_url = address("calendar:restore_absence", request.business.slug, absence_id)
    return carried_out(request, absence_id, absences.remove, _("The absence was removed."), undo_url)


@staff_may(Permission.DIARY_EDIT)
@require_POST
def restore_absence(request: StaffRequest, absence_id: int) -> HttpResponse:
    return carried_out(request, absence_id, absences.restore, _("The absence is back."))


def carried_out(
    request: StaffRequest, absence_id: int, verb: Callable[..., Any], message: str, undo_url: str = ""
) -> HttpResponse:
    try:
        verb(absence_of(request, absence_id), by=request.staff, now=timezone.now())
    except Refused as refused:
        return refusal(request, refused, here(request))
    return done(request, to=ended(request), fact=FACT, message=message, undo_url=undo_url)


def absence_of(request: StaffRequest, absence_id: int) -> Absence:
    return get_object_or_404(request.business.absences.select_related("staff"), pk=absence_id)


def saved(form: AbsenceForm, verb: Callable[..., Absence]) -> Absence | None:
    try:
        return verb(**form.details())
    except Refused as refused:
        form.explain(refused)
        return None


def told(request: StaffRequest, absence: Absence) -> HttpResponse:
    count = absences.meetings_in(absence.staff, starts_at=absence.starts_at, ends_at=absence.ends_at).count()
    message = _("The absence was saved.")
    if count:
        message += " " + ngettext(
            "%(num)s meeting falls into it.", "%(num)s meetings fall into it.", count
        ) % {"num": count}  # fmt: skip
    return done(request, to=ended(request), fact=FACT, message=message)


def sheet(request: StaffRequest, form: AbsenceForm) -> HttpResponse:
    status = 422 if form.errors else 200
    return page(
        request, "calendar/absence_form.html", block="sheet", status=status, form=form, absence=form.absence
    )


def ended(request: StaffRequest) -> str:
    """Where a page of its own goes; in the drawer nothing goes anywhere."""
    return "" if "HX-Request" in request.headers else here(request)


def here(request: StaffRequest) -> str:
    return address("calendar:absences", request.business.slug)
