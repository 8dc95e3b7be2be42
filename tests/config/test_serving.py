"""`kesher serve` as a real process: web and worker together, prepared once, ended together."""

import argparse
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import psutil
import pytest

from kesher.config import serving
from tests.installing import Installation


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(installation: Installation) -> Iterator[tuple[psutil.Process, str]]:
    port = free_port()
    process = installation.start("serve", PORT=str(port), WEB_WORKERS="1")
    try:
        yield psutil.Process(process.pid), f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(40)


def wait_for(condition: Callable[[], object]) -> None:
    for _look in range(600):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("It did not happen within a minute")


def is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz").status_code == 200
    except httpx.HTTPError:
        return False


def server_of(process: psutil.Process) -> psutil.Process:
    """The started process keeps two others; of these only the web server has children."""
    (server,) = (child for child in process.children() if is_living(child) and child.children())
    return server


def workers_of(process: psutil.Process) -> list[psutil.Process]:
    return [child for child in process.children() if is_living(child) and not child.children()]


def is_living(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def test_web_and_worker_are_started_and_ended_together(installation):
    with served(installation) as (process, address):
        wait_for(lambda: is_ready(address))
        family = process.children(recursive=True)
        assert len(workers_of(process)) == 1

        process.send_signal(signal.SIGTERM)
        process.wait(40)

        assert not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in family)


def test_worker_that_dies_is_started_again(installation):
    with served(installation) as (process, address):
        wait_for(lambda: is_ready(address))
        (worker,) = workers_of(process)

        worker.kill()

        wait_for(lambda: [other for other in workers_of(process) if other.pid != worker.pid])


def test_web_server_that_dies_is_started_again_and_leaves_no_workers(installation):
    with served(installation) as (process, address):
        wait_for(lambda: is_ready(address))
        server = server_of(process)
        (web_worker,) = server.children()

        server.kill()

        wait_for(lambda: not is_living(web_worker))
        wait_for(lambda: is_ready(address))


def test_nobody_outlives_a_killed_keeper(installation):
    with served(installation) as (process, address):
        wait_for(lambda: is_ready(address))
        family = process.children(recursive=True)

        process.kill()

        wait_for(lambda: not any(is_living(child) for child in family))


def test_port_that_is_taken_is_one_line(installation):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = installation.run("serve", PORT=str(taken.getsockname()[1]))

    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


def test_wrong_setting_after_preparing_is_one_line(installation, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", installation.database_url)
    serving.note_prepared(installation.folder, is_demo=False)

    done = installation.run("serve", PORT=str(free_port()), WORKER_THREADS="many")

    assert (done.returncode, done.stderr) == (
        1,
        'kesher: Environment variable "WORKER_THREADS" invalid: Not a valid integer.\n',
    )


def test_what_was_prepared_for_this_version_is_not_prepared_again(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://a/b")
    assert not serving.is_prepared(tmp_path, is_demo=False)

    serving.note_prepared(tmp_path, is_demo=False)

    assert serving.is_prepared(tmp_path, is_demo=False)
    assert not serving.is_prepared(tmp_path, is_demo=True)


@pytest.mark.parametrize("content", ["", "{}x", "[1"])
def test_note_that_cannot_be_read_means_preparing(tmp_path, content):
    (tmp_path / "prepared.json").write_text(content)

    assert not serving.is_prepared(tmp_path, is_demo=False)


def test_other_database_is_prepared_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://a/b")
    serving.note_prepared(tmp_path, is_demo=False)

    monkeypatch.setenv("DATABASE_URL", "postgres://a/c")

    assert not serving.is_prepared(tmp_path, is_demo=False)


def test_the_demo_s_links_lead_to_the_address_of_this_start(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("BASE_URL", "http://localhost:9000")
    (tmp_path / "demo.txt").write_text("\nDemo: /b/demo/\n  orit       owner\n")

    serving.announce(argparse.Namespace(demo=True), tmp_path)

    assert "Demo: http://localhost:9000/b/demo/" in capsys.readouterr().out
