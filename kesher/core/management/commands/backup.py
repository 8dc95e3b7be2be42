"""`kesher backup FILE`: everything in one file, while it runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kesher.core.backups import keeping


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
        if not file.resolve().parent.is_dir():
            raise CommandError(f"There is no folder {file.resolve().parent}.")
        manifest = keeping.write_backup(file.resolve(), now=timezone.now())
        rows = sum(manifest.snapshot.counts.values())
        self.stdout.write(
            f"{file}: {rows} rows in {len(manifest.snapshot.counts)} tables, {len(manifest.digests)} files"
        )
