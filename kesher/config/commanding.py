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

from kesher.config.environment import said
from kesher.core.refusals import Refused
from kesher.core.scrubbing import scrubbed

EXPECTED = (Refused, DatabaseError, OSError, ImproperlyConfigured)
UNPREPARED = "The database does not hold the tables of this version: kesher prepare makes them."
CLOSED = "The database's file cannot be opened: check DATABASE_URL, and who may write into its folder."
HINTS = [
    (r"no such (table|column)|(relation|column) .* does not exist", UNPREPARED),
    (r"unable to open database file|readonly database", CLOSED),
]


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
        return complaint(hint(error) or first_line(error))
    return 0


def is_configured() -> bool:
    """Read all settings before anything happens: a wrong one is one line."""
    try:
        django.setup()
    except (ValueError, OSError, ImproperlyConfigured) as error:  # environs and Django say which and why
        complaint(first_line(error))
        return False
    return True


def hint(error: BaseException) -> str:
    """What a database's own words do not tell."""
    if not isinstance(error, DatabaseError):
        return ""
    return next((sentence for words, sentence in HINTS if re.search(words, str(error))), "")


def prepare(arguments: list[str]) -> int:
    from kesher.config.preparing import prepare  # noqa: PLC0415 – reads models

    said = prepare(is_demo="--demo" in arguments)
    if said:
        print(said)
    return 0


def first_line(error: BaseException) -> str:
    return scrubbed(said(error))


def complaint(text: str) -> int:
    print(f"kesher: {text}", file=sys.stderr)
    return 1
