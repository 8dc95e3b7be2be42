"""Work in the background that was given up: seen by the owner, and run again.

1. It is a delivery to a reaction that failed for good, or a dead job of this business; who is entrusted with the whole
   installation (`is_whole`) sees the dead jobs of no business too.
2. Run again, it gets all its attempts anew; who asked for it is recorded.
3. The reason is the error's type and place, never a value.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from kesher.activity import delivering, reacting, telling
from kesher.activity.kinds import Kind
from kesher.activity.models import Delivery, Entry
from kesher.activity.recording import record
from kesher.activity.telling import Told
from kesher.core.jobs import declaring, retrying

MOST = 200
"""shown at once"""


@dataclass(frozen=True)
class Failed:
    """One piece of work that was given up: its name for people, and its technical one."""

    name: str
    work: str
    reason: str
    at: datetime
    attempts_count: int
    entry: Told | None = None
    delivery_id: int | None = None
    job_id: UUID | None = None


def failed(business: Any, *, is_whole: bool = False) -> list[Failed]:
    """Everything that was given up, newest first."""
    found = [*dead_deliveries(business), *dead_jobs(business, is_whole=is_whole)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def dead_deliveries(business: Any) -> list[Failed]:
    deliveries = list(Delivery.objects.of(business).dead().order_by("-id")[:MOST])
    entries = Entry.objects.of(business).in_bulk([one.entry_id for one in deliveries])
    return [
        Failed(
            name=reacting.name_of(one.reaction), work=one.reaction, reason=one.problem, at=one.created_at, attempts_count=one.attempts_count,
            entry=telling.told(entries[one.entry_id]) if one.entry_id in entries else None, delivery_id=one.pk,
        )
        for one in deliveries
    ]  # fmt: skip


def dead_jobs(business: Any, *, is_whole: bool) -> list[Failed]:
    jobs = retrying.dead_jobs(business_id=business.pk, with_shared=is_whole)[:MOST]
    return [
        Failed(
            name=declaring.name_of(one.task_path), work=one.task_path, reason=one.exception_class_path, at=one.finished_at or one.enqueued_at,
            attempts_count=len(one.worker_ids), job_id=one.pk,
        )
        for one in jobs
    ]  # fmt: skip


@transaction.atomic
def run_delivery_again(delivery: Delivery, *, by: Any, now: datetime) -> None:
    delivering.run_again(delivery)
    record(Kind.RUN_AGAIN, delivery, by=by, now=now, work=delivery.reaction)


@transaction.atomic
def run_job_again(business: Any, job: Any, *, by: Any, now: datetime) -> None:
    retrying.run_again(job, now=now)
    record(Kind.RUN_AGAIN, business, by=by, now=now, work=job.task_path)
