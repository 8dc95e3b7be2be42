import json

import pytest

from kesher.core.owning import acting_for
from tests import make

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def url(inquiry, page="remove"):
    return f"/b/ours/inquiries/{inquiry.pk}/{page}/"


def test_it_is_asked_before_and_undone_after(desk, world):
    one = make.inquiry(world.ours, by=world.staff)

    assert desk.get(url(one), headers=FRAGMENT).status_code == 200
    assert one.fresh().removed_at is None
    answer = desk.post(url(one), headers=FRAGMENT)
    undo_url = json.loads(answer["HX-Trigger"])["toast"]["undo_url"]

    assert desk.get(url(one, "head")).status_code == 404
    assert desk.post(undo_url, headers=FRAGMENT).status_code == 204
    assert desk.get(url(one, "head")).status_code == 200


def test_from_its_own_page_one_goes_to_the_list(desk, world):
    one = make.inquiry(world.ours, by=world.staff)
    shown = f"http://testserver/b/ours/inquiries/{one.pk}/"

    answer = desk.post(url(one), headers={**FRAGMENT, "HX-Current-URL": shown})

    assert answer["HX-Redirect"] == "/b/ours/inquiries/"
