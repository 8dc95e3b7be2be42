import json
from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from tests import make

FRAGMENT = {"HX-Request": "true"}
URL = "/b/ours/inquiries"


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def text(response):
    return response.content.decode()


def task(world, **details):
    given = {
        "target_at": timezone.now() + timedelta(days=1),
        "priority": world.ours.priorities.first(),
        **details,
    }
    return make.inquiry(
        world.ours, kind="task", customer=world.customer, by=world.staff, staff=[world.staff], **given
    )


def test_a_task_is_made_to_come_again_shown_so_and_stopped(desk, world):
    one = task(world)

    answer = desk.post(
        f"{URL}/{one.pk}/repeat/",
        {"repeats": "weekly", "every": "2", "count": "5", "lead_days": "3"},
        headers=FRAGMENT,
    )

    assert answer.status_code == 204, text(answer)
    series = world.ours.inquiry_series.get()
    assert ("INTERVAL=2" in series.rule, "COUNT=5" in series.rule, series.lead_days) == (True, True, 3)
    stop_url = f"{URL}/series/{series.pk}/stop/"
    assert stop_url in text(desk.get(f"{URL}/{one.pk}/head/"))
    assert "inquiry-changed" in json.loads(desk.post(stop_url, headers=FRAGMENT)["HX-Trigger"])
    assert stop_url not in text(desk.get(f"{URL}/{one.pk}/head/"))


def test_without_a_way_of_recurring_it_asks_for_one(desk, world):
    assert desk.post(f"{URL}/{task(world).pk}/repeat/", {}, headers=FRAGMENT).status_code == 422


def test_without_a_time_to_count_from_that_is_said(desk, world):
    page = text(desk.get(f"{URL}/{task(world, target_at=None).pk}/repeat/", headers=FRAGMENT))

    assert 'class="problems"' in page


def test_what_one_does_not_see_is_not_stopped(desk, world):
    one = task(world)
    desk.post(f"{URL}/{one.pk}/repeat/", {"repeats": "weekly"}, headers=FRAGMENT)
    desk.force_login(make.staff(world.ours, role="technician").user)

    assert desk.post(f"{URL}/series/{world.ours.inquiry_series.get().pk}/stop/").status_code == 404
