"""Mail to a person's account: links to new passwords and sign-in addresses.

1. It goes through the installation's mail server. Where there is none, it goes through the business's own, if the person
   works in that business alone: whoever runs the server of one business could open the account in another one.
2. Where there is no way nothing is sent, and nothing of the message is written down: only whose it was, by number.
3. An installation without any mail server says so to whoever asks for a message, and enqueues none.
"""

from contextlib import suppress
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.module_loading import import_string

from kesher.businesses import mailing
from kesher.businesses.models import Business, Staff, User
from kesher.core import postbox

journal = structlog.stdlib.get_logger("kesher.mail")


def enqueue(job: str, **about: Any) -> None:
    """The worker writes it, by this job of `tasks`, when the transaction is through."""
    import_string(f"kesher.businesses.tasks.{job}").enqueue(**about)


def has_way(user: User) -> bool:
    return settings.IS_MAIL_CONFIGURED or own_server(user) is not None


def has_any_way() -> bool:
    """Rule 3."""
    return settings.IS_MAIL_CONFIGURED or Business.objects.exclude(mail_host="").exists()


def post(user: User, message: EmailMessage) -> None:
    """Sends now; an error of the line is the caller's, so that the worker tries again."""
    business = None if settings.IS_MAIL_CONFIGURED else own_server(user)
    if business is None and not settings.IS_MAIL_CONFIGURED:
        journal.warning("no mail server to write to an account", user_id=user.pk)
        return
    message.from_email = mailing.sender(business) if business else settings.DEFAULT_FROM_EMAIL
    line = mailing.connection(business) if business else get_connection(timeout=postbox.SECONDS)
    message.connection = line
    try:
        message.send()
    finally:
        with suppress(OSError):
            line.close()


def own_server(user: User) -> Business | None:
    """The only business of this person, if it has a mail server."""
    places = Staff.objects.across_businesses().active().filter(user=user).select_related("business")[:2]
    businesses = [staff.business for staff in places]
    return businesses[0] if len(businesses) == 1 and businesses[0].mail_host else None
