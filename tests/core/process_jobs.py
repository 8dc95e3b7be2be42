"""Jobs for the tests with real processes; they write what they do into a file."""

import time
from pathlib import Path

from kesher.core.jobs.declaring import job


@job()
def write_slowly(*, path: str, seconds: float) -> None:
    """Slow the first time only: the second attempt is what the test waits for."""
    notes = Path(path)
    is_first = not notes.exists()
    with notes.open("a") as file:
        file.write("start\n")
    if is_first:
        time.sleep(seconds)
    with notes.open("a") as file:
        file.write("end\n")


@job()
def tick() -> None:
    pass
