"""Going on with an import, or with undoing one, whose work was given up.

1. What is under way and has no job left that would do it has stopped. An import of the command line has none of its own
   and is not asked about.
2. Whoever may import starts it again; it goes on with the next row (importing.py), so nobody is brought in twice.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.businesses.models import Business
from kesher.core.jobs import retrying
from kesher.core.refusals import Problem, refuse_if
from kesher.customers import rehearsing
from kesher.customers.kinds import Kind
from kesher.customers.models import Import, ImportState

IMPORTING, UNDOING = "carry_on_import", "carry_on_undoing"
WORK = {ImportState.WAITING: IMPORTING, ImportState.RUNNING: IMPORTING, ImportState.UNDOING: UNDOING}
SAID = {IMPORTING: Kind.IMPORT_RESUMED, UNDOING: Kind.IMPORT_UNDONE}


def stopped(business: Business, runs: Iterable[Import]) -> set[int]:
    """The ids of those that have stopped (rule 1)."""
    under_way = [(run.pk, work_of(run)) for run in runs if run.state in WORK and run.staff_id]
    if not under_way:
        return set()
    paths = [rehearsing.path_of(work) for work in (IMPORTING, UNDOING)]
    alive = {(given["import_id"], path) for path, given in retrying.to_come(paths, business_id=business.pk)}
    return {pk for pk, work in under_way if (pk, rehearsing.path_of(work)) not in alive}


def work_of(run: Import) -> str:
    return WORK[ImportState(run.state)]


def problems(run: Import) -> list[Problem]:
    if stopped(run.business, [run]):
        return []
    return [Problem("import-goes-on", _("This import has not stopped: it is under way, or has ended."))]


@transaction.atomic
def resume(run: Import, *, by: Any, now: datetime) -> Import:
    run = run.fresh()
    refuse_if(problems(run))
    rehearsing.enqueue(work_of(run), run)
    record(SAID[work_of(run)], run, by=by, now=now)
    return run
