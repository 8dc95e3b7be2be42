"""The working calendar of the business and of its branches: hours by version, holidays and special days of a year."""

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
from kesher.calendar import periods, working
from kesher.calendar.forms.working import HoursForm
from kesher.calendar.models import CalendarVersion
from kesher.calendar.views import year
from kesher.core import opening_hours
from kesher.core.addresses import address
from kesher.core.keys import key_from
from kesher.core.pages import done, page, refusal
from kesher.core.refusals import Refused

FACT = "calendar-changed"


@staff_may(Permission.CALENDAR_EDIT)
def working_hours(request: StaffRequest) -> HttpResponse:
    branch, today = branch_of(request), timezone.localdate()
    shown = year_of(request, today)
    calendar = working.load(request.business)
    versions = versions_of(request, branch)
    held = [one for one in versions if one.starts_on <= today]
    return page(
        request,
        "calendar/working_hours.html",
        block="calendar",
        branch=branch,
        places=places(request, branch, shown),
        here=here(request, branch, shown),
        query=f"?branch={branch.pk}" if branch else "",
        current=week(calendar.version_on(branch.pk if branch else None, today)),
        is_own=branch is None or bool(held and held[-1].hours),
        ahead=[one for one in versions if one.starts_on > today],
        past=list(reversed(held[:-1])),
        named=year.days(request.business, calendar, branch, shown, today=today),
        year=shown,
        years=[(one, here(request, branch, one)) for one in (shown - 1, shown + 1)],
    )


def week(version: Any) -> dict[str, Any]:
    """The hours of a version, day by day."""
    days = [
        (label, [(start, end) for start, end in version.hours.get(str(number), [])])
        for number, label in enumerate(opening_hours.DAYS)
    ]
    return {"version": version, "days": days}


def places(request: StaffRequest, branch: Branch | None, shown: int) -> list[dict[str, Any]]:
    """The business and its branches, as tabs; none where there is one place alone."""
    rows = list(request.business.branches.filter(retired_at=None).order_by("name", "pk"))
    tabs = [(None, _("The business")), *((one, str(one)) for one in rows)]
    return [
        {"label": label, "url": here(request, one, shown), "is_active": one == branch} for one, label in tabs
    ] if rows else []  # fmt: skip


def versions_of(request: StaffRequest, branch: Branch | None) -> list[CalendarVersion]:
    rows = request.business.calendar_versions.filter(branch=branch).select_related("created_by")
    return list(rows.order_by("starts_on", "number"))


@staff_may(Permission.CALENDAR_EDIT)
def change_hours(request: StaffRequest) -> HttpResponse:
    """A new version, the present one to begin with."""
    branch, today = branch_of(request), timezone.localdate()
    version = working.load(request.business).version_on(branch.pk if branch else None, today)
    names = ("hours", "keeps_holidays", "eve_ends_at")
    initial = {name: getattr(version, name) for name in names} | {"starts_on": today}
    form = HoursForm(request.POST or None, business=request.business, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            working.renew(
                request.business, branch=branch, by=request.staff, now=timezone.now(), **form.details()
            )
        except Refused as refused:
            form.explain(refused)
        else:
            return told(request, branch, _("The working hours were saved."))
    days = form.fields["hours"].days(form["hours"].value())  # type: ignore[attr-defined]
    return page(
        request, "calendar/hours_form.html", block="sheet", status=422 if form.errors else 200, form=form, branch=branch,
        hours=days, back_url=here(request, branch),
    )  # fmt: skip


@staff_may(Permission.CALENDAR_EDIT)
@require_POST
def follow_business(request: StaffRequest) -> HttpResponse:
    """The branch gives up its own hours, from today."""
    branch, now = branch_of(request), timezone.now()
    if branch is None:
        raise Http404
    working.renew(request.business, branch=branch, hours={}, starts_on=timezone.localdate(now), by=request.staff, now=now)  # fmt: skip
    return told(request, branch, _("The branch has the hours of the business."))


@staff_may(Permission.CALENDAR_EDIT)
@require_POST
def take_back_hours(request: StaffRequest, version_id: int) -> HttpResponse:
    version = get_object_or_404(request.business.calendar_versions.select_related("branch"), pk=version_id)
    try:
        working.take_back(version, by=request.staff, now=timezone.now())
    except Refused as refused:
        return refusal(request, refused, here(request, version.branch))
    return told(request, version.branch, _("The new hours were taken back."))


def branch_of(request: StaffRequest) -> Branch | None:
    text = request.GET.get("branch", "")
    return get_object_or_404(request.business.branches, pk=key_from(text)) if text else None


def year_of(request: StaffRequest, today: date) -> int:
    year = key_from(request.GET.get("year", "")) or today.year
    return min(max(year, periods.FIRST.year), periods.LAST.year)


def here(request: StaffRequest, branch: Branch | None, year: int | None = None) -> str:
    asked = {"branch": branch.pk if branch else None, "year": year}
    query = "&".join(f"{name}={value}" for name, value in asked.items() if value)
    return address("calendar:working_hours", request.business.slug) + (f"?{query}" if query else "")


def told(request: StaffRequest, branch: Branch | None, message: str, *, undo_url: str = "") -> HttpResponse:
    to = "" if "HX-Request" in request.headers else here(request, branch)
    return done(request, to=to, fact=FACT, message=message, undo_url=undo_url)
