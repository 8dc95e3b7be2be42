import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import Argon2PasswordHasher

from kesher.activity.models import Entry
from tests import make

PASSWORD = "four quiet green chairs"


@pytest.fixture
def user(world):
    world.staff.user.set_password(PASSWORD)
    world.staff.user.save()
    return world.staff.user


def sign_in(client, login, password=PASSWORD):
    return client.post("/accounts/login/", {"login": login, "password": password})


@pytest.mark.parametrize("by", ["username", "email"])
def test_user_name_and_email_both_open(world, client, user, by):
    assert sign_in(client, getattr(user, by)).status_code == 302


@pytest.mark.parametrize("by", ["username", "email", ""])
def test_a_wrong_password_costs_the_same_whether_there_is_an_account_or_not(
    world, client, user, by, monkeypatch
):
    hashed = []
    for name in ("encode", "verify"):
        kept = getattr(Argon2PasswordHasher, name)
        monkeypatch.setattr(
            Argon2PasswordHasher,
            name,
            lambda *args, kept=kept, **more: hashed.append(1) or kept(*args, **more),
        )

    sign_in(client, getattr(user, by) if by else "nobody@example.com", "wrong")

    assert len(hashed) == 1


def test_wrong_passwords_are_counted_together_whatever_host_was_asked(world, client, user):
    for place in range(5):
        client.post(
            "/accounts/login/",
            {"login": user.username, "password": "wrong"},
            headers={"host": f"h{place}.example"},
        )

    assert sign_in(client, user.username).status_code == 200


def test_signing_in_is_in_the_log_of_each_business(world, client, user):
    with_place_in_theirs = make.staff(world.theirs, user=user)

    sign_in(client, user.username)

    told = Entry.objects.filter(kind="staff.signed-in").values_list("business_id", flat=True)
    assert set(told) == {world.ours.pk, with_place_in_theirs.business_id}


def test_the_sixth_wrong_password_is_blocked_even_when_right(world, client, user):
    for _ in range(5):
        sign_in(client, user.username, "wrong")

    answer = sign_in(client, user.username)

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_wrong_name_and_a_wrong_password_read_the_same(world, client, user):
    answers = [sign_in(client, name, "wrong").content.decode() for name in ("nobody", user.username)]

    notices = [answer.split('role="alert"')[1].split("</div>")[0] for answer in answers]
    assert notices[0] == notices[1]


def test_nobody_signs_up(client, db):
    client.post("/accounts/signup/", {"username": "x", "email": "x@example.com", "password1": PASSWORD})

    assert "_auth_user_id" not in client.session


def test_a_session_unused_for_its_idle_time_ends(world, desk, settings):
    desk.get("/b/ours/")
    session = desk.session
    session["seen"] -= settings.SESSION_IDLE_MINUTES * 60 + 1
    session.save()

    assert desk.get("/b/ours/").status_code == 302


def test_a_session_ends_after_its_absolute_time(world, desk, settings):
    desk.get("/b/ours/")
    session = desk.session
    session["since"] -= settings.SESSION_COOKIE_AGE + 1
    session.save()

    assert desk.get("/b/ours/").status_code == 302


def test_a_business_that_requires_a_second_factor_lets_nobody_in_without(world, desk):
    world.ours.requires_second_factor = True
    world.ours.save()

    assert desk.get("/b/ours/").headers["Location"] == "/accounts/2fa/"


def test_somebody_elses_session_cannot_be_ended(world, desk, client):
    other = UserSession.objects.create(user=make.user(), ip="127.0.0.1", session_key="k" * 32, user_agent="x")

    assert desk.post(f"/account/sessions/{other.pk}/end/").status_code == 404


def test_a_changed_password_ends_every_session(world, desk):
    world.staff.user.set_password("another good phrase")
    world.staff.user.save()

    assert desk.get("/b/ours/").headers["Location"].startswith("/accounts/login/")


def test_a_user_who_was_made_inactive_is_out(world, desk):
    world.staff.user.is_active = False
    world.staff.user.save()

    assert desk.get("/b/ours/").headers["Location"].startswith("/accounts/login/")


def test_who_and_where_are_read_in_three_statements(world, desk, django_assert_num_queries):
    """Session; user, place and business; rights."""
    desk.get("/b/ours/settings/")

    with django_assert_num_queries(3):
        desk.get("/b/ours/settings/")
