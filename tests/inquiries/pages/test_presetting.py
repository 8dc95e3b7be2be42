from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.calendar import presetting
from kesher.calendar.reminding import reminder_of
from kesher.core.owning import acting_for
from tests import make

URL = "/b/ours/diary/reminders/usual/"
NOW = timezone.now()


@pytest.fixture
def quarter(world):
    """A quarter of an hour before, for tasks and meetings."""
    with acting_for(world.ours):
        fields = {"minutes": 15, "by_email": False, "by_push": True}
        presetting.preset(world.ours, dict.fromkeys(("task", "meeting"), fields), by=world.staff, now=NOW)


def task_of(desk, world, **typed):
    kind = world.ours.inquiry_types.filter(kind="task")[0]
    given = {
        "type": kind.pk, "customer": world.customer.pk, "details": "Call back", "staff": world.staff.pk,
        "channel": "phone", "remind_at": "15", "status": world.ours.statuses.get(number=1).pk, "priority": world.ours.priorities.get(key="normal").pk,
    }  # fmt: skip
    answer = desk.post("/b/ours/inquiries/task/add/", given | typed, headers={"HX-Request": "true"})
    assert answer.status_code == 204, answer.content.decode()
    return world.ours.inquiries.order_by("-pk")[0], answer


def test_what_is_chosen_is_shown_and_kept(desk, world):
    assert desk.get(URL).status_code == 200
    answer = desk.post(URL, {"task-minutes": "30", "task-by_email": "on", "meeting-minutes": "1440"})

    with acting_for(world.ours):
        kept = {key: (one.minutes, one.by_email) for key, one in presetting.presets(world.ours).items()}
    assert (answer.status_code, kept["task"], kept["meeting"]) == (303, (30, True), (1440, False))
    assert desk.post(URL, {"task-minutes": "31"}).status_code == 422


def test_a_new_form_begins_with_it(desk, quarter):
    chosen = '<option value="15" selected'

    assert chosen in desk.get("/b/ours/inquiries/task/add/").content.decode()
    assert chosen in desk.get("/b/ours/diary/meetings/add/").content.decode()
    assert chosen not in desk.get("/b/ours/inquiries/message/add/").content.decode()


def test_left_as_it_is_it_counts_from_the_target(desk, world, quarter):
    with acting_for(world.ours):
        task, _answer = task_of(desk, world, target_at="1/6/2030 10:00")

        assert task.target_at - reminder_of(task).remind_at == timedelta(minutes=15)


def test_without_a_time_to_count_from_it_stays_silent(desk, world, quarter):
    with acting_for(world.ours):
        task, answer = task_of(desk, world)

        assert reminder_of(task) is None
        assert "תזכורת" not in answer["HX-Trigger"]


def test_an_inquiry_that_stands_keeps_its_own(desk, world, quarter):
    with acting_for(world.ours):
        one = make.inquiry(world.ours, kind="task", by=world.staff)

    assert '<option value="15" selected' not in desk.get(f"/b/ours/inquiries/{one.pk}/edit/").content.decode()
