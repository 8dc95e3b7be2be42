"""Settings come from the environment: typed, with a default each; a wrong one is one clear line at start.

`SETTINGS` is the table that docs/operating.md shows and that `kesher doctor` checks.
"""

import secrets
from pathlib import Path

from environs import Env

env = Env()


def data_folder() -> Path:
    """The folder that holds everything this installation owns: database, key, uploads, backups."""
    folder = env.path("KESHER_DATA", Path("data")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def kept_secret(folder: Path, name: str) -> str:
    """A secret made on the first start and kept in a file that only its owner reads (mode 0600)."""
    path = folder / name
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()
