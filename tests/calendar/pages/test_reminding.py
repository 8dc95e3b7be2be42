from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.calendar.reminding import snoozed_until
from tests import make

HTMX = {"HX-Request": "true"}
SHOWN = "/b/ours/diary/reminders/"


@pytest.fixture
def copy(world):
    return make.reminder(world.customer, world.staff, label="Call Noa back").copies.get()


def post(desk, copy, verb, **given):
    return desk.post(f"{SHOWN}{copy.pk}/{verb}/", given, headers=HTMX)


def test_a_due_reminder_is_on_the_screen(world, desk):
    desk.get("/b/ours/")
    make.reminder(world.customer, world.staff, label="Call Noa back")

    shown = desk.get(SHOWN, headers=HTMX).text

    assert "Call Noa back" in shown
    assert "reminder-missed" not in shown


def test_what_was_due_before_this_sign_in_is_shown_together(world, desk):
    make.reminder(world.customer, world.staff, at=timezone.now() - timedelta(days=1))
    desk.get("/b/ours/")

    assert "reminder-missed" in desk.get(SHOWN, headers=HTMX).text


def test_another_persons_reminder_is_not_shown_and_not_found(world, desk):
    theirs = make.reminder(world.customer, make.staff(world.ours)).copies.get()

    assert "data-reminder" not in desk.get(SHOWN, headers=HTMX).text
    assert post(desk, theirs, "dismiss").status_code == 404


def test_dismissing_takes_it_off_the_screen(desk, copy):
    answer = post(desk, copy, "dismiss")

    assert "reminders-changed" in answer["HX-Trigger"]
    assert "data-reminder" not in desk.get(SHOWN, headers=HTMX).text


def test_all_can_be_dismissed_at_once(desk, copy):
    desk.post(f"{SHOWN}dismiss/", headers=HTMX)

    copy.refresh_from_db()
    assert copy.dismissed_at


def test_putting_off_by_a_length(desk, copy):
    answer = desk.post(f"{SHOWN}{copy.pk}/snooze/?length=15", headers=HTMX)

    copy.refresh_from_db()
    assert answer.status_code == 204
    assert timedelta(minutes=14) < copy.due_at - timezone.now() <= timedelta(minutes=15)


def test_putting_off_until_a_typed_time(desk, copy):
    post(desk, copy, "snooze", moment="12/12/2090 10:00")

    copy.refresh_from_db()
    assert timezone.localtime(copy.due_at).strftime("%d/%m/%Y %H:%M") == "12/12/2090 10:00"


@pytest.mark.parametrize("moment", ["", "soon", "1/1/2020"])
def test_a_time_that_is_unclear_or_past_is_explained(desk, copy, moment):
    answer = post(desk, copy, "snooze", moment=moment)

    assert answer.status_code == 422
    assert "field-error" in answer.text


def test_a_plain_page_can_put_off_too(desk, copy):
    assert desk.post(f"{SHOWN}{copy.pk}/snooze/", {"moment": "soon"}).status_code == 303
    assert desk.post(f"{SHOWN}{copy.pk}/snooze/", {"length": "5"}).status_code == 303


def test_tomorrow_is_nine_oclock_here():
    until = snoozed_until("tomorrow", now=timezone.now())

    assert timezone.localtime(until).strftime("%H:%M") == "09:00"
    assert timezone.localtime(until).date() == timezone.localdate() + timedelta(days=1)


def test_the_screen_takes_as_many_queries_with_many_rows(world, desk, django_assert_max_num_queries):
    for _number in range(4):
        make.reminder(make.customer(world.ours), world.staff)
    desk.get("/b/ours/")

    with django_assert_max_num_queries(6):
        desk.get(SHOWN, headers=HTMX)
