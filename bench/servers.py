"""The two servers under test, started as they are in production."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.error import URLError

import psutil

ROOT = Path(__file__).resolve().parent.parent
GRANIAN = [
    sys.executable,
    "-m",
    "granian",
    "--interface",
    "wsgi",
    "--workers",
    "2",
    "--blocking-threads",
    "1",
    "--no-ws",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, path: str, **environment: str) -> Iterator[tuple[int, float]]:
    """Yields the process id and the seconds from its start to the first answer."""
    start = time.perf_counter()
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait(f"http://127.0.0.1:{port}{path}", server)
        yield server.pid, time.perf_counter() - start
    finally:
        server.terminate()
        server.wait(20)


def wait(url: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if server.poll() is not None:
            raise SystemExit(f"the server for {url} stopped")
        try:
            with urllib.request.urlopen(url):
                return
        except (URLError, ConnectionError):
            time.sleep(0.05)
    raise SystemExit(f"{url} does not answer")


def kesher(port: int) -> AbstractContextManager[tuple[int, float]]:
    return running([sys.executable, "-m", "kesher", "serve", "--port", str(port)], port, "/healthz")


def bare(port: int, **environment: str) -> AbstractContextManager[tuple[int, float]]:
    command = [*GRANIAN, "--host", "127.0.0.1", "--port", str(port), "bench.bare:application"]
    return running(command, port, "/list", **environment)


def family(pid: int) -> list[int]:
    return [pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))]
