"""`kesher activation issue`: an activation code for a business, signed with this installation's key."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kesher.businesses import activating
from kesher.businesses.permissions import Module


class Command(BaseCommand):
    help = "Issue an activation code."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        issue = verbs.add_parser("issue")
        issue.add_argument("slug", help="the business's address")
        issue.add_argument("--until", type=day, required=True, help="the last day, such as 2027-12-31")
        issue.add_argument("--modules", nargs="+", choices=Module.values, default=Module.values)

    def handle(self, *, slug: str, until: date, modules: list[str], **_options: Any) -> None:
        if settings.ACTIVATION_PUBLIC_KEY and not is_ours():
            raise CommandError("ACTIVATION_PUBLIC_KEY is the vendor's: the vendor issues the codes.")
        self.stdout.write(
            activating.issue(slug, modules=list(modules), expires_on=until, key=activating.own_key())
        )


def day(text: str) -> date:
    return date.fromisoformat(text)


def is_ours() -> bool:
    return activating.own_key().public_key().public_bytes_raw() == activating.public_key().public_bytes_raw()
