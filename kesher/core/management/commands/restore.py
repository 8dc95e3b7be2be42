"""`kesher restore FILE`: verifies a backup, puts it in place, counts the rows."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kesher.core.backups import restoring
from kesher.core.backups.archiving import BadBackup


class Command(BaseCommand):
    help = "Put a backup in the place of what is there."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="replace a database that is in use")

    def handle(self, *, file: Path, yes: bool, **_options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            manifest = restoring.restore_backup(file, is_confirmed=yes, now=timezone.now())
        except BadBackup as problem:
            raise CommandError(str(problem)) from problem
        rows = sum(manifest.snapshot.counts.values())
        self.stdout.write(f"Restored the backup of {manifest.made_at}: {rows} rows verified.")
