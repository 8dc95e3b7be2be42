"""Reports on the screen: all of them, one, its records, its filters."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core import vanished
from kesher.core.addresses import address
from kesher.core.pages import page
from kesher.reports import asking, charts, registry
from kesher.reports.asking import PERIODS, Question
from kesher.reports.forms.asking import QuestionForm
from kesher.reports.narrowing import LABELS
from kesher.reports.registry import Report
from kesher.reports.tables import AT_END, Table, told
from kesher.reports.views import saved


@staff_may(Permission.REPORT_VIEW)
def home(request: StaffRequest) -> HttpResponse:
    reports = registry.shown_to(request.staff)
    return page(request, "reports/home.html", reports=reports, kept=saved.of_all(request, reports))


@staff_may(Permission.REPORT_VIEW)
def show(request: StaffRequest, report_key: str) -> HttpResponse:
    report = registry.found(report_key, request.staff)
    question, offered = asked(request, report)
    table = registry.made(report, request.staff, question, now=timezone.now())
    return page(
        request,
        "reports/report.html",
        block="report",
        report=report,
        chart=charts.drawn(table),
        cuts=cut_choices(request, report, question),
        **shown(request, report, question, table),
        **around(request, report, question, offered),
        **saved.around(request, report, question),
    )


@staff_may(Permission.REPORT_VIEW)
def rows(request: StaffRequest, report_key: str) -> HttpResponse:
    """The records behind a row."""
    report = registry.found(report_key, request.staff)
    question, offered = asked(request, report)
    table = registry.made(report, request.staff, question, now=timezone.now(), is_list=True)
    return page(
        request,
        "reports/records.html",
        report=report,
        **shown(request, report, question, table, is_list=True),
        **around(request, report, question, offered, is_list=True),
    )


@staff_may(Permission.REPORT_VIEW)
def choose(request: StaffRequest, report_key: str) -> HttpResponse:
    """The filters in a drawer; they lead to the report's address."""
    report = registry.found(report_key, request.staff)
    question, offered = asked(request, report)
    form = QuestionForm(business=request.business, question=question, offered=offered)
    return page(
        request,
        "reports/filters.html",
        block="sheet",
        form=form,
        action=address("reports:show", request.business.slug, report.key),
    )


def asked(request: StaffRequest, report: Report) -> tuple[Question, Any]:
    offered = report.offered(request.staff, request.GET)
    today = timezone.localdate()
    return asking.read(request.GET, cuts=list(report.cuts), offered=offered, today=today), offered


def shown(
    request: StaffRequest, report: Report, question: Question, table: Table, *, is_list: bool = False
) -> dict[str, Any]:
    """The table in texts; a template only has to write them down."""
    records = address("reports:rows", request.business.slug, report.key)
    return {
        "table": table,
        "heads": [
            {"label": one.label, "end": one.kind in AT_END, "hide": "" if one.is_fact else "tablet"}
            for one in table.columns
        ],
        "lines": [
            (
                row.path or (f"{records}?{row.query}" if row.query and report.listed else ""),
                texts(table, row.values),
            )
            for row in table.rows
        ],
        "totals": texts(table, table.totals) if table.totals else None,
        "query": question.query(),
        "is_list": is_list,
    }


def texts(table: Table, values: Any) -> list[tuple[str, Any, Any]]:
    return [
        ("" if value is None and place else told(value, column.kind), column.kind in AT_END, column)
        for place, (column, value) in enumerate(zip(table.columns, values, strict=True))
    ]


def around(
    request: StaffRequest, report: Report, question: Question, offered: Any, *, is_list: bool = False
) -> dict[str, Any]:
    url = request.path
    slug, key = request.business.slug, report.key
    return {
        "report_url": address("reports:show", slug, key),
        "period": period_text(question),
        "periods": periods(url, question),
        "chips": chips(url, question, offered),
        "clear_url": f"{url}?{Question(question.period, question.since, question.until, question.cut).query()}",
        "filter_url": f"{address('reports:choose', slug, key)}?{question.query()}" if len(offered) else "",
        "take": take(request, report, question, is_list=is_list),
    }


def take(request: StaffRequest, report: Report, question: Question, *, is_list: bool) -> list[dict[str, Any]]:
    """The ways to take it away, as far as the reader may."""
    if not registry.may_take(report, request.staff, is_list=is_list):
        return []
    ways = (("excel", _("Excel"), "file-spreadsheet"), ("pdf", _("PDF"), "file-type-pdf"))
    slug = request.business.slug
    return [
        {"label": label, "url": taking(slug, report.key, way, question, is_list=is_list), "icon": picture}
        for way, label, picture in ways
    ]


def taking(slug: str, key: str, way: str, question: Question, *, is_list: bool) -> str:
    more = {"rows": "1"} if is_list else {}
    return f"{address(f'reports:take_{way}', slug, key)}?{question.query(**more)}"


def period_text(question: Question) -> str:
    return str(PERIODS[question.period]) if question.period else question.period_text


def periods(url: str, question: Question) -> list[dict[str, Any]]:
    kept = [(name, value) for name, value in question.pairs() if name not in {"period", "since", "until"}]
    return [
        {
            "label": label,
            "url": f"{url}?{urlencode([*kept, ('period', key)])}",
            "is_active": key == question.period,
        }
        for key, label in PERIODS.items()
    ]


def cut_choices(request: StaffRequest, report: Report, question: Question) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": f"{request.path}?{question.query(cut=key)}", "is_active": key == question.cut}
        for key, label in report.cuts.items()
    ]


def chips(url: str, question: Question, offered: Any) -> list[dict[str, Any]]:
    """Filters in use, as sentences that can be taken away."""
    found = []
    for name, values in question.chosen.items():
        names = dict(offered[name])
        text = ", ".join(str(names.get(value, value)) for value in values)
        kept = [pair for pair in question.pairs() if pair[0] != name]
        found.append({"label": f"{LABELS[name]}: {text}", "remove_url": f"{url}?{urlencode(kept)}"})
    for name in vanished.names_of(question.gone, question.chosen):
        kept = [pair for pair in question.pairs() if pair[0] != name]
        label = f"{LABELS[name]}: {vanished.NOT_AVAILABLE}"
        found.append({"label": label, "remove_url": f"{url}?{urlencode(kept)}"})
    return found
