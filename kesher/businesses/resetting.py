"""The message with the link to choose a new password.

1. Whether an address is known is told neither by the answer nor by its time: each asking is one job, which sends or does
   nothing.
2. The job holds ids of users only; the link is made when the message is sent, so that no key waits in the queue.
3. The message goes to the address the account has, in the user's language; to whoever is no longer active it does not go.
"""

from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.utils.translation import override

from kesher.businesses.models import User

MESSAGE = "account/email/password_reset_key"


def send(user_ids: Iterable[int]) -> None:
    for user in User.objects.filter(pk__in=user_ids, is_active=True).exclude(email=""):
        with override(user.language):
            get_adapter().send_mail(MESSAGE, user.email, told(user))


def told(user: User) -> dict[str, Any]:
    return {"user": user, "username": user.username, "password_reset_url": link(user)}


def link(user: Any) -> str:
    """It works once, and for three days."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    return str(get_adapter().get_reset_password_from_key_url(key))
