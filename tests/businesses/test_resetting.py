import json

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from kesher.core.jobs import retrying, working

ASK = "/accounts/password/reset/"


@pytest.fixture(autouse=True)
def installation_mail(settings):
    settings.IS_MAIL_CONFIGURED = True


def asked(client, email, **options):
    return client.post(ASK, {"email": email}, **options)


def test_the_worker_sends_the_link_not_the_request(world, client, mailoutbox):
    asked(client, world.staff.user.email)
    before = len(mailoutbox)
    working.drain()

    assert (before, len(mailoutbox)) == (0, 1)
    assert mailoutbox[0].to == [world.staff.user.email]


def test_answer_and_work_are_the_same_whether_the_address_is_known(world, client):
    asked(client, "first@example.com")  # what is read once for all

    told = []
    for email in (world.staff.user.email, "nobody@example.com"):
        with CaptureQueriesContext(connection) as statements:
            answer = asked(client, email)
        told.append((answer.status_code, answer.headers["Location"], len(statements)))

    assert told[0] == told[1]
    assert DBTaskResult.objects.count() == 3


def test_the_job_holds_no_address_and_no_key(world, client):
    asked(client, world.staff.user.email)

    job = DBTaskResult.objects.get()
    assert job.args_kwargs == {"args": [], "kwargs": {"user_ids": [world.staff.user.pk]}}
    assert world.staff.user.email not in json.dumps(job.args_kwargs)


def test_who_left_meanwhile_gets_nothing(world, client, mailoutbox):
    asked(client, world.staff.user.email)
    world.staff.user.is_active = False
    world.staff.user.save()
    working.drain()

    assert mailoutbox == []


def test_a_message_that_fails_is_sent_again_and_its_failure_names_nobody(
    world, client, mailoutbox, monkeypatch
):
    def fail(*_):
        raise OSError(f"no route for {world.staff.user.email}")

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", fail)
        asked(client, world.staff.user.email)
        working.drain()
    job = DBTaskResult.objects.get()
    kept = job.traceback
    DBTaskResult.objects.update(run_after=job.enqueued_at)
    working.drain()

    assert (len(job.worker_ids), world.staff.user.email in kept, len(mailoutbox)) == (1, False, 1)
    assert not retrying.dead_jobs().exists()


def test_the_link_opens_and_leads_to_the_installation_whatever_host_was_asked(
    world, client, mailoutbox, settings
):
    settings.BASE_URL = "https://kesher.example"

    asked(client, world.staff.user.email, headers={"host": "evil.example"})
    working.drain()

    body = mailoutbox[0].body
    assert "evil" not in body + mailoutbox[0].subject
    path = body.split("https://kesher.example")[1].split()[0]
    assert path.startswith(f"{ASK}key/")
    assert 'name="password1"' in client.get(path, follow=True).content.decode()


def test_the_message_speaks_the_user_s_language(world, client, mailoutbox):
    world.staff.user.language = "he"
    world.staff.user.save()

    asked(client, world.staff.user.email, headers={"accept-language": "en"})
    working.drain()

    assert "סיסמ" in mailoutbox[0].body


def test_without_any_mail_server_nothing_is_promised_and_nothing_is_enqueued(world, client, settings):
    settings.IS_MAIL_CONFIGURED = False

    shown = client.get(ASK).content.decode()
    told = [asked(client, email) for email in (world.staff.user.email, "nobody@example.com")]

    assert ('name="email"' in shown, "kesher changepassword" in shown) == (False, True)
    assert [(one.status_code, "Location" in one.headers) for one in told] == [(200, False)] * 2
    assert not DBTaskResult.objects.exists()


def test_a_business_s_own_server_is_a_way(world, client, settings):
    settings.IS_MAIL_CONFIGURED = False
    world.ours.mail_host = "smtp.example.com"
    world.ours.save()

    assert 'name="email"' in client.get(ASK).content.decode()
