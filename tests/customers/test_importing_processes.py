"""Imports by real processes: a worker that is killed in the middle, and two that take the same import at once."""

import signal
from pathlib import Path

import pytest

from tests.customers.test_merging_processes import wait_for

ROWS = 90
START = """
from kesher.core.owning import acting_for
from kesher.customers import importing
from django.utils import timezone
from tests import make
from tests.make.imports import import_of
business = make.business(slug="race")
rows = "".join(f"N{i},C,n{i}@example.com\\n" for i in range(90))
run = import_of(business, "first name,last name,email\\n" + rows)
with acting_for(business):
    importing.start(run, by=None, now=timezone.now())
"""
WORKER = """
import os, pathlib, signal, sys, threading
from django.conf import settings
from django.utils.module_loading import autodiscover_modules
from kesher.core.jobs import working
from kesher.customers import importing, rehearsing
autodiscover_modules("tasks")
settings.WORKER_LEASE_SECONDS, rehearsing.BATCH = 1, 20
worker, tally = working.Worker(threads=1), importing.tally

def tally_or_die(run, landings):
    tally(run, landings)
    if sys.argv[1] == "die" and run.rows_read == 60:
        os.kill(os.getpid(), signal.SIGKILL)

def end_when_done():
    while not pathlib.Path(sys.argv[2]).exists():
        worker.stopping.wait(0.05)
    worker.stopping.set()

importing.tally = tally_or_die
threading.Thread(target=end_when_done, daemon=True).start()
worker.run()
"""
RACE = """
import pathlib, sys, time
from django.utils import timezone
from kesher.businesses.models import Business
from kesher.core.owning import acting_for
from kesher.customers import importing, rehearsing
ready, go = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
rehearsing.BATCH = 5
business = Business.objects.get(slug="race")
with acting_for(business):
    run = business.imports.get()
    ready.touch()
    while not go.exists():
        time.sleep(0.002)
    importing.carry_on(run, now=timezone.now())
"""


@pytest.fixture
def started(installation):
    """An installation in which an import waits for a worker."""
    assert installation.python(START).wait(60) == 0
    return installation


def told(installation):
    """How the import stands: its state and counts, the people, and what the log says of them."""
    counts = installation.rows("SELECT state, rows_read, created_count, skipped_count FROM customers_import")
    people = installation.rows("SELECT count(*), count(DISTINCT email) FROM customers_customer")
    entries = installation.rows(
        "SELECT kind, count(*), count(DISTINCT subject_id) FROM activity_entry WHERE kind LIKE 'import.%' "
        "GROUP BY kind ORDER BY kind"
    )
    return counts, people, entries


DONE = (
    [("done", ROWS, ROWS, 0)],
    [(ROWS, ROWS)],
    [("import.done", ROWS, ROWS), ("import.finished", 1, 1), ("import.started", 1, 1)],
)


def rows_read(installation):
    return installation.rows("SELECT rows_read FROM customers_import")[0][0]


def test_import_of_a_killed_worker_is_finished_by_another_without_loss_or_doubles(started):
    killed = started.python(WORKER, "die", "/never")
    assert killed.wait(60) == -signal.SIGKILL
    assert rows_read(started) == 40

    done = Path(started.folder / "done")
    finisher = started.python(WORKER, "live", str(done))
    wait_for(lambda: rows_read(started) == ROWS)
    done.touch()

    assert finisher.wait(60) == 0
    assert told(started) == DONE


def test_import_taken_by_two_workers_at_once_is_done_once(started):
    go, ready = started.folder / "go", [started.folder / f"ready{number}" for number in range(2)]
    racers = [started.python(RACE, str(path), str(go)) for path in ready]
    wait_for(lambda: all(path.exists() for path in ready))

    go.touch()

    assert [racer.wait(60) for racer in racers] == [0, 0]
    assert told(started) == DONE
