"""Sensitive settings ask once more who one is."""

import time

import pytest

from kesher.businesses.models import User
from tests import make

ROLES = "/b/ours/settings/roles/add/"


@pytest.fixture
def owner(world, client):
    user = User.objects.get(pk=world.staff.user.pk)
    user.set_password(make.businesses.PASSWORD)
    user.save()
    client.force_login(user)
    return client


def sign_in(client, user_id, seconds_ago):
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - seconds_ago}]
    session["account_authentication_methods_user"] = str(user_id)
    session.save()


def test_who_has_just_signed_in_is_not_asked(owner, world):
    sign_in(owner, world.staff.user_id, 10)

    assert owner.get(ROLES).status_code == 200


def test_who_signed_in_a_while_ago_is_asked_and_comes_back(owner, world):
    sign_in(owner, world.staff.user_id, 600)

    assert (
        owner.get(ROLES).headers["Location"]
        == "/accounts/reauthenticate/?next=%2Fb%2Fours%2Fsettings%2Froles%2Fadd%2F"
    )


def test_a_drawer_sends_the_whole_page(owner, world):
    sign_in(owner, world.staff.user_id, 600)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/b/ours/settings/roles/"}

    answer = owner.get(ROLES, headers=headers)

    assert answer.headers["HX-Redirect"] == "/accounts/reauthenticate/?next=%2Fb%2Fours%2Fsettings%2Froles%2F"


def test_a_form_that_was_to_open_in_the_drawer_is_the_page_to_come_back_to(owner, world):
    sign_in(owner, world.staff.user_id, 600)
    shown = {"HX-Current-URL": "http://testserver/b/ours/settings/roles/", "HX-Target": "drawer-body"}

    answer = owner.get(ROLES, headers={"HX-Request": "true", **shown})

    assert answer.headers["HX-Redirect"].endswith("?next=%2Fb%2Fours%2Fsettings%2Froles%2Fadd%2F")


def test_a_form_opened_in_time_can_still_be_sent(owner, world):
    sign_in(owner, world.staff.user_id, 600)

    assert owner.post(ROLES, {"name": "Trainee"}).headers["Location"] == "/b/ours/settings/roles/"


def test_a_form_left_open_for_long_cannot(owner, world):
    sign_in(owner, world.staff.user_id, 1300)

    assert "reauthenticate" in owner.post(ROLES, {"name": "Trainee"}).headers["Location"]


def test_after_the_password_one_is_back(owner, world):
    sign_in(owner, world.staff.user_id, 600)
    ask = owner.get(ROLES).headers["Location"]

    answer = owner.post(ask, {"password": make.businesses.PASSWORD})

    assert answer.headers["Location"] == ROLES
    assert owner.get(ROLES).status_code == 200


def test_an_action_of_a_persons_page_leads_back_to_that_page_and_asks_to_be_chosen_again(owner, world):
    sign_in(owner, world.staff.user_id, 1300)
    person = f"/b/ours/settings/staff/{make.staff(world.ours).pk}/?from=list"
    ask = owner.post(
        f"{person.split('?', maxsplit=1)[0]}invite/", headers={"referer": f"http://testserver{person}"}
    )

    asked = owner.get(ask.headers["Location"])
    back = owner.post(ask.headers["Location"], {"password": make.businesses.PASSWORD})

    assert back.headers["Location"] == person
    hint = "הפעולה עדיין לא בוצעה"
    assert (hint in asked.content.decode(), hint in owner.get(person).content.decode()) == (False, True)


def test_pages_are_not_kept_by_the_browser(world, desk):
    assert desk.get("/b/ours/").headers["Cache-Control"] == "private, no-store"
