import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kesher.core.owning import acting_for
from kesher.inquiries import checking, watching
from tests import make

FRAGMENT = {"HX-Request": "true"}
URL = "/b/ours/inquiries"


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


@pytest.fixture
def call(world):
    return make.inquiry(world.ours, customer=world.customer, by=world.staff, checklist=["Call", "Look"])


def text(response):
    return response.content.decode()


def post(desk, path, **sent):
    answer = desk.post(f"{URL}/{path}", sent, headers=FRAGMENT)
    assert answer.status_code == 204, text(answer)
    return json.loads(answer["HX-Trigger"])


def test_items_are_added_ticked_moved_and_removed(desk, call):
    post(desk, f"{call.pk}/checklist/add/", text="Pay")
    first = call.checklist.get(text="Call")
    post(desk, f"checklist/{first.pk}/tick/")
    post(desk, f"checklist/{first.pk}/move/", to="2")
    undo_url = post(desk, f"checklist/{call.checklist.get(text='Look').pk}/remove/")["toast"]["undo_url"]

    assert [(one.text, bool(one.done_at)) for one in checking.standing(call)] == [
        ("Pay", False),
        ("Call", True),
    ]
    desk.post(undo_url, headers=FRAGMENT)
    assert checking.standing(call).count() == 3


def test_an_item_moves_by_its_menu(desk, call):
    post(desk, f"checklist/{call.checklist.get(text='Look').pk}/move/?to=up")

    assert [one.text for one in checking.standing(call)] == ["Look", "Call"]


def test_an_empty_item_is_refused_in_a_sentence(desk, call):
    answer = desk.post(f"{URL}/{call.pk}/checklist/add/", {"text": " "}, headers=FRAGMENT)

    assert answer.status_code == 422
    assert json.loads(answer["HX-Trigger"])["toast"]["level"] == "error"


def test_one_watches_and_stops(desk, world, call):
    post(desk, f"{call.pk}/watch/")
    assert watching.is_watching(call, world.staff)
    assert str(world.staff) in text(desk.get(f"{URL}/{call.pk}/around/"))

    post(desk, f"{call.pk}/watch/")

    assert not watching.is_watching(call, world.staff)


def test_who_only_sees_it_watches_it_too(desk, world, call):
    bookkeeper = make.staff(world.ours, role="bookkeeper")
    desk.force_login(bookkeeper.user)

    assert f"{URL}/{call.pk}/watch/" in text(desk.get(f"{URL}/{call.pk}/around/"))
    post(desk, f"{call.pk}/watch/")

    assert watching.is_watching(call, bookkeeper)


def test_who_saw_it_only_as_a_watcher_goes_to_the_list_when_stopping(desk, world, call):
    technician = make.staff(world.ours, role="technician")
    watching.join(call, [technician], by=world.staff, now=call.created_at)
    desk.force_login(technician.user)

    answer = desk.post(f"{URL}/{call.pk}/watch/", headers=FRAGMENT)

    assert answer["HX-Redirect"] == f"{URL}/"


def test_what_stands_around_asks_a_constant_number_of_questions(desk, world, call):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(f"{URL}/{call.pk}/around/").status_code == 200
        return len(asked)

    questions()
    before = questions()
    for number in range(3):
        checking.tick(
            checking.add(call, text=f"Item {number}", by=world.staff, now=call.created_at),
            by=world.staff, now=call.created_at,
        )  # fmt: skip
        watching.join(call, [make.staff(world.ours)], by=world.staff, now=call.created_at)

    assert questions() == before <= 14
