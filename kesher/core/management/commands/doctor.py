"""`kesher doctor`: one line per check; exit code 1 when something is at fault."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from kesher.core.doctor import Grade, findings


class Command(BaseCommand):
    help = "Check this installation and say what to do."
    requires_system_checks: list[str] = []

    def handle(self, **_options: Any) -> None:
        found = findings()
        for finding in found:
            self.stdout.write(f"{finding.grade:<7} {finding.subject:<14} {finding.text}")
        if any(finding.grade == Grade.FAULT for finding in found):
            sys.exit(1)
