"""One's own sign-in address: asked for, confirmed from the new address, told to the old one.

1. Nothing changes before the link is opened by the user who asked, signed in; it holds a day and works once.
2. Whether somebody else signs in with that address is told only to who reads its mail, when the link is opened.
3. No address waits readably in the queue.
4. Every business the person works in sees in its log that the address changed; the addresses are not in it.
5. The old address is told, so that a change its owner did not make does not pass unseen.
6. Where no mail server can send the link, that is said at once.
"""

import json
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override

from kesher.businesses import entering, posting
from kesher.businesses.kinds import Kind
from kesher.businesses.models import User
from kesher.core import sealing
from kesher.core.addresses import address
from kesher.core.refusals import Problem, Refused, refuse_if, refused_when_taken

LASTS = timedelta(days=1)
PURPOSE = "sign-in address"
"""tells its tokens from other sealed things"""


def ask(user: User, email: str) -> None:
    refuse_if([] if posting.has_way(user) else [unsent()])
    enqueue("send_address_link", user, email)


def enqueue(job: str, user: User, email: str) -> None:
    """Rule 3."""
    posting.enqueue(job, user_id=user.pk, sealed_email=sealing.sealed(email))


def send_link(user: User, email: str) -> None:
    with override(user.language):
        link = settings.BASE_URL + address("office:confirm_address", token(user, email))
        text = _("Open this link within a day, and you sign in with this address from then on:")
        aside = _("If you did not ask for it, there is nothing to do.")
        write(user, email, _("Confirm your sign-in address"), f"{text}\n{link}\n\n{aside}")


def tell_former(user: User, email: str) -> None:
    """Rule 5."""
    with override(user.language):
        text = _(
            "Your account does not sign in with this address any more. If it was not you who changed it, please tell the manager of your business at once."
        )
        write(user, email, _("Your sign-in address was changed"), text)


def write(user: User, email: str, subject: str, text: str) -> None:
    posting.post(user, EmailMessage(subject, text, to=[email]))


def token(user: User, email: str) -> str:
    """It names the address that it replaces, so that it is void once that one is gone. Sealed: links stand in logs."""
    return sealing.sealed(json.dumps([PURPOSE, user.pk, user.email, email]))


def found(token: str, *, user: User) -> str | None:
    """The new address of this link, if it is still good for this user."""
    *named, email = json.loads(sealing.opened(token, lasts=LASTS) or "[null]")
    return str(email) if named == [PURPOSE, user.pk, user.email] else None


def confirm(token: str, *, user: User, now: datetime) -> None:
    with refused_when_taken(taken()):
        user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        email = found(token, user=user)
        if email is None:
            raise Refused([gone()])
        former, user.email = user.email, email
        user.save(update_fields=["email"])
        EmailAddress.objects.filter(user=user).delete()
        entering.note(Kind.ADDRESS_CHANGED, user, now=now)
        if former:
            enqueue("tell_former_address", user, former)


def taken() -> Problem:
    return Problem("address-taken", _("Another account signs in with this address."))


def unsent() -> Problem:
    """Rule 6."""
    sentence = _(
        "No mail server is set up that could send the link. Please ask whoever manages your business."
    )
    return Problem("mail-missing", sentence, field="email")


def gone() -> Problem:
    return Problem("link-gone", _("This link is no longer valid. Please ask for a new one."))
