"""Days that differ: added, changed, taken away; and the quick choice for a holiday: closed, open, or as the calendar has it."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.models import Branch
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.calendar import holidays, working
from kesher.calendar.forms.working import SpecialDayForm, initial_of
from kesher.calendar.models import SpecialDay
from kesher.calendar.views import naming
from kesher.calendar.views.working_hours import branch_of, here, told
from kesher.core.pages import page, refusal
from kesher.core.refusals import Refused
from kesher.core.typed_days import day_in


@staff_may(Permission.CALENDAR_EDIT)
def add_special_day(request: StaffRequest) -> HttpResponse:
    branch, day = branch_of(request), day_in(request.GET.get("day", ""))
    initial = asked(request, branch, day) if day else None
    form = SpecialDayForm(request.POST or None, business=request.business, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            working.add_special_day(
                request.business, branch=branch, by=request.staff, now=timezone.now(), **form.details()
            )
        except Refused as refused:
            form.explain(refused)
        else:
            return told(request, branch, _("The day was added."))
    return sheet(request, form, branch, None)


def asked(request: StaffRequest, branch: Branch | None, day: date) -> dict[str, Any]:
    """A holiday with the hours it has now."""
    name = next((one.name for one in holidays.listed(day, naming.next_day(day))), "")
    judged = working.load(request.business).day(branch.pk if branch else None, day)
    return initial_of(day, name, judged.ranges)


@staff_may(Permission.CALENDAR_EDIT)
def change_special_day(request: StaffRequest, special_day_id: int) -> HttpResponse:
    special = special_of(request, special_day_id)
    initial = initial_of(special.day, special.name, special.hours)
    form = SpecialDayForm(request.POST or None, business=request.business, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            working.change_special_day(special, by=request.staff, now=timezone.now(), **form.details())
        except Refused as refused:
            form.explain(refused)
        else:
            return told(request, special.branch, _("The day was saved."))
    return sheet(request, form, special.branch, special)


@staff_may(Permission.CALENDAR_EDIT)
@require_POST
def remove_special_day(request: StaffRequest, special_day_id: int) -> HttpResponse:
    special = special_of(request, special_day_id)
    try:
        working.remove_special_day(special, by=request.staff, now=timezone.now())
    except Refused as refused:
        return refusal(request, refused, here(request, special.branch))
    return told(request, special.branch, _("The day is as the calendar has it."))


@staff_may(Permission.CALENDAR_EDIT)
@require_POST
def settle_holiday(request: StaffRequest, way: str) -> HttpResponse:
    """Open on a holiday as on any other such weekday, or closed on a day that would be open."""
    branch, day = branch_of(request), day_in(request.GET.get("day", ""))
    if day is None:
        raise Http404
    usual = working.load(request.business).version_on(branch.pk if branch else None, day).hours
    hours = usual.get(naming.weekday_number(day), []) if way == "open" else []
    name = asked(request, branch, day)["name"] or _("Special day")
    try:
        working.add_special_day(
            request.business, branch=branch, day=day, name=name, hours=[list(one) for one in hours], by=request.staff,
            now=timezone.now(),
        )  # fmt: skip
    except Refused as refused:
        return refusal(request, refused, here(request, branch))
    return told(request, branch, _("%(name)s: saved.") % {"name": name})


def special_of(request: StaffRequest, special_day_id: int) -> SpecialDay:
    return get_object_or_404(request.business.special_days.select_related("branch"), pk=special_day_id)


def sheet(
    request: StaffRequest, form: SpecialDayForm, branch: Branch | None, special: SpecialDay | None
) -> HttpResponse:
    return page(
        request, "calendar/special_day_form.html", block="sheet", status=422 if form.errors else 200, form=form,
        branch=branch, special=special, back_url=here(request, branch),
    )  # fmt: skip
