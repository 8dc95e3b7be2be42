"""Bringing in people from a file: read, planned, rehearsed, written.

1. A file is taken when it can be read to its end and some column names or reaches a person.
2. Each row is created, updated or skipped, as its rehearsal said: read = created + updated + skipped.
3. Rows land in transactions of at most 500, in the order of the file, and the import says how far it came within the same
   transaction: who carries on after a crash goes on with the next row, and nobody is brought in twice.
4. Imports of one business take turns, batch by batch, so the same file brought in twice at once does not duplicate.
5. A row that the database refuses is a problem of that row alone.
6. An import that was started is not started again, and its columns stay.
7. Staff limited to branches see the imports of their own: those of others hold people of other branches.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import DataError, IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from kesher.activity.recording import record
from kesher.businesses import numbering
from kesher.businesses.models import Business, Staff
from kesher.core import knowledge
from kesher.core.refusals import Problem, Refused, refuse_if
from kesher.customers import import_sources, matching, writing_rows
from kesher.customers.import_fields import Lists, Reading
from kesher.customers.kinds import Kind
from kesher.customers.landing import Landing, land
from kesher.customers.matching import People
from kesher.customers.models import Customer, Import, ImportState
from kesher.customers.rehearsing import (
    Count,
    batches,
    choices_of,
    columns_of,
    enqueue,
    readings_of,
    source_of,
)

STARTED = {ImportState.WAITING, ImportState.RUNNING}


def seen_by(staff: Staff) -> QuerySet[Import]:
    """Rule 7."""
    runs: QuerySet[Import] = staff.business.imports.select_related("staff")
    return runs.filter(staff=staff) if staff.branch_ids else runs


def take(business: Business, *, name: str, content: Any, by: Any, now: datetime) -> Import:
    """Keeps the file with its columns as they were recognised; raises Refused when it is no table of people. Nothing is held while
    the file is read.
    """
    run = Import(business=business, file_name=name[:160], staff=by, created_at=now)
    run.content.save(name, content, save=False)
    try:
        survey = import_sources.survey(source_of(run), name)
        lists = import_sources.lists_of(business, by)
        run.columns = {
            str(index): key for index, key in import_sources.proposed(survey.header, lists).items()
        }
        run.rows_total = survey.count
        run.options = {"header": survey.header, "samples": survey.samples, "month_first": survey.month_first}
        run.save()
    except BaseException:
        run.content.delete(save=False)
        raise
    return run


def problems(run: Import) -> list[Problem]:
    if run.state != ImportState.UPLOADED:
        return [Problem("import-started", _("This import was started already."))]
    return import_sources.problems(columns_of(run))


def settle(run: Import, *, columns: Mapping[int, str], **options: Any) -> Import:
    """Which field each column holds, and what holds for the whole file; a rehearsal made before counts no more. Where other columns
    hold days now, the file is read again, before anything is held.
    """
    dated, month_first = import_sources.dated_columns(columns), None
    if run.state == ImportState.UPLOADED and dated != import_sources.dated_columns(columns_of(run)):
        month_first = is_month_first(run, dated)
    return settle_as_read(run, columns=columns, month_first=month_first, **options)


def is_month_first(run: Import, dated: Sequence[int]) -> bool:
    return import_sources.survey(source_of(run), run.file_name, birthdays=dated).month_first


@transaction.atomic
def settle_as_read(
    run: Import, *, columns: Mapping[int, str], month_first: bool | None, **options: Any
) -> Import:
    run = run.fresh()
    before, dated = import_sources.dated_columns(columns_of(run)), import_sources.dated_columns(columns)
    run.columns = {str(index): name for index, name in columns.items()}
    refuse_if(problems(run))
    run.options = {
        name: value for name, value in {**run.options, **options}.items() if name not in {"foreseen", "asked"}
    }
    if dated != before:
        run.options["month_first"] = is_month_first(run, dated) if month_first is None else month_first
    run.save(update_fields=["columns", "options"])
    return run


@transaction.atomic
def start(run: Import, *, by: Any, now: datetime) -> Import:
    """Hands the import to the worker."""
    run = begin(run, by=by, now=now)
    enqueue("carry_on_import", run)
    return run


@transaction.atomic
def begin(run: Import, *, by: Any, now: datetime) -> Import:
    """From here on `carry_on` brings it in."""
    run = run.fresh()
    refuse_if(problems(run))
    run.state = ImportState.WAITING
    run.save(update_fields=["state"])
    record(Kind.IMPORT_STARTED, run, by=by, now=now, rows=str(run.rows_total))
    return run


@transaction.atomic
def discard(run: Import) -> None:
    """A file that was taken and not brought in goes, with its row; one that was started stays."""
    run = run.fresh()
    if run.state == ImportState.UPLOADED:
        name, storage = str(run.content.name), run.content.storage
        run.delete()
        transaction.on_commit(lambda: storage.delete(name))


def carry_on(run: Import, *, now: datetime) -> Import:
    """Brings in the rows that are not in yet (rule 3); reasons are written in the language of whoever started it."""
    if run.state not in STARTED:
        return run
    with override(run.options.get("language") or settings.LANGUAGE_CODE):
        try:
            bring_in(run, now=now)
        except Refused as refused:
            return finish(run, now=now, failure=str(refused.problems[0].sentence))
    return finish(run, now=now)


def bring_in(run: Import, *, now: datetime) -> None:
    lists = import_sources.lists_of(run.business, run.staff)
    at = run.rows_read
    for batch in batches(islice(readings_of(run, lists, now=now), at, None)):
        if not put(run, batch, at=at, lists=lists, now=now):
            return
        if not at:
            knowledge.renew(Customer)
        at += len(batch)


def put(run: Import, batch: list[Reading], *, at: int, lists: Lists, now: datetime) -> bool:
    """One batch, or its halves when the database refuses a row of it (rule 5). False: somebody else carries on."""
    try:
        return put_whole(run, batch, at=at, lists=lists, now=now)
    except (DataError, IntegrityError):
        if len(batch) == 1 and batch[0].problem:
            raise
    if len(batch) == 1:
        batch[0].problem = _("The database refused this row.")
        return put(run, batch, at=at, lists=lists, now=now)
    half = len(batch) // 2
    return put(run, batch[:half], at=at, lists=lists, now=now) and put(
        run, batch[half:], at=at + half, lists=lists, now=now
    )


@transaction.atomic
def put_whole(run: Import, batch: list[Reading], *, at: int, lists: Lists, now: datetime) -> bool:
    numbering.next_number(
        run.business, "import-batch"
    )  # the turn of rule 4: held until this batch has been written
    held = run.fresh()
    if held.rows_read != at or held.state not in STARTED:
        return False
    people, choices = People(), choices_of(run)
    matching.gather(run.business, batch, people, is_locking=True)
    landings = [land(reading, people, choices) for reading in batch]
    writing_rows.write(run, landings, names=lists.names, by=run.staff, now=now)
    tally(held, landings)
    return True


def tally(run: Import, landings: Iterable[Landing]) -> None:
    count = Count()
    for landing in landings:
        count.add(landing)
    run.state = ImportState.RUNNING
    run.rows_read += count.read
    run.created_count += count.created
    run.updated_count += count.updated
    run.skipped_count += count.skipped
    run.problem_count += len(count.problems)
    run.save(
        update_fields=[
            "state",
            "rows_read",
            "created_count",
            "updated_count",
            "skipped_count",
            "problem_count",
        ]
    )


@transaction.atomic
def finish(run: Import, *, now: datetime, failure: str = "") -> Import:
    """Once: whoever brought in the last row says so."""
    run = run.fresh()
    if run.state not in STARTED or (run.rows_read < run.rows_total and not failure):
        return run
    run.state = ImportState.FAILED if failure else ImportState.DONE
    run.failure, run.finished_at = failure[:300], now
    run.save(update_fields=["state", "failure", "finished_at"])
    counts = {"created": run.created_count, "updated": run.updated_count, "skipped": run.skipped_count}
    record(Kind.IMPORT_FINISHED, run, by=run.staff, now=now, **counts)
    return run


def with_problems(run: Import) -> Any:
    return run.rows.exclude(reason="").order_by("row")


def told_problems(run: Import) -> list[tuple[int, str]]:
    """(row, reason) of every row that something was wrong with, also of those that landed."""
    return list(with_problems(run).values_list("row", "reason"))
