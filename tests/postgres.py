"""A PostgreSQL of our own for the tests: Debian's binaries, a temporary folder, a unix socket, no lasting write.

PostgreSQL refuses to run as root, so root lends it to the user `nobody` (setpriv).
"""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

NOBODY = "65534"
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_connections=120",
        "random_page_cost=1.1"]  # fmt: skip


def binaries() -> Path | None:
    """The newest installed PostgreSQL's folder of programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def unprivileged() -> list[str]:
    if os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--pdeathsig", "INT"]


def start() -> str:
    """Start a server and return its DATABASE_URL; it stops when this process ends, however it ends."""
    programs = binaries()
    if programs is None:
        raise SystemExit("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="kesher-pg-"))
    if os.geteuid() == 0:
        os.chown(folder, int(NOBODY), int(NOBODY))
    _run_quietly([*unprivileged(), programs / "initdb", "-D", folder / "cluster", "-U", "kesher", "-A", "trust",
                  "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])  # fmt: skip
    options = [part for setting in FAST for part in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [
                *unprivileged(),
                programs / "postgres",
                "-D",
                folder / "cluster",
                "-k",
                folder,
                "-h",
                "",
                *options,
            ],
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )
    atexit.register(stop, server, folder, os.getpid())
    _wait(programs, folder, server)
    return f"postgres://kesher@{str(folder).replace('/', '%2F')}/postgres"


def stop(server: "subprocess.Popen[bytes]", folder: Path, owner: int) -> None:
    if os.getpid() != owner:  # a forked child does not stop its parent's server
        return
    server.send_signal(signal.SIGINT)
    server.wait(20)
    shutil.rmtree(folder, ignore_errors=True)


def _run_quietly(command: list[object]) -> None:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, cwd="/"
    )
    if done.returncode:
        raise SystemExit(f"PostgreSQL did not start: {done.stderr.strip()}")


def _wait(programs: Path, folder: Path, server: "subprocess.Popen[bytes]") -> None:
    for _attempt in range(200):
        ready = subprocess.run(
            [programs / "pg_isready", "-q", "-h", folder, "-d", "postgres", "-U", "kesher"], check=False
        )
        if ready.returncode == 0:
            return
        if server.poll() is not None:
            break
        time.sleep(0.05)
    raise SystemExit(f"PostgreSQL did not start: {(folder / 'log').read_text()[-500:]}")
