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


def task(world):
    return make.inquiry(
        world.ours, kind="task", customer=world.customer, by=world.staff, staff=[world.staff], title="Switch",
        priority=world.ours.priorities.first(),
    )  # fmt: skip


def test_following_up_opens_the_form_filled(desk, world):
    before = task(world)

    response = desk.get(f"/b/ours/inquiries/{before.pk}/follow-up/", follow=True)

    assert response.redirect_chain[0][0] == f"/b/ours/inquiries/task/add/?follows={before.pk}"
    assert f'value="{world.customer.full_name}"' in text(response)
    assert "Switch" in text(response)


def test_what_is_opened_goes_on_from_it(desk, world):
    before = task(world)
    closing.close(before, by=world.staff, now=before.created_at)
    sent = {
        "type": world.ours.inquiry_types.get(kind="task", key="follow-up").pk, "details": "Ask", "channel": "phone",
        "customer": world.customer.pk, "staff": [world.staff.pk], "priority": world.ours.priorities.first().pk,
        "status": world.ours.statuses.get(number=1).pk,
    }  # fmt: skip

    answer = desk.post(f"/b/ours/inquiries/task/add/?follows={before.pk}", sent, headers=FRAGMENT)

    assert answer.status_code == 204, text(answer)
    after = world.ours.inquiries.get(follows=before)
    assert f"/inquiries/{after.pk}/" in text(desk.get(f"/b/ours/inquiries/{before.pk}/around/"))
    assert f"/inquiries/{before.pk}/" in text(desk.get(f"/b/ours/inquiries/{after.pk}/around/"))


def test_what_is_not_there_is_not_followed(desk, world):
    with acting_for(world.theirs):
        foreign = make.inquiry(world.theirs)

    for key in (foreign.pk, "x", "0"):
        assert desk.get(f"/b/ours/inquiries/task/add/?follows={key}").status_code == 200
