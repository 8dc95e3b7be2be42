"""A whole installation of its own for tests with real processes: a data folder and a migrated database."""

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Installation:
    folder: Path
    database_url: str

    def environment(self, **more: str) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("KESHER_")}
        ours = {"KESHER_DATA": str(self.folder), "DATABASE_URL": self.database_url, "PYTHONPATH": str(ROOT)}
        return {**kept, **ours, "LOG_LEVEL": "WARNING", **more}

    def run(self, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """`kesher …`, waited for."""
        command = [sys.executable, "-m", "kesher", *arguments]
        return subprocess.run(
            command, env=self.environment(**more), capture_output=True, text=True, check=False, timeout=400
        )

    def start(self, *arguments: str, **more: str) -> "subprocess.Popen[str]":
        """`kesher …`, left running; the test ends it."""
        return subprocess.Popen(
            [sys.executable, "-m", "kesher", *arguments], env=self.environment(**more), text=True
        )

    def python(self, code: str, *arguments: str) -> "subprocess.Popen[str]":
        """A process of ours with Django ready, left running."""
        code = f"import django; django.setup()\n{code}"
        return subprocess.Popen([sys.executable, "-c", code, *arguments], env=self.environment(), text=True)

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        if self.database_url.startswith("sqlite"):
            import sqlite3  # noqa: PLC0415

            with sqlite3.connect(self.folder / "kesher.sqlite3") as connection:
                return connection.execute(statement).fetchall()
        with connected(self.database_url) as connection:
            return connection.execute(statement).fetchall()


def connected(url: str, name: str = "") -> "psycopg.Connection[Any]":
    parts = urlsplit(url)
    return psycopg.connect(
        host=unquote(parts.netloc.split("@")[1]),
        user="kesher",
        dbname=name or parts.path[1:],
        autocommit=True,
    )


def new_database(folder: Path, template: str = "template0") -> str:
    """An empty database, or a copy of `template`."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        return f"sqlite:///{folder}/kesher.sqlite3"
    name = f"kesher_{uuid.uuid4().hex[:12]}"
    with connected(server) as connection:
        connection.execute(f'CREATE DATABASE {name} TEMPLATE "{template}"')
    return server.rsplit("/", 1)[0] + f"/{name}"


def copied(original: Installation) -> Installation:
    folder = Path(tempfile.mkdtemp(prefix="kesher-installation-"))
    shutil.copytree(original.folder, folder, dirs_exist_ok=True)
    return Installation(folder, new_database(folder, urlsplit(original.database_url).path[1:]))


@pytest.fixture(scope="session")
def migrated_once() -> Iterator[Installation]:
    folder = Path(tempfile.mkdtemp(prefix="kesher-installation-"))
    made = Installation(folder, new_database(folder))
    done = made.run("prepare")
    assert done.returncode == 0, done.stderr
    yield made
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def new_installation(migrated_once: Installation) -> Iterator[Callable[[], Installation]]:
    """Makes migrated installations, removed at the end."""
    made: list[Installation] = []

    def make() -> Installation:
        made.append(copied(migrated_once))
        return made[-1]

    yield make
    for installation in made:
        shutil.rmtree(installation.folder, ignore_errors=True)


@pytest.fixture
def installation(new_installation: Callable[[], Installation]) -> Installation:
    return new_installation()
