"""Chooses the database before Django reads its settings, shuts the network, finds Chromium.

`KESHER_TEST_DATABASE=postgres` runs everything on a PostgreSQL of our own; SQLite otherwise.
"""

import atexit
import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

import django
import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import chromium, postgres

pytest_plugins = ["tests.world"]

MARK = "KESHER_TEST_PREPARED"

settings.register_profile("kesher", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kesher")  # machines are shared: no test depends on how fast it runs


def prepare() -> None:
    """Once for the whole run: workers of pytest-xdist inherit what the first process chose."""
    for name in ("SECRET_KEY", "BASE_URL", "EMAIL_URL", "REDIS_URL", "ALLOWED_HOSTS", "DATABASE_URL", "PORT"):
        os.environ.pop(name, None)
    os.environ["KESHER_DATA"] = folder = tempfile.mkdtemp(prefix="kesher-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["LOG_LEVEL"] = "CRITICAL"
    if os.environ.get("KESHER_TEST_DATABASE") == "postgres":
        os.environ["DATABASE_URL"] = postgres.start()
    os.environ[MARK] = "yes"


if MARK not in os.environ:
    prepare()
os.environ["DJANGO_SETTINGS_MODULE"] = "kesher.config.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in the test's thread
django.setup()

from tests.flushing import flushing_despite_triggers  # noqa: E402, F401
from tests.installing import installation, migrated_once, new_installation  # noqa: E402, F401


def pytest_report_header() -> str:
    engine = "PostgreSQL" if "postgres" in os.environ.get("DATABASE_URL", "") else "SQLite"
    return f"database: {engine}; browser: {chromium.found() or chromium.MISSING}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if chromium.found() is None:
        if os.environ.get("KESHER_NO_SKIP"):
            raise pytest.UsageError(chromium.MISSING)
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=chromium.MISSING))


@pytest.fixture(scope="session", autouse=True)
def network_off() -> Any:
    """Tests reach this machine only: another address is an error, not a slow test."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> None:
        is_local = self.family == socket.AF_UNIX or str(address[0]) in {"127.0.0.1", "::1", "localhost"}
        if not is_local:
            raise OSError(f"The network is off in tests: {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", only_here)
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium.found(), "args": chromium.QUIET}
