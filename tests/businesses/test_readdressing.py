import re
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kesher.activity.models import Entry
from kesher.businesses import readdressing
from kesher.core.jobs import working
from kesher.core.refusals import Refused
from tests import make

ASK, NEW = "/accounts/email/", "dana.new@example.com"
PASSWORD = "four quiet green chairs"


@pytest.fixture(autouse=True)
def installation_mail(settings):
    settings.IS_MAIL_CONFIGURED = True


@pytest.fixture
def user(world, client):
    user = world.staff.user
    user.email = "dana@example.com"
    user.set_password(PASSWORD)
    user.save()
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    return user


@pytest.fixture
def link(user, client, mailoutbox):
    client.post(ASK, {"email": NEW})
    working.drain()
    return re.search(r"/account/address/\S+/", mailoutbox[0].body)[0]


def test_the_link_goes_to_the_new_address_and_nothing_changes_before_it_is_confirmed(
    user, client, link, mailoutbox
):
    client.get(link)
    user.refresh_from_db()

    assert (mailoutbox[0].to, user.email) == ([NEW], "dana@example.com")


def test_who_confirms_signs_in_with_the_new_address_alone(user, client, link):
    client.post(link)
    client.logout()

    answers = [
        client.post("/accounts/login/", {"login": email, "password": PASSWORD}).status_code
        for email in ("dana@example.com", NEW)
    ]
    assert answers == [200, 302]


def test_the_old_address_is_told(user, client, link, mailoutbox):
    client.post(link)
    working.drain()

    assert mailoutbox[1].to == ["dana@example.com"]
    assert NEW not in mailoutbox[1].body


def test_a_link_works_once(user, client, link):
    client.post(link)

    assert client.post(link).status_code == 404


def test_a_link_of_somebody_else_is_no_good(world, client, link):
    client.force_login(make.staff(world.theirs).user)

    assert client.post(link).status_code == 404


def test_a_link_holds_a_day(user, monkeypatch):
    token = readdressing.token(user, NEW)
    later = (timezone.now() + readdressing.LASTS).timestamp() + 2
    monkeypatch.setattr("time.time", lambda: later)

    assert readdressing.found(token, user=user) is None


def test_an_address_that_another_account_has_is_told_at_the_link_only(world, user, client, mailoutbox):
    other = make.staff(world.theirs).user
    other.email = NEW
    other.save()

    asked = client.post(ASK, {"email": NEW})
    with pytest.raises(Refused) as refused:
        readdressing.confirm(readdressing.token(user, NEW), user=user, now=datetime.now(UTC))

    assert asked.status_code == 303
    assert [problem.code for problem in refused.value.problems] == ["address-taken"]


@pytest.mark.parametrize("token", ["invented", "א" * 20, "x" * 3000])
def test_an_invented_link_is_answered_not_crashed(user, client, token):
    assert client.get(f"/account/address/{token}/").status_code == 404


def test_where_no_mail_can_go_out_that_is_said_at_once(user, client, settings):
    settings.IS_MAIL_CONFIGURED = False

    assert client.post(ASK, {"email": NEW}).status_code == 422
    assert not DBTaskResult.objects.exists()


def test_the_queue_holds_no_readable_address(user, client):
    client.post(ASK, {"email": NEW})

    assert NEW not in str(DBTaskResult.objects.get().args_kwargs)


def test_the_log_tells_that_it_changed_but_neither_address(world, user, client, link):
    client.post(link)

    entry = Entry.objects.of(world.ours).get(kind="staff.address-changed")
    assert (entry.details, "dana" in entry.search_text) == ({}, False)


def test_the_address_of_now_is_no_new_one(user, client):
    assert client.post(ASK, {"email": "Dana@Example.com"}).status_code == 422


def test_who_signed_in_long_ago_shows_who_they_are_first(user, client, monkeypatch):
    monkeypatch.setattr("kesher.businesses.guards.is_authenticated_lately", lambda _: False)

    assert "/reauthenticate/" in client.post(ASK, {"email": NEW}).headers["Location"]
