"""`kesher doctor`: what is right, what is not, and what to do about it. It changes nothing.

A check is a function that returns a `Finding`; `FAULT` makes the command fail, `ADVICE` does not. Apps above add theirs.
"""

import os
import shutil
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kesher.core import health
from kesher.core.backups import keeping

LITTLE_SPACE = 1 << 30
OLD_BACKUP_HOURS = 36


class Grade(StrEnum):
    GOOD = "ok"
    ADVICE = "advice"
    FAULT = "FAULT"


@dataclass(frozen=True)
class Finding:
    subject: str
    grade: Grade
    text: str


def good(subject: str, text: str) -> Finding:
    return Finding(subject, Grade.GOOD, text)


def advice(subject: str, text: str) -> Finding:
    return Finding(subject, Grade.ADVICE, text)


def fault(subject: str, text: str) -> Finding:
    return Finding(subject, Grade.FAULT, text)


def findings() -> list[Finding]:
    """All checks, in the order in which they are worth mending."""
    found = [check() for check in WITHOUT_DATABASE]
    for check in (database, migrations):
        found.append(check())
        if found[-1].grade != Grade.GOOD:
            return found
    return found + [check() for check in WITH_DATABASE]


# ── The machine ──────────────────────────────────────────────────────────────────────────────────
def data_folder() -> Finding:
    folder = Path(settings.DATA)
    if not os.access(folder, os.W_OK):
        return fault("data folder", f"{folder} cannot be written: give it to the user that runs Kesher.")
    if stat.S_IMODE(folder.stat().st_mode) & 0o007:
        return fault("data folder", f"every user of this machine can look into {folder}: chmod 700 {folder}")
    return good("data folder", str(folder))


def disk() -> Finding:
    free = shutil.disk_usage(settings.DATA).free
    text = f"{free / (1 << 30):.1f} GB free"
    return (
        good("disk", text) if free > LITTLE_SPACE else fault("disk", f"{text}: make room before it is full.")
    )


def secret_key() -> Finding:
    path = Path(settings.DATA) / "secret_key"
    if os.environ.get("SECRET_KEY"):
        return good("secret key", "from the environment")
    if not path.exists():
        return fault("secret key", f"{path} is missing: start Kesher again, it makes one.")
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        return fault("secret key", f"others can read {path}: chmod 600 {path}")
    return good("secret key", "only its owner reads it")


def https() -> Finding:
    if settings.IS_HTTPS:
        return good("HTTPS", settings.BASE_URL)
    if "localhost" in settings.BASE_URL:
        return advice(
            "HTTPS", "on this machine only; from phones, BASE_URL=https://… and a proxy (docs/operating.md)"
        )
    return fault(
        "HTTPS", f"{settings.BASE_URL} is not encrypted: passwords travel openly (docs/operating.md)"
    )


def debugging() -> Finding:
    if settings.DEBUG:
        return fault("debugging", "KESHER_DEBUG is on: errors show inner values to visitors. Switch it off.")
    return good("debugging", "off")


def mail() -> Finding:
    if not settings.IS_MAIL_CONFIGURED:
        return advice(
            "mail",
            "EMAIL_URL is not set: only a business's own server sends, and password resets only to who works there alone.",
        )
    try:
        server = get_connection(timeout=5)
        server.open()
        server.close()
    except OSError as error:
        return fault("mail", f"the mail server does not answer ({type(error).__name__}): check EMAIL_URL.")
    return good("mail", "the mail server answers")


def front_end() -> Finding:
    path = Path(str(settings.DJANGO_VITE["default"]["manifest_path"]))
    return good("front end", "built") if path.exists() else fault("front end", "not built: make setup")


# ── The database ─────────────────────────────────────────────────────────────────────────────────
def database() -> Finding:
    if not health.is_database_there():
        return fault("database", "does not answer: check DATABASE_URL and that the server runs.")
    return good("database", connection.vendor)


