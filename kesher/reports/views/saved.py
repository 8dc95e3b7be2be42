"""Reports kept under a name: the question with its cut, period and filters (R164, AMB-19)."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.customers import saved_views, viewing
from kesher.customers.models import SavedView
from kesher.customers.viewing import ViewedList
from kesher.reports import asking, registry
from kesher.reports.asking import Question
from kesher.reports.registry import Report

KEY = "report-{}"


def viewed(report: Report) -> ViewedList:
    def written(request: StaffRequest, query: str) -> str:
        return read(request, report, QueryDict(query)).query()

    return ViewedList(
        KEY.format(report.key),
        home="reports:show",
        pages="reports:{}_view",
        written=written,
        args=(report.key,),
    )


def read(request: StaffRequest, report: Report, query: Any) -> Question:
    offered = report.offered(request.staff, query)
    return asking.read(query, cuts=list(report.cuts), offered=offered, today=timezone.localdate())


def around(request: StaffRequest, report: Report, question: Question) -> dict[str, Any]:
    """The saved questions of a report as tabs; the one asked now can be kept, renamed, shared, removed."""
    within, query = viewed(report), question.query()
    views = saved_views.seen_by(request.staff, list_key=within.key)
    view = next((one for one in views if one.query == query), None)
    plain = asking.read(QueryDict(), cuts=list(report.cuts), offered={}, today=timezone.localdate()).query()
    return {
        "tabs": within.tabs(request, query, fixed=[(_("All"), plain)], views=views) if views else [],
        "view": view,
        "view_menu": within.menu(request, view) if view else [],
        "keep_url": "" if view or query == plain else f"{within.page(request, 'add')}?{kept(query)}",
    }


def kept(query: str) -> str:
    asked = QueryDict(mutable=True)
    asked["list"] = query
    return asked.urlencode()


def of_all(request: StaffRequest, reports: list[Report]) -> dict[str, list[dict[str, str]]]:
    """{report: its saved questions}, for the page of all reports."""
    keys = {KEY.format(one.key): one for one in reports}
    found: dict[str, list[dict[str, str]]] = {one.key: [] for one in reports}
    for view in mine(request, keys):
        report = keys[view.list_key]
        found[report.key].append({"name": view.name, "url": viewed(report).here(request, view.query)})
    return found


def mine(request: StaffRequest, keys: Any) -> list[SavedView]:
    views = request.business.saved_views.filter(list_key__in=keys)
    return list((views.filter(staff=request.staff) | views.filter(staff=None)).order_by("position", "id"))


def of(request: StaffRequest, report_key: str) -> ViewedList:
    return viewed(registry.found(report_key, request.staff))


@staff_may(Permission.REPORT_VIEW)
def add(request: StaffRequest, report_key: str) -> HttpResponse:
    return viewing.add(request, of(request, report_key), now=timezone.now())


@staff_may(Permission.REPORT_VIEW)
def edit(request: StaffRequest, report_key: str, saved_view_id: int) -> HttpResponse:
    return viewing.edit(request, of(request, report_key), saved_view_id, now=timezone.now())


@require_POST
@staff_may(Permission.REPORT_VIEW)
def remove(request: StaffRequest, report_key: str, saved_view_id: int) -> HttpResponse:
    return viewing.remove(request, of(request, report_key), saved_view_id, now=timezone.now())


@require_POST
@staff_may(Permission.REPORT_VIEW)
def restore(request: StaffRequest, report_key: str) -> HttpResponse:
    return viewing.restore(request, of(request, report_key), now=timezone.now())
