"""The business's own mail server.

1. A server has a name, one of the ports of mail and a sender; without a server the installation's mail is used.
2. The password is kept encrypted, is never shown again, and stays when the field is left empty.
3. A password travels only over an encrypted line.
4. With another server or user the password has to be entered again, so that it cannot be led elsewhere.
5. Links that open accounts go through the server, so whoever sets it holds all the rights of an owner.
6. A test message goes out at once through what is saved; its failure is told in plain words, at the field to look at.
"""

import re
import smtplib
import socket
import ssl
from contextlib import suppress
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.businesses import granting
from kesher.businesses.kinds import Kind
from kesher.businesses.models import Business
from kesher.core import postbox, sealing
from kesher.core.refusals import Problem, refuse_if

DETAILS = ("mail_host", "mail_port", "mail_security", "mail_user", "mail_from")

HUNG_UP = _("The server hung up. The encryption probably does not fit the port.")
NO_SERVER = _("There is no server of this name. Please check the spelling.")
REASONS: list[tuple[type[Exception], str, Any]] = [
    (
        postbox.ForbiddenAddress,
        "mail_host",
        _("This server name leads to an address that mail may not be sent to."),
    ),
    (
        smtplib.SMTPAuthenticationError,
        "password",
        _("The server did not accept the user name or password."),
    ),
    (smtplib.SMTPRecipientsRefused, "to", _("The server did not accept the recipient.")),
    (smtplib.SMTPSenderRefused, "mail_from", _("The server did not accept the sender's address.")),
    (
        smtplib.SMTPNotSupportedError,
        "mail_security",
        _("The server does not offer this kind of encryption. Please try another one."),
    ),
    (smtplib.SMTPResponseException, "", _("The server refused the message.")),
    (ssl.SSLCertVerificationError, "mail_host", _("The server's certificate is not valid for this name.")),
    (ssl.SSLError, "mail_security", HUNG_UP),
    (smtplib.SMTPServerDisconnected, "mail_security", HUNG_UP),
    (socket.gaierror, "mail_host", NO_SERVER),
    (UnicodeError, "mail_host", NO_SERVER),
    (
        TimeoutError,
        "mail_host",
        _("The server did not answer within ten seconds. Please check name and port."),
    ),
    (ConnectionRefusedError, "mail_port", _("The server does not take connections on this port.")),
    (Exception, "", _("The message could not be sent.")),
]
"""the first that fits, with the field to look at"""
HOST = re.compile(r"[^\s/:@]+|\[?[0-9a-fA-F:]+\]?")


NAMELESS = Problem("host-missing", _("Please enter the server's name."), field="mail_host")


def problems(business: Business, *, password: str, details: dict[str, Any], by: Any) -> list[Problem]:
    host, user = details["mail_host"], details["mail_user"]
    found = standing_problems(business, by=by)
    if not host:
        return found + ([NAMELESS] if password else [])
    if not HOST.fullmatch(host):
        found.append(
            Problem(
                "host-odd",
                _("Please enter the server's name alone, such as smtp.example.com."),
                field="mail_host",
            )
        )
    if details["mail_port"] not in postbox.PORTS:
        ports = ", ".join(map(str, sorted(postbox.PORTS)))
        found.append(
            Problem(
                "port-unknown",
                _("Mail servers answer on one of the ports %(ports)s.") % {"ports": ports},
                field="mail_port",
            )
        )
    if "@" not in parseaddr(details["mail_from"])[1]:
        found.append(
            Problem(
                "sender-missing", _("Please enter the address that messages come from."), field="mail_from"
            )
        )
    if user and details["mail_security"] == "none":
        found.append(
            Problem(
                "password-open", _("A password is sent over an encrypted line only."), field="mail_security"
            )
        )
    is_elsewhere = (host, user) != (business.mail_host, business.mail_user)
    if user and not password and (is_elsewhere or not business.mail_secret):
        found.append(
            Problem("password-missing", _("Please enter the password for this server."), field="password")
        )
    return found


