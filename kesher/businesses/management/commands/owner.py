"""`kesher owner`: who the whole installation is entrusted to, with its backups and the failed work of no business."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kesher.businesses import entrusting
from kesher.businesses.models import User


class Command(BaseCommand):
    help = "Say who the installation is entrusted to, entrust it to somebody, or end that."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", nargs="?", default="")
        parser.add_argument(
            "--end", action="store_true", help="this person is not entrusted with it any more"
        )

    def handle(self, *, username: str, end: bool, **_options: Any) -> None:
        if username:
            change = entrusting.end if end else entrusting.entrust
            change(found(username), now=timezone.now())
        self.stdout.write(f"Entrusted with the installation: {', '.join(entrusting.holders()) or 'nobody'}")


def found(username: str) -> User:
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        raise CommandError(f"There is no user {username}.")
    return user
