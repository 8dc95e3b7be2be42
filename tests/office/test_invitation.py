import pytest
from django.utils import timezone

from kesher.businesses import inviting
from kesher.core.owning import acting_for
from tests import make

PASSWORD = "four quiet green chairs"


@pytest.fixture
def link(world):
    staff = make.staff(world.ours, user=None, first_name="Michal", role="reception")
    with acting_for(world.ours):
        return f"/invitation/{inviting.invite(staff, by=world.staff, now=timezone.now())}/"


def test_who_is_invited_makes_an_account_and_is_in(client, link):
    answer = client.post(link, {"username": "michal", "password": PASSWORD}, follow=True)

    assert answer.redirect_chain[-1][0] == "/b/ours/"


def test_a_weak_password_is_refused_with_the_reason(client, link):
    assert client.post(link, {"username": "michal", "password": "12345"}).status_code == 422


def test_a_link_works_once(client, link):
    client.post(link, {"username": "michal", "password": PASSWORD})

    assert client.get(link).status_code == 404


def test_an_account_of_another_business_takes_the_place_too(world, client, link):
    client.force_login(make.staff(world.theirs).user)

    assert client.post(f"{link}take/").headers["Location"] == "/b/ours/"


def test_an_invented_link_tells_nothing(client, db):
    assert client.get("/invitation/1-invented/").status_code == 404
