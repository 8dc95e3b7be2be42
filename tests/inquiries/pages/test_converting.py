import json

import pytest

from kesher.core.owning import acting_for
from kesher.inquiries import closing
from tests import make

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def text(response):
    return response.content.decode()


def url(inquiry, to=""):
    return f"/b/ours/inquiries/{inquiry.pk}/convert/" + (f"?to={to}" if to else "")


def typed(world, kind, **further):
    return {
        "type": world.ours.inquiry_types.filter(kind=kind).first().pk,
        "priority": world.ours.priorities.first().pk,
        "staff": [world.staff.pk],
        **further,
    }


def test_a_message_without_a_customer_becomes_a_task_of_one(desk, world):
    message = make.inquiry(world.ours, contact_name="Noa", by=world.staff)

    refused = desk.post(url(message), typed(world, "task"), headers=FRAGMENT)
    answer = desk.post(url(message), typed(world, "task", customer=world.customer.pk), headers=FRAGMENT)

    assert refused.status_code == 422
    assert answer.status_code == 204, text(answer)
    assert (message.fresh().kind, message.fresh().customer) == ("task", world.customer)
    assert {"inquiry-changed", "thread-changed"} <= set(json.loads(answer["HX-Trigger"]))


def test_the_other_kind_is_one_press_away(desk, world):
    message = make.inquiry(world.ours, by=world.staff)

    assert "?to=service-call" in text(desk.get(url(message), headers=FRAGMENT))
    answer = desk.post(url(message, "service-call"), typed(world, "service-call"), headers=FRAGMENT)

    assert answer.status_code == 204, text(answer)
    assert message.fresh().kind == "service-call"


def test_what_stands_in_the_way_is_said_before_anything_is_asked(desk, world):
    message = make.inquiry(world.ours, by=world.staff)
    closing.close(message, by=world.staff, now=message.created_at)

    page = text(desk.get(url(message), headers=FRAGMENT))

    assert 'class="problems"' in page
    assert "<form" not in page
