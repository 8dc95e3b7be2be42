"""The first run: an empty installation is claimed by who holds the setup token printed in the terminal.

1. There is something to claim only while no business exists.
2. The token is made once, kept in a file of mode 0600, and used up by the claim: of two claims at once one wins.
3. The claim makes the owner's account and the business, whole or not at all.
"""

import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.businesses import opening
from kesher.businesses.models import Business, User
from kesher.core.refusals import Problem, Refused, refuse_if


def is_open() -> bool:
    return not Business.objects.exists()


def token_file() -> Path:
    return Path(settings.DATA) / "setup_token"


def token() -> str:
    """The token to print; made on first call."""
    path = token_file()
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(18))
    return path.read_text().strip()


def problems(*, given: str, username: str, slug: str) -> list[Problem]:
    found = []
    if not is_open() or not secrets.compare_digest(given.encode(), token().encode()):
        found.append(
            Problem("token-wrong", _("This is not the token that the terminal shows."), field="token")
        )
    if User.objects.filter(username__iexact=username).exists():
        found.append(Problem("username-taken", _("Please choose another user name."), field="username"))
    return found + opening.problems(slug=slug)


@transaction.atomic
def claim(
    *, given: str, business: dict[str, Any], owner: dict[str, Any], password: str, now: datetime
) -> User:
    """Makes the owner and the business, uses the token up, and returns the owner."""
    refuse_if(problems(given=given, username=owner["username"], slug=business["slug"]))
    user = User(**owner)
    user.set_password(password)
    user.save()
    opening.open_business(owner=user, now=now, **business)
    use_up()
    return user


def use_up() -> None:
    try:
        token_file().unlink()
    except FileNotFoundError:
        raise Refused([Problem("token-used", _("Somebody has claimed this installation already."))]) from None
