"""The command line: one line instead of a traceback; settings that are wrong are said at once."""

import re
import runpy
from pathlib import Path

import pytest
from environs import EnvError

from kesher.__main__ import ALIASES
from kesher.businesses import activating
from kesher.config import serving
from kesher.config.commanding import UNPREPARED, command
from kesher.config.environment import said
from tests.installing import ROOT, Installation


@pytest.fixture
def empty(tmp_path) -> Installation:
    """A data folder with nothing in it."""
    return Installation(tmp_path, f"sqlite:///{tmp_path}/kesher.sqlite3")


def test_wrong_setting_is_one_line(empty):
    done = empty.run("check", WORKER_THREADS="many")

    assert (done.returncode, done.stderr) == (
        1,
        'kesher: Environment variable "WORKER_THREADS" invalid: Not a valid integer.\n',
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://x/y"),
        ("DATABASE_URL", "postgres://"),
        ("DATABASE_URL", "postgres://u:p@host:port/kesher"),
        ("EMAIL_URL", "smtp.example.com"),
        ("EMAIL_URL", "http://example.com"),
        ("EMAIL_URL", "smtp://u:p@host:many"),
        ("REDIS_URL", "nonsense"),
        ("KESHER_DATA", "/etc/passwd"),
    ],
)
def test_an_odd_setting_is_one_line_that_names_it(empty, name, value):
    done = empty.run("check", **{name: value})

    named = name if name != "KESHER_DATA" else value
    assert (done.returncode, len(done.stderr.splitlines()), named in done.stderr) == (1, 1, True)
    assert "[" not in done.stderr


WRONG = {
    "LOGIN_FAILED_LIMIT": ["abc", "", "5/15m/host", "0/15m/ip", "5/15/ip", "5/15m/ip,"],
    "SESSION_HOURS": ["0", "-1"],
    "SESSION_IDLE_MINUTES": ["0"],
    "ACTIVATION_PUBLIC_KEY": ["xyz"],
    "WEB_WORKERS": ["0"],
    "WEB_THREADS": ["0"],
    "WORKER_THREADS": ["0"],
    "WORKER_LEASE_SECONDS": ["0"],
    "UPLOAD_LIMIT_MB": ["0", "-5"],
    "BACKUPS_KEPT": ["0", "-1"],
    "CONNECTION_MAX_AGE": ["-3"],
    "PREPARED_STATEMENTS": ["perhaps"],
    "MAIL_FROM": ["nonsense", "", "Studio <studio>", "a@b.example, c@d.example"],
    "PUSH_HOSTS": ["https://foo/", "foo/push", "foo:8080", "Foo.example", "a.example, b.example"],
    "SECRET_KEY": ["short"],
}
RIGHT = {
    "LOGIN_FAILED_LIMIT": ["30/15m/ip,5/15m/key", "5/m/ip, 30/1h"],
    "SESSION_HOURS": ["1"],
    "ACTIVATION_PUBLIC_KEY": ["", activating.encoded(b"\x01" * 32)],
    "CONNECTION_MAX_AGE": ["0"],
    "MAIL_FROM": ["studio@example.com", "סטודיו דנה <studio@example.com>", '"Dana, Studio" <a@b.example>'],
    "PUSH_HOSTS": ["", "localhost", "push.example.com,other.example"],
    "SECRET_KEY": ["", "x" * 32],
}


def all_read() -> None:
    """Everything that `kesher serve` reads at start, read anew."""
    for module in ("accounts", "settings"):
        runpy.run_path(f"{ROOT}/kesher/config/{module}.py")
    serving.chosen([])


@pytest.mark.parametrize(("name", "value"), [(name, one) for name, values in WRONG.items() for one in values])
def test_a_setting_that_would_break_the_product_later_is_one_sentence_at_start(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(EnvError) as refused:
        all_read()

    assert re.fullmatch(rf'Environment variable "{name}" invalid: [A-Z][^\[\]\n]+\.', said(refused.value))


@pytest.mark.parametrize(("name", "value"), [(name, one) for name, values in RIGHT.items() for one in values])
def test_a_setting_that_works_is_taken(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    all_read()


def test_database_that_does_not_answer_is_one_line_without_its_password(empty):
    done = empty.run("backup", "/tmp/never.tar.gz", DATABASE_URL="postgres://kesher:hush@127.0.0.1:9/kesher")

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "hush" not in done.stderr


def test_first_start_makes_its_own_key_that_only_its_owner_reads(empty):
    done = empty.run("check")

    assert (done.returncode, done.stderr) == (0, "")
    assert (empty.folder / "secret_key").stat().st_mode & 0o777 == 0o600


def test_the_data_folder_is_made_for_its_owner_alone(tmp_path):
    folder = tmp_path / "data"
    Installation(folder, f"sqlite:///{folder}/kesher.sqlite3").run("check")

    assert folder.stat().st_mode & 0o777 == 0o700


def test_business_is_made_with_its_owner_and_gets_a_code(installation):
    made = installation.run("business", "create", "studio", "--name", "סטודיו", "--owner", "dana")
    code = installation.run("activation", "issue", "studio", "--until", "2030-01-01")
    again = installation.run("business", "create", "studio", "--name", "x", "--owner", "dana")

    assert (made.returncode, code.returncode, again.returncode) == (0, 0, 1)
    assert len(again.stderr.splitlines()) == 1
    assert installation.rows("SELECT slug FROM businesses_business") == [("studio",)]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["business", "create", "studio", "--name", "x", "--owner", ""], "user name"),
        (["business", "create", "studio", "--name", " ", "--owner", "dana"], "name"),
        (["business", "create", "studio", "--name", "x", "--owner", "dana", "--email", "nope"], "e-mail"),
        (["activation", "issue", "studio", "--until", "2020-01-01"], "is over"),
        (["activation", "issue", "No Slug", "--until", "2090-01-01"], "address"),
        (["backup", "/tmp"], "folder"),
        (["restore", "/tmp"], "file"),
        (["owner", "nobody"], "nobody"),
        (["import-customers", "/nowhere", "--business", "nope"], "nope"),
    ],
)
def test_what_cannot_be_done_is_one_line(db, capsys, arguments, word):
    with pytest.raises(SystemExit) as ended:
        command([ALIASES.get(arguments[0], arguments[0]), *arguments[1:]])

    said = capsys.readouterr().err.splitlines()
    assert (ended.value.code, len(said), word in said[0]) == (1, 1, True)


def test_a_database_without_tables_says_how_to_make_them(empty):
    done = empty.run("owner")

    assert (done.returncode, done.stderr) == (1, f"kesher: {UNPREPARED}\n")


def test_each_setting_of_the_code_is_in_the_operating_guide():
    sources = [*Path(ROOT, "kesher/config").glob("*.py"), *Path(ROOT, "kesher/core").rglob("*.py")]
    named = {name for path in sources for name in re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', path.read_text())}
    listed = set(re.findall(r"^\| `([A-Z_]+)`", Path(ROOT, "docs/operating.md").read_text(), re.MULTILINE))

    assert named == listed
