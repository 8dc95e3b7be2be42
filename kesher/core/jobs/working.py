"""The worker: one process, a few threads, one job each.

1. A worker writes a lease before it claims and renews it while it lives; the first thread does nothing else
   than renewing, claiming, scheduling and reaping, so a long job does not let the lease run out.
2. It stops in good order: it claims nothing more, waits for what runs, and hands back what does not end.
3. A database that is away for a moment is waited for.
"""

import os
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from structlog.contextvars import bind_contextvars, clear_contextvars

from kesher.core.jobs import retrying, scheduling
from kesher.core.jobs.retrying import Job
from kesher.core.models import Lease

IDLE = 0.2
"""seconds between two looks for work"""
ROUND = 5
"""seconds between two rounds of renewing, scheduling and reaping"""
PATIENCE = 20
"""seconds that running jobs get to end when the worker stops"""
journal = structlog.stdlib.get_logger("kesher.jobs")


def claim(worker: str) -> Job | None:
    """The next ready job, now this worker's; workers that race for it get different ones."""
    ready = DBTaskResult.objects.ready()
    if not ready.exists():
        return None
    with transaction.atomic():
        job = ready.select_for_update(skip_locked=True).first()
        if job:
            job.claim(worker)
    return job


def perform(job: Job) -> None:
    """Run a claimed job and write down how it went."""
    bind_contextvars(job_id=str(job.pk), job=job.task_path)
    try:
        job.task.call(**job.args_kwargs["kwargs"])
    except BaseException as error:  # noqa: BLE001 – whatever it was, the row must say so
        retrying.note_failure(job, error, now=timezone.now())
        journal.warning("job failed", attempt=len(job.worker_ids), exc_info=error)
    else:
        retrying.held(job).update(
            status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now(), traceback=""
        )
        journal.debug("job done")
    clear_contextvars()


def drain(*, limit: int = 1000) -> int:
    """Run what is ready in this thread (tests, `kesher worker --once`); the number of jobs run."""
    for count in range(limit):
        job = claim("drain")
        if job is None:
            return count
        perform(job)
    return limit


class Worker:
    def __init__(self, *, threads: int) -> None:
        self.name = f"{socket.gethostname()[:30]}-{os.getpid()}-{os.urandom(4).hex()}"
        self.stopping = threading.Event()
        self._free = threading.Semaphore(threads)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="job")
        self._running: set[Job] = set()
        self._unnoted: set[Job] = set()
        self._seen: dict[str, datetime] = {}
        self._next_round = timezone.now()

    def run(self) -> bool:
        """Work until `stopping` is set; True when nothing was left unfinished."""
        while not self.stopping.is_set():
            try:
                self._do_round(now=timezone.now())
                has_started = self._start_next()
            except DatabaseError as error:
                journal.error("database away", exc_info=error)
                close_old_connections()
                self.stopping.wait(1)
                continue
            if not has_started:
                self.stopping.wait(IDLE)
        return self._finish()

    def _do_round(self, *, now: datetime) -> None:
        if now < self._next_round and self._next_round - now <= timedelta(seconds=ROUND):
            return
        close_old_connections()
        self.renew(now=now)
        self._next_round = now + timedelta(seconds=min(ROUND, settings.WORKER_LEASE_SECONDS / 3))
        scheduling.enqueue_due(now=now, seen=self._seen)
        for job in list(self._unnoted):
            retrying.note_death(job, now=now)
            self._unnoted.discard(job)
        reaped = retrying.reap(now=now)
        if reaped:
            journal.warning("jobs of dead workers put back", count=reaped)

    def renew(self, *, now: datetime) -> None:
        expires_at = now + timedelta(seconds=settings.WORKER_LEASE_SECONDS)
        Lease.objects.update_or_create(worker=self.name, defaults={"expires_at": expires_at})

    def _start_next(self) -> bool:
        if not self._free.acquire(timeout=IDLE):
            return True
        try:
            job = claim(self.name)
        except BaseException:
            self._free.release()
            raise
        if job is None:
            self._free.release()
            return False
        self._running.add(job)
        self._pool.submit(self._perform, job)
        return True

    def _perform(self, job: Job) -> None:
        try:
            perform(job)
            close_old_connections()
        except DatabaseError as error:  # how it went could not be written, so it runs again
            journal.error("job not noted", job_id=str(job.pk), exc_info=error)
            self._unnoted.add(job)
        finally:
            self._running.discard(job)
            self._free.release()

    def _finish(self) -> bool:
        waited = 0
        while self._running and waited < PATIENCE * 2:
            threading.Event().wait(0.5)
            waited += 1
            if waited % 10 == 0:
                self.renew(now=timezone.now())
        left = list(self._running)
        for job in left:
            retrying.held(job).update(status=TaskResultStatus.READY, worker_ids=job.worker_ids[:-1])
        Lease.objects.filter(worker=self.name).delete()
        self._pool.shutdown(wait=not left)
        return not left
