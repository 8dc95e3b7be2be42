"""`kesher worker`: does background jobs and keeps the schedules. Several may run, on several machines."""

import os
import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.module_loading import autodiscover_modules

from kesher.core.jobs import working


class Command(BaseCommand):
    help = "Do background jobs and keep the schedules, until stopped."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--threads", type=int, default=settings.WORKER_THREADS)
        parser.add_argument("--once", action="store_true", help="do what is ready, then end")
        parser.add_argument("--parent", type=int, default=0, help="end when this process ends")

    def handle(self, *, threads: int, once: bool, parent: int, **_options: Any) -> None:
        autodiscover_modules("tasks")
        if once:
            self.stdout.write(f"{working.drain()} jobs")
            return
        worker = working.Worker(threads=threads)
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: worker.stopping.set())
        if parent:
            threading.Thread(target=follow, args=(parent, worker), daemon=True).start()
        if not worker.run():
            os._exit(0)  # a job that does not end was handed back; its thread is cut off


def follow(parent: int, worker: working.Worker) -> None:
    """A worker whose server was killed does not stay behind."""
    while os.getppid() == parent and not worker.stopping.wait(1):
        pass
    worker.stopping.set()
