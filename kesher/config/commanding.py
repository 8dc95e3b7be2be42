"""Running a command: what goes wrong is one line and exit code 1, never a traceback.

KESHER_DEBUG=1 shows the traceback to developers.
"""

import os
import re
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import ManagementUtility
from django.core.management.base import SystemCheckError
from django.db import DatabaseError

from kesher.core.refusals import Refused
from kesher.core.scrubbing import scrubbed

EXPECTED = (Refused, DatabaseError, OSError, ImproperlyConfigured)
MISSING = re.compile(r"no such (table|column)|(relation|column) .* does not exist")
UNPREPARED = "The database does not hold the tables of this version: kesher prepare makes them."


def command(arguments: list[str]) -> int:
    if not is_configured():
        return 1
    try:
        if arguments[0] == "prepare":
            return prepare(arguments[1:])
        utility = ManagementUtility(["kesher", *arguments])
        utility.prog_name = "kesher"
        utility.execute()
    except SystemCheckError as error:
        return complaint(str(error))
    except EXPECTED as error:
        if os.environ.get("KESHER_DEBUG"):
            raise
        return complaint(UNPREPARED if is_unprepared(error) else first_line(error))
    return 0


def is_configured() -> bool:
    """Read all settings before anything happens: a wrong one is one line."""
    try:
        django.setup()
    except (ValueError, OSError, ImproperlyConfigured) as error:  # environs and Django say which and why
        complaint(first_line(error))
        return False
    return True


def is_unprepared(error: BaseException) -> bool:
    return isinstance(error, DatabaseError) and bool(MISSING.search(str(error)))


def prepare(arguments: list[str]) -> int:
    from kesher.config.preparing import prepare  # noqa: PLC0415 – reads models

    said = prepare(is_demo="--demo" in arguments)
    if said:
        print(said)
    return 0


def first_line(error: BaseException) -> str:
    text = next((line.strip() for line in str(error).splitlines() if line.strip()), "")
    return scrubbed(text) or type(error).__name__


def complaint(text: str) -> int:
    print(f"kesher: {text}", file=sys.stderr)
    return 1