def standing_problems(business: Business, *, by: Any) -> list[Problem]:
    """Rule 5."""
    owner = business.roles.get(key=granting.OWNER)
    sentence = _(
        "Links to new passwords go through this server, so only somebody with all the rights of an owner sets it."
    )
    return [Problem(one.code, sentence) for one in granting.beyond(by, owner.permissions)]


@transaction.atomic
def change(business: Business, *, password: str = "", by: Any, now: datetime, **details: Any) -> Business:
    business = Business.objects.select_for_update(no_key=True).get(pk=business.pk)
    refuse_if(problems(business, password=password, details=details, by=by))
    changed = changes({name: getattr(business, name) for name in DETAILS}, details)
    secret = kept_secret(business, password=password, user=details["mail_user"])
    if secret != business.mail_secret:
        changed["mail_password"] = ["…", "…"]
    if changed:
        for name, value in {**details, "mail_secret": secret}.items():
            setattr(business, name, value)
        business.save(update_fields=[*DETAILS, "mail_secret"])
        record(Kind.BUSINESS_CHANGED, business, by=by, now=now, changes=changed)
    return business


def kept_secret(business: Business, *, password: str, user: str) -> str:
    if not user:
        return ""
    return sealing.sealed(password) if password else business.mail_secret


def is_configured(business: Business) -> bool:
    """Whether a message has any way out: the business's server, or the installation's."""
    return bool(business.mail_host or settings.IS_MAIL_CONFIGURED)


def connection(business: Business) -> BaseEmailBackend:
    """The way out for this business's messages."""
    if not business.mail_host:
        return get_connection(timeout=postbox.SECONDS) if settings.IS_MAIL_CONFIGURED else get_connection()
    return postbox.PinnedBackend(
        host=business.mail_host,
        port=business.mail_port,
        username=business.mail_user,
        password=sealing.opened(business.mail_secret) or "" if business.mail_secret else "",
        use_tls=business.mail_security == "starttls",
        use_ssl=business.mail_security == "tls",
        timeout=postbox.SECONDS,
    )


def sender(business: Business) -> str:
    return business.mail_from if business.mail_host else settings.DEFAULT_FROM_EMAIL


def send(business: Business, *, to: str, subject: Any, text: Any) -> Any:
    """Sends one plain message now; the reason in plain words when it fails, else nothing."""
    try:
        deliver(business, to=to, subject=subject, text=text)
    except (OSError, ValueError) as error:
        return reason(error).sentence
    return None


def deliver(business: Business, *, to: str, subject: Any, text: Any) -> None:
    line = connection(business)
    try:
        EmailMessage(str(subject), str(text), sender(business), [to], connection=line).send()
    finally:
        with suppress(OSError):
            line.close()


def test(business: Business, *, to: str) -> Problem | None:
    """Rule 6: None, or why it failed."""
    if not is_configured(business):
        sentence = _(
            "Please enter a mail server and save: neither this business nor the installation has one."
        )
        return Problem("no-server", sentence, field="mail_host")
    subject = _("Test message from %(name)s") % {"name": business}
    text = _("The mail server works: this message came through it.")
    try:
        deliver(business, to=to, subject=subject, text=text)
    except (OSError, ValueError) as error:
        return reason(error)
    return None


def reason(error: Exception) -> Problem:
    """What went wrong, in words; what the server said stands behind them."""
    field, sentence = next((field, words) for kind, field, words in REASONS if isinstance(error, kind))
    answer: bytes | str = b""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answer = next(iter(error.recipients.values()), (0, b""))[1]
    elif isinstance(error, smtplib.SMTPResponseException):
        answer = error.smtp_error
    return Problem("mail-refused", said(sentence, answer), field=field or None)


def said(sentence: Any, answer: bytes | str) -> Any:
    text = (answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)).strip()
    if not text:
        return sentence
    return str(_("%(sentence)s The server said: “%(answer)s”") % {"sentence": sentence, "answer": text[:200]})
