"""The processes of `kesher serve`: the web server and the background worker beside it, forked from the application that
was imported once.

1. Who was started keeps both: one that ends, however it ended, is followed by another. The keeper has no threads, so that
   it may fork at any time.
2. Told to stop, it lets both end in good order.
3. Nobody stays behind: who lost the parent ends, the web server's own workers too.
"""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from multiprocessing.process import BaseProcess
from typing import Any

from django.core.management import call_command

from kesher.config import wsgi

LOOK = 1
"""seconds between two looks at the processes"""
forking = multiprocessing.get_context("fork")


def keep(tasks: Mapping[str, Callable[[], None]]) -> None:
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    running: dict[str, BaseProcess] = {}
    while not stopping.is_set():
        for name, task in tasks.items():
            if name not in running or not running[name].is_alive():
                running[name] = started(name, task)
        stopping.wait(LOOK)
    end(running.values())


def started(name: str, task: Callable[[], None]) -> BaseProcess:
    process = forking.Process(target=begin, args=(task,), name=name)
    process.start()
    return process


def begin(task: Callable[[], None]) -> None:
    os.setsid()  # a terminal's Ctrl-C is for the keeper, which then tells us
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    task()


def end(processes: Iterable[BaseProcess]) -> None:
    """Asked again until all have ended: who was just forked may not be listening yet."""
    while living := [one for one in processes if one.is_alive()]:
        for one in living:
            one.terminate()
        living[0].join(1)


def work() -> None:
    call_command("worker", parent=os.getppid())


# ── Following the parent ─────────────────────────────────────────────────────────────────────────
def application() -> Any:
    """What each of the web server's workers loads."""
    follow()
    return wsgi.application


def follow() -> None:
    threading.Thread(target=end_after, args=(os.getppid(),), daemon=True).start()


def end_after(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK)
    os.kill(os.getpid(), signal.SIGTERM)
