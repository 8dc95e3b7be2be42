"""`kesher serve`: web server and background worker together, prepared by themselves on the first start.

The application is imported once, here; web workers and the background worker are forked from this process, so they share
its memory and start at once (`config.keeping`). It opens no connection of its own.
"""

import argparse
import gc
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from multiprocessing.synchronize import Event as EventOfProcesses
from pathlib import Path
from urllib.error import URLError

from environs import EnvError

from kesher.config.environment import IS_COUNT, data_folder, env, said

PACKAGE = Path(__file__).resolve().parent.parent
KESHER = [sys.executable, "-m", "kesher"]
SHAPING = ("django", "django-allauth", "django-tasks-db")
"""packages whose tables are ours too"""


def serve(arguments: list[str]) -> int:
    try:
        options = chosen(arguments)
        folder = data_folder()
        check_port(options.host, options.port)
    except (EnvError, OSError) as error:
        print(f"kesher: {said(error)}", file=sys.stderr)
        return 1
    os.environ.setdefault("BASE_URL", f"http://localhost:{options.port}")
    if not is_prepared(folder, is_demo=options.demo):
        print("Preparing the database; the first time this takes a moment …", flush=True)
        done = subprocess.run([*KESHER, "prepare", *(["--demo"] if options.demo else [])], check=False)
        if done.returncode:
            return done.returncode
    gc.disable()  # what is imported stays: nothing to look for until `config.wsgi` has it all
    from kesher.config.commanding import is_configured  # noqa: PLC0415 - the application, which preparing does not need here

    if not is_configured():
        return 1
    announce_and_serve(options, folder)
    return 0


def chosen(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="kesher serve", description="Web server and background worker together."
    )
    parser.add_argument("--host", default=env.str("HOST", "127.0.0.1"), help="0.0.0.0 for the whole network")
    parser.add_argument("--port", type=int, default=env.int("PORT", 8000))
    parser.add_argument("--web-workers", type=int, default=env.int("WEB_WORKERS", 2, validate=IS_COUNT))
    parser.add_argument("--web-threads", type=int, default=env.int("WEB_THREADS", 1, validate=IS_COUNT))
    parser.add_argument("--demo", action="store_true", help="loads the demo business the first time")
    parser.add_argument("--no-worker", action="store_true", help="`kesher worker` runs elsewhere")
    return parser.parse_args(arguments)


def check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or "not a port"
            raise OSError(
                f"Cannot listen on {host}:{port} ({reason}). Choose another port with PORT=8001."
            ) from None


# ── Prepared before? ─────────────────────────────────────────────────────────────────────────────
def is_prepared(folder: Path, *, is_demo: bool) -> bool:
    """The last preparation was for this version, this database, and (where asked) with the demo."""
    try:
        noted = json.loads((folder / "prepared.json").read_text())
    except (OSError, ValueError):
        return False
    has_file = bool(os.environ.get("DATABASE_URL")) or (folder / "kesher.sqlite3").exists()
    return has_file and noted["shape"] == shape() and (noted["demo"] or not is_demo)


def note_prepared(folder: Path, *, is_demo: bool) -> None:
    (folder / "prepared.json").write_text(json.dumps({"shape": shape(), "demo": is_demo}))


def shape() -> str:
    """What decides whether there is something to migrate: our migrations, the libraries', the database."""
    ours = sorted(path.name + path.parent.parent.name for path in PACKAGE.glob("*/migrations/0*.py"))
    database = str(hash_of(os.environ.get("DATABASE_URL", "")))
    return str(hash_of("|".join([*ours, *map(version, SHAPING), database])))


def hash_of(text: str) -> str:
    from hashlib import sha256  # noqa: PLC0415

    return sha256(text.encode()).hexdigest()


# ── Running ──────────────────────────────────────────────────────────────────────────────────────
def announce_and_serve(options: argparse.Namespace, folder: Path) -> None:
    from kesher.config import keeping  # noqa: PLC0415 - the application, imported before anything is forked

    tasks: dict[str, Callable[[], None]] = {
        "web": partial(serve_web, options, folder, keeping.forking.Event())
    }
    if not options.no_worker:
        tasks["worker"] = keeping.work
    keeping.keep(tasks)


def serve_web(options: argparse.Namespace, folder: Path, welcomed: EventOfProcesses) -> None:
    from granian import Granian  # noqa: PLC0415 – needed only when it really serves
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    from kesher.config import keeping  # noqa: PLC0415 - as above

    server = Granian(
        "kesher.config.keeping:application",
        factory=True,
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.web_workers,
        blocking_threads=options.web_threads,
        respawn_failed_workers=True,
        workers_kill_timeout=15,
        log_level=LogLevels.warning,
        websockets=False,
    )
    keeping.follow()
    threading.Thread(target=welcome, args=(options, folder, welcomed), daemon=True).start()
    server.serve()


def welcome(options: argparse.Namespace, folder: Path, welcomed: EventOfProcesses) -> None:
    """Say the address once the first answer came; a server that follows another one says nothing."""
    if not welcomed.is_set():
        wait_for_answer(options)
        welcomed.set()
        announce(options, folder)


def wait_for_answer(options: argparse.Namespace) -> None:
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(options.host, options.host)  # noqa: S104
    while True:
        try:
            with urllib.request.urlopen(f"http://{host}:{options.port}/healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.05)


def announce(options: argparse.Namespace, folder: Path) -> None:
    base = os.environ["BASE_URL"].rstrip("/")
    print(f"\nKesher is at {base}", flush=True)
    notice = folder / "demo.txt"
    if options.demo and notice.exists():
        print(notice.read_text().replace(" /b/", f" {base}/b/"), flush=True)
