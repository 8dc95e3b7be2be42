"""The one lock order, thrown at itself: real processes change the same people at the same time.

First the customer (two of them by key), last the counters. On PostgreSQL no verb meets a deadlock, and the same people
locked crosswise do; on SQLite, where a writing transaction begins at once, nobody finds the database locked.
"""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
ON_POSTGRES = "postgres" in os.environ.get("DATABASE_URL", "")
PROCESSES, ROUNDS = 4, 15


def run(environment, *arguments):
    command = [sys.executable, "-m", "tests.activity.crossing", *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def thrown(environment, verbs, *, rounds=ROUNDS, processes=PROCESSES):
    """What the processes said, all together."""
    running = [run(environment, verbs, seed, rounds, processes) for seed in range(processes)]
    said = [process.communicate(timeout=120)[0] for process in running]
    assert [process.returncode for process in running] == [0] * processes, said
    return "".join(said)


def own_database(name):
    """Another database on the tests' server; its address."""
    address = os.environ["DATABASE_URL"]
    with psycopg.connect(address.replace("postgres://", "postgresql://"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"')
    return address.rpartition("/")[0] + f"/{name}"


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """A place of its own for the processes, with its business and people."""
    given = {
        **os.environ,
        "KESHER_DATA": str(tmp_path_factory.mktemp("crossing")),
        "PYTHONWARNINGS": "ignore",
    }
    given.pop("DATABASE_URL", None)
    if ON_POSTGRES:
        given["DATABASE_URL"] = own_database(f"crossing_{os.getpid()}")
    process = run(given, "prepare")
    said = process.communicate(timeout=120)[0]
    assert process.returncode == 0, said
    return given


def test_verbs_on_the_same_people_never_deadlock(environment):
    assert thrown(environment, "change,note,add,join,leave") == ""


@pytest.mark.skipif(not ON_POSTGRES, reason="SQLite has one writer at a time, so nothing can cross")
def test_the_reversed_order_does_deadlock(environment):
    """The control: without it, the test above might only be lucky."""
    assert "DeadlockDetected" in thrown(environment, "cross", processes=2, rounds=10)
