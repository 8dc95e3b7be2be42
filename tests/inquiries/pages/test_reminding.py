import json
from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.calendar.reminding import reminder_of
from kesher.core.owning import acting_for
from tests import make

HTMX = {"HX-Request": "true"}
TARGET = "12/12/2090 10:00"


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def typed(world, **further):
    given = {
        "type": world.ours.inquiry_types.filter(kind="task").first().pk, "details": "Change the filter",
        "staff": [world.staff.pk], "customer": world.customer.pk, "channel": "phone", "target_at": TARGET,
        "priority": world.ours.priorities.first().pk, "status": world.ours.statuses.get(number=1).pk,
    }  # fmt: skip
    return {**given, **further}


def opened(desk, world, **further):
    answer = desk.post("/b/ours/inquiries/task/add/", typed(world, **further), headers=HTMX)
    assert answer.status_code == 204, answer.text
    return world.ours.inquiries.get()


def edit(desk, world, inquiry, **further):
    answer = desk.post(f"/b/ours/inquiries/{inquiry.pk}/edit/", typed(world, **further), headers=HTMX)
    assert answer.status_code == 204, answer.text


@pytest.mark.parametrize("kind", ["message", "task", "service-call"])
def test_the_form_of_each_kind_offers_a_reminder(desk, kind):
    shown = desk.get(f"/b/ours/inquiries/{kind}/add/").text

    assert shown.count('name="remind_at"') == shown.count('name="details"') == 1


def test_half_an_hour_before_is_set_for_assignee_and_creator(desk, world):
    other = make.staff(world.ours)
    task = opened(desk, world, remind_at="30", by_email="on", staff=[other.pk])

    reminder = reminder_of(task)

    assert reminder.remind_at == task.target_at - timedelta(minutes=30)
    assert {copy.staff for copy in reminder.copies.all()} == {world.staff, other}
    assert reminder.by_email


def test_the_form_shows_what_was_chosen(desk, world):
    task = opened(desk, world, remind_at="30")

    assert '<option value="30" selected>' in desk.get(f"/b/ours/inquiries/{task.pk}/edit/").text


def test_changing_the_target_moves_it(desk, world):
    task = opened(desk, world, remind_at="30")

    edit(desk, world, task, target_at="13/12/2090 10:00", remind_at="30")

    assert timezone.localtime(reminder_of(task).remind_at).strftime("%d %H:%M") == "13 09:30"


def test_choosing_none_takes_it_away(desk, world):
    task = opened(desk, world, remind_at="30")

    edit(desk, world, task, remind_at="")

    assert reminder_of(task) is None


def waiting(task):
    return [copy.staff for copy in reminder_of(task).copies.filter(dismissed_at=None)]


def test_closing_silences_it_though_the_form_still_asks(desk, world):
    task = opened(desk, world, remind_at="30")

    edit(desk, world, task, remind_at="30", status=world.ours.statuses.get(number=0).pk)

    assert waiting(task) == []
    assert "reminder" not in desk.get(f"/b/ours/inquiries/{task.pk}/around/", headers=HTMX).text


def test_undoing_a_tick_brings_it_back(desk, world):
    task = opened(desk, world, remind_at="30")

    done = desk.post(f"/b/ours/inquiries/{task.pk}/tick/", headers=HTMX)
    while_done = waiting(task)
    desk.post(json.loads(done["HX-Trigger"])["toast"]["undo_url"], headers=HTMX)

    assert (while_done, waiting(task)) == ([], [world.staff])


def test_before_a_target_that_is_missing_is_explained(desk, world):
    answer = desk.post(
        "/b/ours/inquiries/task/add/", typed(world, target_at="", remind_at="30"), headers=HTMX
    )

    assert answer.status_code == 422
    assert 'id="id_remind_at_error"' in answer.text


def test_a_call_whose_target_follows_is_reminded_of_before_it(desk, world):
    answer = desk.post(
        "/b/ours/inquiries/service-call/add/",
        typed(
            world, target_at="", remind_at="30", type=world.ours.inquiry_types.filter(kind="service-call").first().pk
        ),
        headers=HTMX,
    )  # fmt: skip

    call = world.ours.inquiries.get()
    reminder = reminder_of(call)
    assert (reminder is None) == (call.target_at is None)
    assert (r"\u05d4\u05ea\u05d6\u05db\u05d5\u05e8\u05ea" in answer["HX-Trigger"]) == (reminder is None)
