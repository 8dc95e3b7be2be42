"""Settings come from the environment: typed, with a default each; a wrong one is one clear line at start.

docs/operating.md lists them all; a test holds that list and the code together.
"""

import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from zoneinfo import available_timezones

from environs import Env, ValidationError, validate

env = Env()
T = TypeVar("T")

IS_DATABASE = validate.Regexp(
    r"^(sqlite:///|postgres(ql)?://[^/]*/).",
    error="It is postgres://, host and name of the database, or sqlite:/// and a file.",
)
IS_MAIL = validate.Regexp(
    r"^$|^(console|dummy|memory|file):|^(smtps?|smtp\+tls|smtp\+ssl|submission|submit)://.",
    error="It starts with smtp+tls:// or smtp+ssl://, then user, host and port.",
)
IS_REDIS = validate.Regexp(r"^$|^(rediss?|unix)://.", error="It starts with redis://.")
IS_ADDRESS = validate.Regexp(r"^https?://[^/]+/?$", error="It is https:// and the host name, without a path.")
IS_LEVEL = validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"])
IS_COUNT = validate.Range(min=1, error="It is a whole number, 1 or more.")
IS_COUNT_OR_NONE = validate.Range(min=0, error="It is a whole number, 0 or more.")
IS_SECRET = validate.Regexp(r"^$|^.{32}", error="It is 32 characters or more, made at random.")
IS_LIMIT = validate.Regexp(
    r"^([1-9]\d*/([1-9]\d*)?[smhd](/(ip|key|user))?(,\s*(?!$)|$))+$",
    error="It is attempts/time/ip or attempts/time/key, such as 30/15m/ip,5/15m/key (s, m, h or d).",
)
IS_PUBLIC_KEY = validate.Regexp(
    r"^$|^[A-Za-z0-9_-]{43}=?$", error="It is 32 bytes as 43 letters, digits, - and _ (base64url)."
)
IS_SENDER = validate.Regexp(
    r'^(("[^"\r\n]*"|[^"<>,@\r\n]*)\s*<[^<>@,\s]+@[^<>@,\s]+>|[^<>@,\s]+@[^<>@,\s]+)$',
    error="It is name@host, or Name <name@host>.",
)
HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")


def IS_ZONE(name: str) -> None:  # noqa: N802 – a validator like those above
    if name not in available_timezones():
        raise ValidationError(f"There is no time zone {name}.")


def ARE_HOSTS(names: list[str]) -> None:  # noqa: N802 – as above
    if not all(HOST.fullmatch(name) for name in names):
        raise ValidationError(
            "They are host names in small letters, with commas alone between them: no https://, port or path."
        )


def read(parse: Callable[[str], T], text: str, *, name: str) -> T:
    """An address that a library takes apart; where it cannot, the setting is named."""
    try:
        return parse(text)
    except ValueError:
        raise ValueError(f'Environment variable "{name}" invalid: it cannot be read as an address.') from None


def said(error: BaseException) -> str:
    """One line: files with what is wrong with them, validators without their brackets."""
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    text = next((line.strip() for line in str(error).splitlines() if line.strip()), "")
    return re.sub(r"\['(.*)'\]$", r"\1", text) or type(error).__name__


def data_folder() -> Path:
    """The folder that holds everything this installation owns: database, key, uploads, backups. Made for its owner alone."""
    folder = env.path("KESHER_DATA", Path("data")).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def kept_secret(folder: Path, name: str) -> str:
    """A secret made on the first start and kept in a file that only its owner reads (mode 0600)."""
    path = folder / name
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()
