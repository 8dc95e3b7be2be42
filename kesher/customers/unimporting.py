"""Taking back a whole import.

1. Within 30 days of the import. Then the file, the contents of its rows and what undoing needs are forgotten; the counts
   and the log stay. A file that was never brought in is forgotten after two days.
2. A person that it created is removed, unless somebody has worked on them since: then they stay, and are named.
3. A person that it updated gets back each value that is still as the import left it, and loses what it added, unless
   that kind of thing (numbers, addresses, tags, fields, notes) was worked on since.
4. It goes backwards through the file, 500 rows at a time, and goes on after a crash where it stopped.
5. The log says of each person that the import was undone; reading somebody is no work on them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, Q, QuerySet
from django.utils.translation import gettext as _

from kesher.activity.models import Entry
from kesher.activity.recording import plain, record, record_many
from kesher.businesses import numbering
from kesher.core.refusals import Problem, refuse_if
from kesher.customers import importing, rehearsing, searching
from kesher.customers.kinds import Kind
from kesher.customers.landing import CREATED, UPDATED
from kesher.customers.models import Customer, Import, ImportRow, ImportState
from kesher.customers.stamping import READING

KEPT_FOR = timedelta(days=30)
UNUSED_FOR = timedelta(days=2)
FINISHED = {ImportState.DONE, ImportState.FAILED}
UNDONE, KEPT = "undone", "kept"
WORK = {
    "contact_numbers": ("number.",), "addresses": ("address.",), "customer_tags": ("customer.tagged",),
    "field_values": ("field.",), "customer_notes": ("note.",),
}  # fmt: skip
"""which entries tell that such rows were worked on"""


@dataclass(frozen=True)
class Ahead:
    """What undoing would do."""

    removed: int
    restored: int
    kept: int


def problems(run: Import, *, now: datetime) -> list[Problem]:
    if run.state not in FINISHED:
        return [Problem("import-open", _("Only an import that has ended can be undone."))]
    if (run.finished_at or run.created_at) < now - KEPT_FOR or not run.rows.exists():
        return [
            Problem(
                "import-old", _("There is nothing to undo any more: what that needs is kept for 30 days.")
            )
        ]
    return []


def ahead(run: Import) -> Ahead:
    created = run.rows.filter(outcome=CREATED, customer__isnull=False)
    kept = work_on(run, created.values("customer_id")).values("customer_id").distinct().count()
    return Ahead(
        created.count() - kept,
        run.rows.filter(outcome=UPDATED).values("customer_id").distinct().count(),
        kept,
    )


def work_on(run: Import, people: Any) -> QuerySet[Entry]:
    """What happened to these people besides this import, reading aside (rule 5)."""
    ours = Q(kind__in=[Kind.IMPORTED, Kind.IMPORT_UNDONE], details__run=run.pk)
    entries = Entry.objects.of(run.business).filter(customer_id__in=people)
    return entries.filter(~ours).exclude(kind__in=[str(kind) for kind in READING])


@transaction.atomic
def undo(run: Import, *, by: Any, now: datetime) -> Import:
    """Hands the work to the worker."""
    run = run.fresh()
    refuse_if(problems(run, now=now))
    run.state, run.options = ImportState.UNDOING, {**run.options, "undone_by": by.pk if by else None}
    run.save(update_fields=["state", "options"])
    record(Kind.IMPORT_UNDONE, run, by=by, now=now)
    rehearsing.enqueue("carry_on_undoing", run)
    return run


def carry_on(run: Import, *, now: datetime) -> Import:
    """Until nothing is left to be taken back."""
    while run.state == ImportState.UNDOING:
        run = take_back(run, now=now)
    return run


@transaction.atomic
def take_back(run: Import, *, now: datetime) -> Import:
    """The last rows that are not taken back yet (rule 4)."""
    numbering.next_number(run.business, "import-batch")
    run = run.fresh()
    left = run.rows.filter(outcome__in=[CREATED, UPDATED]).order_by("-row")
    rows = list(left[: rehearsing.BATCH]) if run.state == ImportState.UNDOING else []
    if rows:
        people, by = held(run, rows), who(run)
        work = kinds_of_work(run, people)
        for row in rows:
            person = people.get(row.customer_id or 0)
            if row.outcome == UPDATED and person and not person.erased_at:
                restore(run, row, person, since(row, work[person.pk]), by=by, now=now)
        remove(run, [row for row in rows if row.outcome == CREATED], people, work, by=by, now=now)
        note_undone(rows)
    elif run.state == ImportState.UNDOING:
        run.state = ImportState.UNDONE
        run.save(update_fields=["state"])
    return run


def who(run: Import) -> Any:
    """Who asked for it."""
    return run.business.staff.filter(pk=run.options.get("undone_by")).first()


def held(run: Import, rows: Iterable[ImportRow]) -> dict[int, Customer]:
    ids = {row.customer_id for row in rows if row.customer_id}
    return {
        one.pk: one for one in run.business.customers.filter(pk__in=ids).select_for_update().order_by("pk")
    }


def kinds_of_work(run: Import, people: Iterable[int]) -> dict[int, list[tuple[str, datetime]]]:
    found: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    for customer, kind, at in work_on(run, list(people)).values_list("customer_id", "kind", "at"):
        found[customer or 0].append((kind, at))
    return found


def since(row: ImportRow, work: Iterable[tuple[str, datetime]]) -> set[str]:
    """The kinds of what happened after the row had landed."""
    landed_at = datetime.fromisoformat(row.before["at"])
    return {kind for kind, at in work if at >= landed_at}


def restore(
    run: Import, row: ImportRow, customer: Customer, work: set[str], *, by: Any, now: datetime
) -> None:
    """Rule 3."""
    before = row.before
    for name, (old, new) in before.get("details", {}).items():
        if plain(getattr(customer, name)) == new:
            setattr(customer, name, old if old is not None or name in NULLABLE else "")
    for name, ids in before.get("added", {}).items():
        if not any(kind.startswith(WORK[name]) for kind in work):
            getattr(run.business, name).filter(pk__in=ids, customer=customer).delete()
    for name, (old, new) in before.get("address", {}).items():
        main = run.business.addresses.filter(customer=customer, is_main=True)
        main.filter(**{name: new}).update(**{name: old or ""})
    for key, (old, new) in before.get("fields", {}).items():
        run.business.field_values.filter(customer=customer, field=key, value=new).update(value=old)
    customer.save()
    searching.renew(customer)
    record(Kind.IMPORT_UNDONE, customer, by=by, now=now, file=run.file_name, run=run.pk)


NULLABLE = {"birthday", "stage_id", "source_id", "branch_id"}


def remove(
    run: Import,
    rows: list[ImportRow],
    people: dict[int, Customer],
    work: dict[int, list[tuple[str, datetime]]],
    *,
    by: Any,
    now: datetime,
) -> None:
    """Rule 2."""
    going = [one for row in rows if (one := people.get(row.customer_id or 0)) and not work[one.pk]]
    record_many(
        Kind.IMPORT_UNDONE, [(one, {"file": run.file_name, "run": run.pk}) for one in going], by=by, now=now
    )
    gone = gone_together(run, [one.pk for one in going])
    for row in rows:
        if row.customer_id in people and row.customer_id not in gone:
            row.outcome = KEPT


def gone_together(run: Import, ids: list[int]) -> set[int]:
    """Those who could be removed: whoever something else rests upon (a payer, say) stays."""
    try:
        with transaction.atomic():
            run.business.customers.filter(pk__in=ids).delete()
    except ProtectedError:
        if len(ids) == 1:
            return set()
        half = len(ids) // 2
        return gone_together(run, ids[:half]) | gone_together(run, ids[half:])
    return set(ids)


def note_undone(rows: list[ImportRow]) -> None:
    for row in rows:
        row.outcome = row.outcome if row.outcome == KEPT else UNDONE
    for outcome in (KEPT, UNDONE):
        ids = [row.pk for row in rows if row.outcome == outcome]
        rows[0].run.rows.filter(pk__in=ids).update(outcome=outcome)


def forget_old(business: Any, *, now: datetime) -> None:
    """Rule 1, every night."""
    for run in business.imports.filter(state=ImportState.UPLOADED, created_at__lt=now - UNUSED_FOR):
        importing.discard(run)
    for run in business.imports.filter(created_at__lt=now - KEPT_FOR):
        forget(run)


@transaction.atomic
def forget(run: Import) -> None:
    run = run.fresh()
    name, storage = run.content.name, run.content.storage
    if run.state in {*FINISHED, ImportState.UNDONE} and (name or run.options):
        run.rows.all().delete()
        run.content, run.options, run.columns = "", {}, {}
        run.save(update_fields=["content", "options", "columns"])
        if name:
            transaction.on_commit(lambda: storage.delete(name))
