"""Workers and schedulers as real processes: killed, stopped and racing."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.installing import Installation

ENQUEUE = "import sys; from tests.core.process_jobs import write_slowly; write_slowly.enqueue(path=sys.argv[1], seconds=float(sys.argv[2]))"
RACE = """
import pathlib, sys, time
from datetime import datetime, timedelta, UTC
from kesher.core.jobs import scheduling
from kesher.core.jobs.declaring import Schedule
from tests.core.process_jobs import tick
scheduling.schedules = {"race": Schedule("*/5 * * * *", tick)}
start = datetime(2026, 1, 1, tzinfo=UTC)
scheduling.enqueue_due(now=start)
pathlib.Path(sys.argv[2]).touch()
while not pathlib.Path(sys.argv[1]).exists():
    time.sleep(0.01)
for count in range(1, 51):
    scheduling.enqueue_due(now=start + timedelta(minutes=5 * count))
"""


@contextmanager
def worker(installation: Installation, *, lease: int = 2) -> Iterator["subprocess.Popen[str]"]:
    process = installation.start("worker", WORKER_LEASE_SECONDS=str(lease))
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(condition: Callable[[], bool]) -> None:
    for _look in range(600):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("It did not happen within a minute")


def read(notes: Path) -> list[str]:
    return notes.read_text().split() if notes.exists() else []


def enqueue(installation: Installation, notes: Path, seconds: float) -> None:
    assert installation.python(ENQUEUE, str(notes), str(seconds)).wait(60) == 0


def test_job_of_a_killed_worker_runs_again(installation, tmp_path):
    notes = tmp_path / "notes"
    enqueue(installation, notes, seconds=60)
    with worker(installation) as first:
        wait_for(lambda: read(notes) == ["start"])
        first.send_signal(signal.SIGKILL)

    with worker(installation):
        wait_for(lambda: read(notes) == ["start", "start", "end"])


def test_stopped_worker_finishes_its_job_first(installation, tmp_path):
    notes = tmp_path / "notes"
    enqueue(installation, notes, seconds=2)
    with worker(installation) as process:
        wait_for(lambda: read(notes) == ["start"])

        process.send_signal(signal.SIGTERM)

        assert process.wait(30) == 0
    assert read(notes) == ["start", "end"]
    assert installation.rows("SELECT status FROM django_tasks_database_dbtaskresult") == [("SUCCESSFUL",)]
    assert installation.rows("SELECT worker FROM core_lease") == []


def test_four_racing_schedulers_start_each_due_job_once(installation):
    go = installation.folder / "go"
    ready = [installation.folder / f"ready{number}" for number in range(4)]
    racers = [installation.python(RACE, str(go), str(path)) for path in ready]
    wait_for(lambda: all(path.exists() for path in ready))

    go.touch()

    assert [racer.wait(60) for racer in racers] == [0, 0, 0, 0]
    assert installation.rows("SELECT count(*) FROM django_tasks_database_dbtaskresult") == [(50,)]
    assert installation.rows("SELECT count(*) FROM core_slot") == [(51,)]
