"""`kesher backup FILE`: everything in one file, while it runs."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kesher.core.backups import keeping
from kesher.core.backups.archiving import Manifest


class Command(BaseCommand):
    help = "Write the database, the uploads and the keys into one file."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="without it: one more in the backup folder")

    def handle(self, *, file: Path | None, **_options: Any) -> None:
        if file is None:
            made = keeping.make_backup(now=timezone.now())
            self.stdout.write(f"{made.path} ({made.size} bytes)")
            return
        manifest = written(file.resolve())
        rows = sum(manifest.snapshot.counts.values())
        self.stdout.write(
            f"{file}: {rows} rows in {len(manifest.snapshot.counts)} tables, {len(manifest.digests)} files"
        )


def written(file: Path) -> Manifest:
    if file.is_dir():
        raise CommandError(f"{file} is a folder: please name a file in it.")
    if not file.parent.is_dir():
        raise CommandError(f"There is no folder {file.parent}.")
    if not os.access(file.parent, os.W_OK):
        raise CommandError(f"Nothing can be written into {file.parent}.")
    return keeping.write_backup(file, now=timezone.now())
