"""`kesher activation issue`: an activation code for a business, signed with this installation's key."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kesher.businesses import activating, opening
from kesher.businesses.models import Business
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
        if until < timezone.localdate():
            raise CommandError(f"{until} is over: a code needs a day that is still ahead.")
        if not opening.SLUG.match(slug):
            raise CommandError(
                f"{slug} cannot be a business's address: small Latin letters, digits and hyphens."
            )
        if not Business.objects.filter(slug=slug).exists():
            self.stderr.write(
                f"There is no business {slug} in this installation: the code is for another one."
            )
        self.stdout.write(
            activating.issue(slug, modules=list(modules), expires_on=until, key=activating.own_key())
        )


def day(text: str) -> date:
    return date.fromisoformat(text)


def is_ours() -> bool:
    return activating.own_key().public_key().public_bytes_raw() == activating.public_key().public_bytes_raw()
