"""Bringing people in from a file: choose it, match its columns, see what would happen, let it run; earlier imports."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.pages import done, page
from kesher.core.refusals import Refused
from kesher.customers import import_sources, importing, rehearsing, resuming, unimporting
from kesher.customers.forms.importing import ColumnsForm, ImportForm
from kesher.customers.models import Import, ImportState
from kesher.customers.views import import_rows

AT_ONCE = 500
"""rows that the preview plans while the page waits; more are planned by the worker"""
SHOWN = 50


def run_of(request: StaffRequest, import_id: int) -> Import:
    return get_object_or_404(importing.seen_by(request.staff), pk=import_id)


def page_of(request: StaffRequest, name: str, run: Import) -> str:
    return address(f"customers:{name}", request.business.slug, run.pk)


def steps() -> list[str]:
    return [_("File"), _("Columns"), _("Preview"), _("Import")]


@staff_may(Permission.CUSTOMER_IMPORT)
def imports(request: StaffRequest) -> HttpResponse:
    """Earlier imports, the latest first."""
    runs = importing.seen_by(request.staff)[:100]
    stopped = resuming.stopped(request.business, runs)
    rows = [import_rows.listed(run, request, has_stopped=run.pk in stopped) for run in runs]
    return page(request, "customers/imports.html", rows=rows)


@staff_may(Permission.CUSTOMER_IMPORT)
def upload(request: StaffRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None, business=request.business)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = importing.take(
                request.business, name=file.name, content=file, by=request.staff, now=timezone.now()
            )
        except Refused as refused:
            form.explain(refused)
        else:
            return done(request, to=page_of(request, "import_columns", run))
    status = 422 if form.errors else 200
    return page(request, "customers/import.html", block="form", status=status, form=form, steps=steps())


@staff_may(Permission.CUSTOMER_IMPORT)
def columns(request: StaffRequest, import_id: int) -> HttpResponse:
    run = run_of(request, import_id)
    if run.state != ImportState.UPLOADED:
        return done(request, to=page_of(request, "import_run", run))
    lists = import_sources.lists_of(request.business, request.staff)
    form = ColumnsForm(
        request.POST or None, run=run, lists=lists, business=request.business, staff=request.staff
    )
    problems = []
    if request.method == "POST" and form.is_valid():
        try:
            importing.settle(run, columns=form.columns, language=translation.get_language(), **form.choices)
        except Refused as refused:
            problems = refused.problems
        else:
            return done(request, to=page_of(request, "import_preview", run))
    shown = import_rows.columns(run, form, lists)
    status = 422 if form.errors or problems else 200
    context = {"form": form, "problems": problems, "columns": shown, "run": run, "steps": steps()}
    return page(request, "customers/import_columns.html", block="form", status=status, **context)


@staff_may(Permission.CUSTOMER_IMPORT)
def preview(request: StaffRequest, import_id: int) -> HttpResponse:
    """The first rows as they would land; what all of them come to, now or from the worker."""
    run = run_of(request, import_id)
    if run.state != ImportState.UPLOADED:
        return done(request, to=page_of(request, "import_run", run))
    now, problems = timezone.now(), importing.problems(run)
    is_short = run.rows_total <= AT_ONCE
    count = rehearsing.rehearse(run, now=now, most=None if is_short else SHOWN, first=SHOWN)
    totals = rehearsing.foreseen(count) if is_short else rehearsing.asked(run)
    hidden = import_rows.hidden_columns(run, request)
    return page(
        request,
        "customers/import_preview.html",
        run=run,
        totals=totals,
        problems=problems,
        rows=[import_rows.previewed(landing, hidden) for landing in count.first],
        steps=steps(),
    )


@staff_may(Permission.CUSTOMER_IMPORT)
def totals(request: StaffRequest, import_id: int) -> HttpResponse:
    """What the worker's rehearsal came to; asks again until it has ended."""
    run = run_of(request, import_id)
    return page(
        request, "customers/import_totals.html", block="totals", run=run, totals=rehearsing.asked(run)
    )


@require_POST
@staff_may(Permission.CUSTOMER_IMPORT)
def start(request: StaffRequest, import_id: int) -> HttpResponse:
    return handed_over(request, run_of(request, import_id), importing.start)


@require_POST
@staff_may(Permission.CUSTOMER_IMPORT)
def resume(request: StaffRequest, import_id: int) -> HttpResponse:
    return handed_over(request, run_of(request, import_id), resuming.resume)


def handed_over(request: StaffRequest, run: Import, verb: Callable[..., Any]) -> HttpResponse:
    """To the worker; its page shows how it goes."""
    try:
        verb(run, by=request.staff, now=timezone.now())
    except Refused as refused:
        return done(request, to=page_of(request, "import_run", run), message=refused.problems[0].sentence)
    return done(request, to=page_of(request, "import_run", run))


@require_POST
@staff_may(Permission.CUSTOMER_IMPORT)
def discard(request: StaffRequest, import_id: int) -> HttpResponse:
    importing.discard(run_of(request, import_id))
    return done(
        request, to=address("customers:imports", request.business.slug), message=_("The file was let go.")
    )


@staff_may(Permission.CUSTOMER_IMPORT)
def run(request: StaffRequest, import_id: int) -> HttpResponse:
    """How far it has come, then what came of it."""
    found = run_of(request, import_id)
    if found.state == ImportState.UPLOADED:
        return done(request, to=page_of(request, "import_columns", found))
    context = import_rows.progress(found, now=timezone.now())
    return page(request, "customers/import_run.html", block="state", run=found, steps=steps(), **context)


@staff_may(Permission.CUSTOMER_IMPORT)
def undo(request: StaffRequest, import_id: int) -> HttpResponse:
    found = run_of(request, import_id)
    problems = unimporting.problems(found, now=timezone.now())
    if request.method == "POST" and not problems:
        try:
            unimporting.undo(found, by=request.staff, now=timezone.now())
        except Refused as refused:
            problems = refused.problems
        else:
            return done(request, to=page_of(request, "import_run", found))
    ahead = None if problems else unimporting.ahead(found)
    sentences = import_rows.sentences(ahead) if ahead else []
    status = 422 if problems and request.method == "POST" else 200
    context: dict[str, Any] = {"run": found, "problems": problems, "sentences": sentences}
    return page(request, "customers/import_undo.html", block="sheet", status=status, **context)
