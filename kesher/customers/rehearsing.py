"""Planning an import and trying it out: what each row would do, without writing anything.

1. A rehearsal makes the plans that the import makes, so its counts are the import's, as long as nobody changes the
   people meanwhile: read = created + updated + skipped.
2. What was wrong with a row is told, whether it lands or not; of many, the first TOLD.
3. What a rehearsal of all rows came to is kept with the import, unless its columns or choices were changed meanwhile.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import override

from kesher.customers import adding, import_sources, matching
from kesher.customers.import_fields import Lists, Reading
from kesher.customers.landing import CREATED, UPDATED, Choices, Landing, land
from kesher.customers.matching import People
from kesher.customers.models import Import

BATCH = 500
TOLD = 50
"""rows with a remark that are kept to be shown"""


@dataclass
class Count:
    """What became of the rows; `problems` are (row, reason)."""

    read: int = 0
    created: int = 0
    updated: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)
    first: list[Landing] = field(default_factory=list)
    """the first rows, for the preview"""

    @property
    def skipped(self) -> int:
        return self.read - self.created - self.updated

    def add(self, landing: Landing) -> None:
        self.read += 1
        self.created += landing.outcome == CREATED
        self.updated += landing.outcome == UPDATED
        if landing.reasons:
            self.problems.append((landing.reading.row, landing.reasons))


def source_of(run: Import) -> Path:
    return Path(run.content.path)


def columns_of(run: Import) -> dict[int, str]:
    return {int(index): name for index, name in run.columns.items()}


def choices_of(run: Import) -> Choices:
    chosen = {name: value for name, value in run.options.items() if name in Choices.__dataclass_fields__}
    if "stage_id" not in chosen:
        chosen["stage_id"] = getattr(adding.first_stage(run.business), "pk", None)
    return Choices(**chosen, branch_ids=run.staff.branch_ids if run.staff else frozenset())


def readings_of(run: Import, lists: Lists, *, now: datetime) -> Iterator[Reading]:
    return import_sources.readings(
        source_of(run), run.file_name, columns_of(run), lists=lists,
        today=timezone.localdate(now), month_first=run.options.get("month_first", False),
    )  # fmt: skip


def rehearse(run: Import, *, now: datetime, most: int | None = None, first: int = 0) -> Count:
    """The plans of the first `most` rows, or of all; writes nothing."""
    lists = import_sources.lists_of(run.business, run.staff)
    people, choices, count = People(), choices_of(run), Count()
    for batch in batches(islice(readings_of(run, lists, now=now), most)):
        matching.gather(run.business, batch, people)
        for reading in batch:
            landing = land(reading, people, choices)
            count.add(landing)
            if count.read <= first:
                count.first.append(landing)
    return count


def foresee(run: Import, *, now: datetime) -> None:
    """Keeps what a rehearsal of all rows came to, unless the columns were changed meanwhile."""
    with override(run.options.get("language") or settings.LANGUAGE_CODE):
        count = rehearse(run, now=now)
    with transaction.atomic():
        held = run.fresh()
        if (held.columns, held.options) == (run.columns, run.options):
            held.options = {**held.options, "foreseen": foreseen(count)}
            held.save(update_fields=["options"])


def asked(run: Import) -> dict[str, Any] | None:
    """What a rehearsal of all rows came to; None while the worker is at it. It is asked for once."""
    if "foreseen" not in run.options and "asked" not in run.options:
        ask(run)
    found: dict[str, Any] | None = run.options.get("foreseen")
    return found


@transaction.atomic
def ask(run: Import) -> None:
    held = run.fresh()
    if "asked" not in held.options:
        held.options = {**held.options, "asked": True}
        held.save(update_fields=["options"])
        enqueue("rehearse_import", held)


def enqueue(job: str, run: Import) -> None:
    import_string(path_of(job)).enqueue(business_id=run.business_id, import_id=run.pk)


def path_of(job: str) -> str:
    return f"kesher.customers.tasks.{job}"


def foreseen(count: Count) -> dict[str, Any]:
    return {
        "read": count.read, "created": count.created, "updated": count.updated, "skipped": count.skipped,
        "problems": len(count.problems), "told": count.problems[:TOLD],
    }  # fmt: skip


def batches(rows: Iterable[Reading]) -> Iterator[list[Reading]]:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch
