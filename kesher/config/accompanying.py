"""The background worker beside the web server: forked from the application that was imported once, like the web workers.

1. The keeper is forked before the server starts its threads, and has none itself, so that it may fork in its turn.
2. A worker that ends is followed by another one; told to stop, the keeper lets its worker end in good order.
3. Nobody stays behind: the keeper ends with the server, the worker with the keeper.
"""

import multiprocessing
import os
import signal
import threading

from django.core.management import call_command

LOOK = 0.5
"""seconds between two looks at the worker"""
PAUSE = 2
"""seconds before the next worker"""
forking = multiprocessing.get_context("fork")


def start() -> multiprocessing.process.BaseProcess:
    keeper = forking.Process(target=keep, args=(os.getpid(),), name="keeper")
    keeper.start()
    return keeper


def keep(server: int) -> None:
    os.setsid()  # a terminal's Ctrl-C is for the server, which then tells us
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    while not stopping.is_set() and os.getppid() == server:
        worker = forking.Process(target=work, args=(os.getpid(),), name="worker")
        worker.start()
        while worker.is_alive() and os.getppid() == server and not stopping.wait(LOOK):
            pass
        end(worker)
        stopping.wait(PAUSE)


def end(process: multiprocessing.process.BaseProcess) -> None:
    """Asked again until it has ended: just forked, it may not be listening yet."""
    while process.is_alive():
        process.terminate()
        process.join(1)


def work(keeper: int) -> None:
    call_command("worker", parent=keeper)
