"""Where Chromium is on this machine; None skips the browser tests with a reason."""

import os
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
MISSING = "Chromium is not installed (apt-get install chromium), or name it in KESHER_CHROMIUM"


@cache
def found() -> str | None:
    return next((path for path in _candidates() if path and Path(path).exists()), None)


def _candidates() -> Iterable[str | None]:
    yield os.environ.get("KESHER_CHROMIUM")
    yield from map(shutil.which, NAMES)
