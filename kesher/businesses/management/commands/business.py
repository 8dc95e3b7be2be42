"""`kesher business create`: one more business in this installation, with its owner."""

import secrets
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone, translation

from kesher.businesses import opening
from kesher.businesses.models import User
from kesher.core.refusals import Refused


class Command(BaseCommand):
    help = "Make a business and its owner."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        create = verbs.add_parser("create")
        create.add_argument("slug", help="its address: /b/SLUG/")
        create.add_argument("--name", required=True)
        create.add_argument(
            "--owner", required=True, help="the owner's user name; made when it does not exist"
        )
        create.add_argument("--email", default="", help="the owner's e-mail address")
        create.add_argument("--language", choices=["he", "en"], default="he")

    def handle(self, *, slug: str, name: str, owner: str, email: str, language: str, **_options: Any) -> None:
        if not name.strip():
            raise CommandError("The business needs a name: --name NAME")
        with translation.override("en"):  # terminals seldom show Hebrew right
            try:
                user, password = create(slug, name, owner, email, language)
            except Refused as refused:
                raise CommandError(
                    " ".join(str(problem.sentence) for problem in refused.problems)
                ) from refused
        self.stdout.write(f"Made {name} at /b/{slug}/ with {user.username} as its owner.")
        if password:
            self.stdout.write(f"First password, to be changed after signing in: {password}")


@transaction.atomic
def create(slug: str, name: str, owner: str, email: str, language: str) -> tuple[User, str]:
    user, password = found_or_made(owner, email, language)
    opening.open_business(slug=slug, name=name, owner=user, now=timezone.now(), language=language)
    return user, password


def found_or_made(name: str, email: str, language: str) -> tuple[User, str]:
    """The user of this name, or a new one with a password that is shown once."""
    user = User.objects.filter(username__iexact=name).first()
    if user:
        return user, ""
    check(User.username_validator, name, "A user name is of letters, digits and @ . + - _ only.")
    if email:
        check(validate_email, email, f"{email} is no e-mail address.")
    if email and User.objects.filter(email__iexact=email).exists():
        raise CommandError("Somebody else has this e-mail address.")
    password = secrets.token_urlsafe(12)
    return User.objects.create_user(name, email, password, language=language), password


def check(validator: Callable[[str], None], value: str, sentence: str) -> None:
    try:
        validator(value)
    except ValidationError:
        raise CommandError(sentence) from None