def migrations() -> Finding:
    if health.are_migrations_applied():
        return good("migrations", "all applied")
    return fault("migrations", "some are missing: kesher prepare")


def letters() -> Finding:
    """With LC_CTYPE C, PostgreSQL's trigrams drop Hebrew: similar names are silently not found."""
    if connection.vendor != "postgresql":
        return good("letters", "UTF-8")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT datctype, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"
        )
        ctype, encoding = cursor.fetchone()
    if ctype in {"C", "POSIX"} or encoding != "UTF8":
        return fault(
            "letters", f"LC_CTYPE is {ctype}: Hebrew is not found. Make the database anew with C.UTF-8."
        )
    return good("letters", ctype)


def planner() -> Finding:
    """PostgreSQL ships with the costs of turning disks, and then reads whole tables where the trigram index is faster."""
    if connection.vendor != "postgresql":
        return good("planner", "as SQLite ships it")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('random_page_cost')")
        (cost,) = cursor.fetchone()
    if float(cost) > 2:  # noqa: PLR2004
        return advice(
            "planner", f"random_page_cost is {cost}; with an SSD, 1.1 finds people faster (docs/operating.md)"
        )
    return good("planner", f"random_page_cost {cost}")


def database_role() -> Finding:
    """The log is immutable by trigger; a superuser can switch triggers off."""
    if connection.vendor != "postgresql":
        return good("database role", "SQLite has none: who can write the file can change the log")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        powers = cursor.fetchone()
        cursor.execute("SELECT tableowner = current_user FROM pg_tables WHERE tablename = 'activity_entry'")
        owner = cursor.fetchone()
    if any(powers):
        return fault(
            "database role",
            "it is a superuser and could rewrite the log: use a role of its own (docs/operating.md)",
        )
    if owner and owner[0]:
        return advice(
            "database role", "it owns the log's table, so it could drop the triggers (docs/operating.md)"
        )
    return good("database role", "no more rights than it needs")


def clock() -> Finding:
    """The database server's clock against ours; on one machine, against the last thing that was written."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
            away = abs(float(cursor.fetchone()[0]) - time.time())
        if away > 5:  # noqa: PLR2004
            return fault(
                "clock", f"{away:.0f} seconds away from the database's: switch on time synchronisation."
            )
    newest = DBTaskResult.objects.order_by("-enqueued_at").values_list("enqueued_at", flat=True).first()
    if newest and newest > timezone.now():
        return fault("clock", "it runs behind what was already written: set it right.")
    return good("clock", f"{timezone.localtime():%Y-%m-%d %H:%M} {settings.TIME_ZONE}")


def worker() -> Finding:
    if health.is_worker_alive():
        return good("worker", "alive")
    return fault("worker", "none is alive: kesher serve starts one, kesher worker another.")


def jobs() -> Finding:
    return none_given_up("jobs", DBTaskResult.objects.failed().count())


def none_given_up(subject: str, dead: int) -> Finding:
    if not dead:
        return good(subject, "none given up")
    return advice(subject, f"{dead} were given up: see Settings, Failed work, as who `kesher owner` names.")


def backups() -> Finding:
    made = keeping.made_backups()
    if not made:
        return advice("backups", "none yet: the worker makes one each night, kesher backup makes one now.")
    hours = (timezone.now() - made[0].made_at).total_seconds() / 3600
    if hours > OLD_BACKUP_HOURS:
        return fault("backups", f"the newest is {hours:.0f} hours old: is the worker running at night?")
    return good("backups", f"{len(made)}, the newest {hours:.0f} hours old")


WITHOUT_DATABASE: list[Callable[[], Finding]] = [
    data_folder,
    disk,
    secret_key,
    debugging,
    https,
    mail,
    front_end,
]
WITH_DATABASE: list[Callable[[], Finding]] = [letters, planner, database_role, clock, worker, jobs, backups]
