"""Throughput with wrk at 8 connections, latency with one connection; memory as proportional set size."""

import http.client
import re
import subprocess
import time
from math import inf
from statistics import median, quantiles
from urllib.parse import urlencode

RATE = re.compile(r"Requests/sec:\s+([\d.]+)")


def in_turn(
    ours: tuple[int, str], bare: tuple[int, str], *, cookie: str, seconds: int
) -> tuple[float, float, float]:
    """Answers a second at 8 connections of both servers, three rounds in turn: medians, and the median ratio."""
    rounds = [
        (throughput(*ours, cookie=cookie, seconds=seconds), throughput(*bare, cookie=cookie, seconds=seconds))
        for _ in range(3)
    ]
    return (
        median(one for one, _ in rounds),
        median(other for _, other in rounds),
        median(other / one if one else inf for one, other in rounds),
    )


def throughput(port: int, path: str, *, cookie: str, seconds: int) -> float:
    command = [
        "wrk",
        "-t1",
        "-c8",
        f"-d{seconds}s",
        "-H",
        f"Cookie: {cookie}",
        f"http://127.0.0.1:{port}{path}",
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = RATE.search(said)
    if "Non-2xx" in said or not found:
        raise SystemExit(f"{path}: {said}")
    return float(found[1])


def latency(port: int, path: str, *, cookie: str, times: int = 150) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds at one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    took = [timed(connection, "GET", path, {"Cookie": cookie}) for _ in range(times)][20:]
    cuts = quantiles(took, n=20)
    return cuts[9], cuts[18]


def timed(
    connection: http.client.HTTPConnection, method: str, path: str, headers: dict[str, str], body: str = ""
) -> float:
    start = time.perf_counter()
    connection.request(method, path, body or None, headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status >= 400:
        raise SystemExit(f"{method} {path} answers {answer.status}")
    return (time.perf_counter() - start) * 1000


def posting(
    port: int, path: str, *, cookie: str, token: str, fields: dict[str, str], times: int = 100
) -> tuple[float, float]:
    """Median and 95th percentile of a form that is posted at one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = {
        "Cookie": f"{cookie}; kesher_csrf={token}", "X-CSRFToken": token, "HX-Request": "true",
        "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    took = [timed(connection, "POST", path, headers, urlencode(fields)) for _ in range(times)][10:]
    cuts = quantiles(took, n=20)
    return cuts[9], cuts[18]


def memory(pids: list[int]) -> float:
    """Megabytes of all these processes, shared pages counted once in parts."""
    total = 0
    for pid in pids:
        with open(f"/proc/{pid}/smaps_rollup") as rollup:  # noqa: PTH123
            total += sum(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
    return total / 1024
