"""The backups of this installation.

1. A backup holds the database, the uploads and the keys as they are at one moment, while others go on working.
2. The newest BACKUPS_KEPT stay, older ones go; only files that a backup made are touched.
3. The worker makes one every night; `kesher backup FILE` makes one anywhere.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from kesher.core.backups import archiving, snapshots
from kesher.core.backups.archiving import Manifest

PATTERN = "kesher-*.tar.gz"
KEYS = ("secret_key", "activation_key", "push_key.pem")


@dataclass(frozen=True)
class Backup:
    name: str
    path: Path
    size: int
    made_at: datetime


def make_backup(*, now: datetime) -> Backup:
    """One more backup in the installation's folder; the oldest beyond the number kept go."""
    folder = Path(settings.BACKUPS)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"kesher-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.tar.gz"
    write_backup(path, now=now)
    forget_oldest()
    return next(backup for backup in made_backups() if backup.path == path)


def write_backup(path: Path, *, now: datetime) -> Manifest:
    """A backup in a file of the caller's choice."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as name:
        folder = Path(name)
        snapshot = snapshots.take(folder)  # first the rows, then the files: each row's file is already there
        return archiving.write(path, parts=parts(folder), snapshot=snapshot, made_at=now.isoformat())


def parts(database: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(database.iterdir()):
        yield f"database/{path.name}", path
    for key in KEYS:
        if (Path(settings.DATA) / key).exists():
            yield f"keys/{key}", Path(settings.DATA) / key
    uploads = Path(settings.UPLOADS)
    for path in sorted(uploads.rglob("*")):
        if path.is_file():
            yield f"uploads/{path.relative_to(uploads).as_posix()}", path


def made_backups() -> list[Backup]:
    """Newest first."""
    paths = sorted(Path(settings.BACKUPS).glob(PATTERN), reverse=True)
    return [_described(path) for path in paths]


def _described(path: Path) -> Backup:
    facts = path.stat()
    return Backup(path.name, path, facts.st_size, datetime.fromtimestamp(facts.st_mtime, UTC))


def forget_oldest() -> None:
    for backup in made_backups()[max(settings.BACKUPS_KEPT, 1) :]:
        backup.path.unlink(missing_ok=True)
