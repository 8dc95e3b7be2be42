"""One real installation for all journeys: production server and background worker, furnished, visited in Chromium."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.config.test_serving import free_port, is_ready, wait_for
from tests.installing import Installation, copied
from tests.journeys import crawl
from tests.journeys.variants import FACES, Face

FURNISH = "import django; django.setup(); from tests.journeys import furnishing; furnishing.furnish()"


@pytest.hookimpl(tryfirst=True)  # pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/journeys/" in str(item.path):
            item.add_marker(pytest.mark.browser)
        if "visits" in getattr(item, "fixturenames", ()):  # one face is visited once, by one process
            item.add_marker(pytest.mark.xdist_group(str(item.callspec.params["visits"])))


@dataclass
class Site:
    address: str
    told: dict[str, Any]
    installation: Installation

    def context(self, browser: Any, face: Face, session: str = "") -> Any:
        """A window with this face; `session` signs it in."""
        made = browser.new_context(
            base_url=self.address,
            locale={"he": "he-IL", "en": "en-GB"}[face.language],
            color_scheme=face.theme,
            viewport={"width": face.width, "height": face.height},
            reduced_motion="reduce",
            has_touch=face.width < 600,
        )
        made.set_default_timeout(15_000)
        chosen = {"language": face.language, "theme": face.theme} | (
            {"kesher_session": session} if session else {}
        )
        made.add_cookies(
            [{"name": name, "value": value, "url": self.address} for name, value in chosen.items()]
        )
        return made

    def signed_in(self, browser: Any, face: Face) -> Any:
        return self.context(browser, face, self.told["sessions"][f"{face.language}-{face.theme}"])


@pytest.fixture(scope="session")
def serve() -> Iterator[Any]:
    """Starts `kesher serve` for an installation; ended at the end of the run."""
    started = []

    def start(installation: Installation) -> str:
        port = free_port()
        started.append(installation.start("serve", PORT=str(port), WEB_WORKERS="1"))
        address = f"http://localhost:{port}"
        wait_for(lambda: is_ready(address))
        return address

    yield start
    for process in started:
        process.terminate()
    for process in started:
        process.wait(40)


@pytest.fixture(scope="session")
def site(migrated_once: Installation, serve: Any) -> Iterator[Site]:
    installation = copied(migrated_once)
    told = subprocess.run(
        [sys.executable, "-c", FURNISH],
        env=installation.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    yield Site(serve(installation), json.loads(told.stdout), installation)
    shutil.rmtree(installation.folder, ignore_errors=True)


@pytest.fixture(scope="session", params=FACES, ids=str)
def visits(request: Any, browser: Any, site: Site) -> dict[str, "crawl.Visit"]:
    """What was seen on every page, in one face."""
    return crawl.visited(browser, site, request.param)
