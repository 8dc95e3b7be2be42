"""Settings come from the environment: typed, with a default each; a wrong one is one clear line at start.

docs/operating.md lists them all; a test holds that list and the code together.
"""

import secrets
from pathlib import Path
from zoneinfo import available_timezones

from environs import Env, ValidationError, validate

env = Env()

IS_DATABASE = validate.Regexp(
    r"^(sqlite|postgres(ql)?)://", error="It starts with postgres:// or sqlite:///."
)
IS_ADDRESS = validate.Regexp(r"^https?://[^/]+/?$", error="It is https:// and the host name, without a path.")
IS_LEVEL = validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"])


def IS_ZONE(name: str) -> None:  # noqa: N802 – a validator like those above
    if name not in available_timezones():
        raise ValidationError(f"There is no time zone {name}.")


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
