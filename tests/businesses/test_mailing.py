import socket
import ssl
from datetime import UTC, datetime
from smtplib import SMTPRecipientsRefused, SMTPSenderRefused, SMTPServerDisconnected

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from aiosmtpd.smtp import AuthResult, LoginPassword
from django.core import mail

from kesher.activity.models import Entry
from kesher.businesses import mailing
from kesher.core import postbox, sealing
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from tests import make

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SERVER = {
    "mail_host": "mail.example.com",
    "mail_port": 587,
    "mail_security": "starttls",
    "mail_user": "dana",
    "mail_from": "Studio <dana@example.com>",
}


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Inbox(Message):
    def __init__(self):
        super().__init__()
        self.messages = []

    def handle_message(self, message):
        self.messages.append(message)


@pytest.fixture
def server(ours, world, settings, monkeypatch):
    """A real mail server on this machine, entered as the business's own."""
    settings.DEBUG = True
    inbox = Inbox()
    port = free_port()
    monkeypatch.setattr(postbox, "PORTS", {port})
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    facts = {**SERVER, "mail_host": "127.0.0.1", "mail_port": port, "mail_security": "none", "mail_user": ""}
    inbox.business = mailing.change(ours, by=world.staff, now=NOW, **facts)
    yield inbox
    controller.stop()


def test_the_password_is_kept_encrypted_and_stays_when_left_empty(ours, world):
    business = mailing.change(ours, password="secret", by=world.staff, now=NOW, **SERVER)
    business = mailing.change(business, by=world.staff, now=NOW, **{**SERVER, "mail_from": "x@example.com"})

    assert "secret" not in business.mail_secret
    assert sealing.opened(business.mail_secret) == "secret"


def test_the_log_tells_that_the_password_changed_not_what_it_is(ours, world):
    mailing.change(ours, password="secret", by=world.staff, now=NOW, **SERVER)

    entry = Entry.objects.of(ours).get(kind="business.changed")
    assert entry.details["changes"]["mail_password"] == ["…", "…"]
    assert "secret" not in str(entry.details)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"mail_port": 6379}, "port-unknown"),
        ({"mail_host": "https://mail.example.com"}, "host-odd"),
        ({"mail_host": ""}, "host-missing"),
        ({"mail_from": "nobody"}, "sender-missing"),
        ({"mail_security": "none"}, "password-open"),
        ({"password": ""}, "password-missing"),
    ],
)
def test_a_wrong_server_is_refused(ours, world, change, code):
    with pytest.raises(Refused, match=code):
        mailing.change(ours, by=world.staff, now=NOW, **{**SERVER, "password": "secret", **change})


def test_another_server_asks_for_the_password_again(ours, world):
    business = mailing.change(ours, password="secret", by=world.staff, now=NOW, **SERVER)

    with pytest.raises(Refused, match="password-missing"):
        mailing.change(business, by=world.staff, now=NOW, **{**SERVER, "mail_host": "evil.example.com"})


def test_who_holds_less_than_an_owner_does_not_lead_the_links_elsewhere(ours, world):
    manager = make.staff(ours, role="manager")

    with pytest.raises(Refused, match="right-not-held"):
        mailing.change(ours, **SERVER, password="x", by=manager, now=NOW)


def test_no_server_means_the_installations_mail(ours, world):
    business = mailing.change(ours, by=world.staff, now=NOW, **{**SERVER, "mail_host": "", "mail_user": ""})

    assert mailing.send(business, to="noa@example.com", subject="Hello", text="…") is None
    assert [message.to for message in mail.outbox] == [["noa@example.com"]]


def test_without_any_way_out_a_test_says_so(ours):
    assert mailing.test(ours, to="owner@example.com").field == "mail_host"
    assert mail.outbox == []


def test_a_test_message_arrives(server):
    assert mailing.test(server.business, to="owner@example.com") is None
    assert [message["From"] for message in server.messages] == ["Studio <dana@example.com>"]


def test_a_server_without_encryption_is_told_in_words(server):
    server.business.mail_security = "starttls"

    assert mailing.test(server.business, to="owner@example.com") == mailing.reason(
        mailing.smtplib.SMTPNotSupportedError()
    )


def test_a_forbidden_address_is_told_in_words(server, settings):
    settings.DEBUG = False

    assert mailing.test(server.business, to="owner@example.com") == mailing.reason(postbox.ForbiddenAddress())
    assert server.messages == []


def test_a_wrong_password_is_told_with_what_the_server_said(ours, settings):
    settings.DEBUG = True

    def refuse(server, session, envelope, mechanism, given):
        assert isinstance(given, LoginPassword)
        return AuthResult(success=False, handled=False)

    ours.mail_host, ours.mail_port = "127.0.0.1", free_port()
    controller = Controller(
        Inbox(), hostname="127.0.0.1", port=ours.mail_port, authenticator=refuse, auth_require_tls=False
    )
    controller.start()
    ours.mail_security, ours.mail_user, ours.mail_secret = "none", "dana", sealing.sealed("wrong")
    try:
        problem = mailing.test(ours, to="a@example.com")
        assert problem.field == "password"
        assert "Authentication credentials invalid" in str(problem.sentence)
    finally:
        controller.stop()


@pytest.mark.parametrize(
    ("error", "field"),
    [
        (SMTPRecipientsRefused({"a@b.co": (550, b"no such user")}), "to"),
        (SMTPSenderRefused(550, b"not you", "a@b.co"), "mail_from"),
        (mailing.smtplib.SMTPDataError(552, "too large"), None),
        (SMTPServerDisconnected("bye"), "mail_security"),
        (ssl.SSLCertVerificationError("bad"), "mail_host"),
        (socket.gaierror(), "mail_host"),
        (UnicodeError("label empty or too long"), "mail_host"),
        (TimeoutError(), "mail_host"),
        (ConnectionRefusedError(), "mail_port"),
        (OSError("?"), None),
    ],
)
def test_every_failure_has_its_words_and_the_field_to_look_at(error, field):
    problem = mailing.reason(error)

    assert (len(str(problem.sentence)) > 10, problem.field) == (True, field)


def test_a_server_that_says_nothing_is_not_quoted():
    assert "“”" not in str(mailing.reason(mailing.smtplib.SMTPDataError(552, b" ")).sentence)
