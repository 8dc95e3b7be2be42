"""A report as a file: with all its rows, however many the screen shows."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils import timezone

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.reports import registry, taking
from kesher.reports.tables import Table
from kesher.reports.views.reports import asked

MOST = {"excel": None, "pdf": taking.MOST_ON_PAPER + 1}
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_may(Permission.REPORT_VIEW)
def take_excel(request: StaffRequest, report_key: str) -> HttpResponseBase:
    table = taken(request, report_key, "excel")
    name = f"{file_name(request, report_key)}.xlsx"
    return FileResponse(taking.excel(table), as_attachment=True, filename=name, content_type=EXCEL)


@staff_may(Permission.REPORT_VIEW)
def take_pdf(request: StaffRequest, report_key: str) -> HttpResponseBase:
    table = taken(request, report_key, "pdf")
    response = HttpResponse(taking.paper(request.business, table), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file_name(request, report_key)}.pdf"'
    return response


def taken(request: StaffRequest, report_key: str, way: str) -> Table:
    """The table; that it leaves is written down."""
    report = registry.found(report_key, request.staff)
    question, _offered = asked(request, report)
    now, is_list = timezone.now(), request.GET.get("rows") == "1"
    if not registry.may_take(report, request.staff, is_list=is_list):
        raise PermissionDenied
    table = registry.made(report, request.staff, question, now=now, is_list=is_list, most=MOST[way])
    taking.note(request.business, table, query=question.query(), way=way, by=request.staff, now=now)
    return table


def file_name(request: StaffRequest, report_key: str) -> str:
    return f"{request.business.slug}-{report_key}-{timezone.localdate():%Y-%m-%d}"
