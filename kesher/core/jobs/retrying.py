"""Jobs that failed.

1. A failed job waits and is tried again: 5 seconds, then three times longer each time, at most six hours.
2. The wait is shaken by a quarter, so that what failed together does not return together.
3. A job whose worker died is put back at once; that attempt counts, or a job that kills its worker would do so for ever.
4. After its last attempt a job is dead: it stays visible, and may be run again from the start.
5. What is kept of an error holds no value of any row.
"""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.db import transaction
from django.db.models import Q, QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kesher.core.jobs.declaring import attempts_of
from kesher.core.journal import without_values
from kesher.core.models import Lease

Job: TypeAlias = DBTaskResult[Any, Any]
FIRST_WAIT = 5
LONGEST_WAIT = 6 * 3600


def wait_after(attempts: int, *, shake: float) -> timedelta:
    """How long a job waits after its n-th attempt; `shake` is between -1 and 1."""
    seconds = min(FIRST_WAIT * 3.0 ** (attempts - 1), LONGEST_WAIT)
    return timedelta(seconds=seconds * (1 + shake / 4))


def note_failure(job: Job, error: BaseException, *, now: datetime) -> None:
    """Put a failed job back, or bury it; nothing happens when another worker has taken it meanwhile."""
    kind = type(error)
    fields = {
        "exception_class_path": f"{kind.__module__}.{kind.__qualname__}",
        "traceback": without_values(error),
    }
    held(job).update(**fields, **_next_state(job, now=now))


def note_death(job: Job, *, now: datetime) -> None:
    """The job's worker died with it."""
    state = _next_state(job, now=now)
    if "run_after" in state:
        state["run_after"] = now
    held(job).update(exception_class_path="", traceback="The worker ended before the job did.", **state)


def _next_state(job: Job, *, now: datetime) -> dict[str, object]:
    attempts = len(job.worker_ids)
    if attempts >= attempts_of(job.task_path):
        return {"status": TaskResultStatus.FAILED, "finished_at": now}
    shake = random.uniform(-1, 1)  # noqa: S311 – nothing secret
    return {"status": TaskResultStatus.READY, "run_after": now + wait_after(attempts, shake=shake)}


def held(job: Job) -> "QuerySet[Job]":
    """The job's row as long as it is still the same attempt."""
    return DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.RUNNING, started_at=job.started_at)


def reap(*, now: datetime) -> int:
    """Put back the jobs of workers whose lease has run out.

    The rows are read before the leases: a worker writes its lease before it claims, so a running job without
    one has lost its worker.
    """
    running = list(DBTaskResult.objects.running())
    alive = set(Lease.objects.filter(expires_at__gt=now).values_list("worker", flat=True))
    lost = [job for job in running if job.worker_ids[-1] not in alive]
    for job in lost:
        note_death(job, now=now)
    return len(lost)


def dead_jobs(*, business_id: int | None = None, with_shared: bool = False) -> "QuerySet[Job]":
    """Jobs that were given up, newest first: all, or one business's; `with_shared`: and those that are of no business."""
    dead = DBTaskResult.objects.failed().order_by("-finished_at")
    if business_id is None:
        return dead
    is_its = Q(args_kwargs__kwargs__business_id=business_id)
    is_shared = Q(args_kwargs__kwargs__business_id__isnull=True)
    return dead.filter(is_its | is_shared if with_shared else is_its)


def to_come(task_paths: Iterable[str], *, business_id: int) -> list[tuple[str, dict[str, Any]]]:
    """Of these jobs of a business those that wait or run: (path, arguments)."""
    rows = DBTaskResult.objects.filter(
        task_path__in=task_paths, status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
    )
    own = rows.filter(args_kwargs__kwargs__business_id=business_id)
    return [(path, given["kwargs"]) for path, given in own.values_list("task_path", "args_kwargs")]


@transaction.atomic
def run_again(job: Job, *, now: datetime) -> None:
    """A dead job gets all its attempts anew."""
    DBTaskResult.objects.failed().filter(pk=job.pk).update(
        status=TaskResultStatus.READY, run_after=now, worker_ids=[], finished_at=None
    )
