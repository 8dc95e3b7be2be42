import pytest

from kesher.businesses.models import Business
from tests import make

URL = "/b/ours/inquiries/rules/"
TYPED = {
    "reopening_days": "30", "first_percent": "50", "second_percent": "90", "third_percent": "200",
    "work_rounding": "6", "work_minimum": "0",
}  # fmt: skip


def test_the_rules_are_set_in_the_settings(desk, world):
    assert URL in desk.get("/b/ours/settings/").content.decode()
    assert 'value="14"' in desk.get(URL).content.decode()

    assert desk.post(URL, TYPED).status_code == 303

    kept = Business.objects.get(slug="ours")
    assert {name: str(getattr(kept, name)) for name in TYPED} == TYPED
    assert Business.objects.get(slug="theirs").reopening_days == 14


@pytest.mark.parametrize(
    "wrong",
    [{"reopening_days": ""}, {"reopening_days": "x"}, {"first_percent": "95"}, {"third_percent": "99999999999"},
     {"work_rounding": "7"}, {"work_minimum": ""}],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(desk, world, wrong):
    answer = desk.post(URL, {**TYPED, **wrong})

    assert answer.status_code == 422
    assert Business.objects.get(slug="ours").reopening_days == 14


def test_it_takes_the_right_of_lists(world, client):
    clerk = make.staff(world.ours, permissions=["inquiry.view", "inquiry.edit"])
    client.force_login(clerk.user)

    assert client.get(URL).status_code == 403
    assert URL not in client.get("/b/ours/settings/").content.decode()
