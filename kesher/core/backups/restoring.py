"""Restoring a backup.

1. The file is verified whole before anything is touched.
2. A database that has users is replaced only when that is confirmed, and never while a worker runs.
3. A backup of another engine or of a newer version is refused.
4. What is replaced is backed up first.
5. Afterwards the rows are counted again; then the database is brought to this version.
"""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection

from kesher.core import health
from kesher.core.backups import archiving, keeping, snapshots
from kesher.core.backups.archiving import BadBackup, Manifest


def restore_backup(path: Path, *, is_confirmed: bool, now: datetime) -> Manifest:
    data = Path(settings.DATA)
    with tempfile.TemporaryDirectory(dir=data, prefix=".restore-") as name:
        folder = Path(name)
        manifest = archiving.unpack(path, folder)
        refuse_unless_fit(manifest, is_confirmed=is_confirmed)
        if has_users():
            keeping.make_backup(now=now)
        snapshots.put_back(folder / "database", manifest.snapshot)
        refuse_unless_complete(manifest)
        put_back_files(folder, data)
    (data / "prepared.json").unlink(missing_ok=True)
    snapshots.bring_up_to_date()
    return manifest


def refuse_unless_fit(manifest: Manifest, *, is_confirmed: bool) -> None:
    snapshot = manifest.snapshot
    if snapshot.engine != connection.vendor:
        raise BadBackup(f"This is a backup of {snapshot.engine}, and DATABASE_URL names {connection.vendor}.")
    newer = snapshots.unknown(snapshot.migrations)
    if newer:
        raise BadBackup(
            f"Kesher {manifest.version} made this backup; install that version or a newer one ({newer[0]})."
        )
    if has_users() and not is_confirmed:
        raise BadBackup("The database is in use; --yes replaces everything in it by the backup.")
    if has_users() and health.is_worker_alive():
        raise BadBackup("Kesher is running; stop it, wait a minute, and restore again.")


def has_users() -> bool:
    try:
        return get_user_model()._default_manager.exists()  # noqa: SLF001
    except DatabaseError:
        return False


def refuse_unless_complete(manifest: Manifest) -> None:
    now = snapshots.counted()
    different = [table for table, count in manifest.snapshot.counts.items() if now.get(table) != count]
    if different:
        raise BadBackup(f"After restoring, the number of rows differs in: {', '.join(different)}.")


def put_back_files(folder: Path, data: Path) -> None:
    """Uploads and keys take the place of those that are there."""
    uploads = Path(settings.UPLOADS)
    shutil.rmtree(uploads, ignore_errors=True)
    if (folder / "uploads").exists():
        shutil.copytree(folder / "uploads", uploads)
    for key in sorted((folder / "keys").glob("*")):
        shutil.copy(key, data / key.name)
        (data / key.name).chmod(0o600)
