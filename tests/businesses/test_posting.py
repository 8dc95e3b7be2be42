import logging

import pytest
from django.core.mail import EmailMessage

from kesher.businesses import mailing, posting
from tests import make


@pytest.fixture
def user(world):
    return make.staff(world.ours).user


@pytest.fixture
def sent(monkeypatch):
    """The businesses whose server was used."""
    used = []

    def line(business):
        used.append(business.slug)
        return mailing.get_connection()

    monkeypatch.setattr(mailing, "connection", line)
    return used


def with_server(business):
    business.mail_host, business.mail_from = "mail.example.com", f"{business.slug}@example.com"
    business.save()


def post(user):
    posting.post(user, EmailMessage("Subject", "Text with a link", to=[user.email]))


def test_the_installation_s_mail_comes_first(world, user, sent, mailoutbox, settings):
    settings.IS_MAIL_CONFIGURED = True
    with_server(world.ours)
    post(user)

    assert (sent, [one.from_email for one in mailoutbox]) == ([], [settings.DEFAULT_FROM_EMAIL])


def test_without_it_the_person_s_own_business_sends(world, user, sent, mailoutbox):
    with_server(world.ours)
    post(user)

    assert (sent, [one.from_email for one in mailoutbox]) == (["ours"], ["ours@example.com"])


def test_who_works_elsewhere_too_is_not_written_to_over_one_business_s_server(world, user, sent, mailoutbox):
    with_server(world.ours)
    make.staff(world.theirs, user=user)
    post(user)

    assert (sent, mailoutbox, posting.has_way(user)) == ([], [], False)


def test_a_place_of_the_past_does_not_count(world, user, sent):
    with_server(world.ours)
    make.staff(world.theirs, user=user, left_at="2026-01-01T00:00:00Z")

    assert posting.has_way(user)


def test_with_no_server_at_all_nothing_of_the_message_is_written_down(user, mailoutbox, capfd, caplog):
    with caplog.at_level(logging.WARNING):
        post(user)
    written = "".join(capfd.readouterr()) + caplog.text

    assert mailoutbox == []
    assert str(user.pk) in written
    assert not [word for word in (user.email, user.username, "link", "Subject") if word in written]
