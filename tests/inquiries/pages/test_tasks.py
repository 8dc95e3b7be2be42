"""The tab Tasks of a person, sentence by sentence (A088-A106)."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext, override

from kesher.core.owning import acting_for
from kesher.inquiries import closing, watching
from tests import browsing, make

FRAGMENT = {"HX-Request": "true"}
URL = "/b/ours/inquiries"
BIN, TICK = "/remove/", "/tick/"


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


@pytest.fixture
def task(world):
    return a_task(world)


def a_task(world, **details):
    details = {"customer": world.customer, "by": world.staff, "staff": [world.staff], **details}
    return make.inquiry(world.ours, kind="task", priority=world.ours.priorities.first(), **details)


def tab(browser, world, customer=None):
    answer = browser.get(f"{URL}/customers/{(customer or world.customer).pk}/tasks/", headers=FRAGMENT)
    assert answer.status_code == 200
    return answer.content.decode()


def parts(page):
    """The open tasks, and the group Done below them."""
    before, _mark, after = page.partition("<details")
    return before, after


def toast(answer):
    return json.loads(answer["HX-Trigger"])["toast"]


def signed_in(client, staff):
    client.force_login(staff.user)
    return client


def test_all_tasks_of_the_customer_stand_there_and_nothing_else(desk, world, task):
    others = a_task(world, customer=make.customer(world.ours))
    call = make.inquiry(world.ours, kind="service-call", customer=world.customer, details="Leaking boiler")
    page = tab(desk, world)

    assert f"{URL}/{task.pk}/" in page
    assert f"{URL}/{others.pk}/" not in page
    assert f"{URL}/{call.pk}/" not in page


def test_the_same_task_stands_in_the_general_tasks_screen(desk, world, task):
    page = tab(desk, world)
    query = f"?kind=task&amp;scope=all&amp;customer={world.customer.pk}"

    assert f"{URL}/{query}" in page
    general = desk.get(f"{URL}/{query}".replace("&amp;", "&")).content.decode()
    assert f"{URL}/{task.pk}/" in general


def test_what_is_done_in_the_general_screen_is_done_on_the_profile(desk, world, task):
    closing.close(task, by=world.staff, now=timezone.now())

    waiting, done = parts(tab(desk, world))
    assert f"{URL}/{task.pk}/" not in waiting
    assert f"{URL}/{task.pk}/" in done


def test_a_tick_moves_the_task_to_the_group_done_where_it_is_marked(desk, world, task):
    left = a_task(world)
    desk.post(f"{URL}/{task.pk}/tick/", headers=FRAGMENT)

    waiting, done = parts(tab(desk, world))
    assert (f"{URL}/{left.pk}/" in waiting, f"{URL}/{task.pk}/" in waiting) == (True, False)
    assert 'class="task-line is-done"' in done
    assert " checked" in done
    assert "(1)" in done


def test_the_tick_is_undone_from_its_toast(desk, world, task):
    undo_url = toast(desk.post(f"{URL}/{task.pk}/tick/", headers=FRAGMENT))["undo_url"]

    desk.post(undo_url, headers=FRAGMENT)

    assert not task.fresh().is_closed
    assert "is-done" not in tab(desk, world)


def test_a_done_task_offers_a_follow_up_which_then_stands_among_the_open_ones(desk, world, task):
    link = f"customer={world.customer.pk}&amp;follows={task.pk}"
    assert link not in tab(desk, world)
    desk.post(f"{URL}/{task.pk}/tick/", headers=FRAGMENT)
    assert link in parts(tab(desk, world))[1]

    url = f"{URL}/task/add/?{link.replace('&amp;', '&')}"
    shown = browsing.sent(desk.get(url, headers=FRAGMENT).content.decode())
    answer = desk.post(url, {**shown, "details": "Ask how it went"}, headers=FRAGMENT)

    assert answer.status_code == 204, answer.content.decode()
    following = world.ours.inquiries.get(follows=task)
    assert following.type.key == "follow-up"
    assert "Ask how it went" in parts(tab(desk, world))[0]


def test_the_bin_asks_before_it_deletes(desk, world, task):
    page = tab(desk, world)
    bin_button = page[page.index(f'hx-post="{URL}/{task.pk}{BIN}"') :].split(">")[0]

    assert "hx-confirm=" in bin_button


def test_a_deleted_task_is_gone_from_both_lists_until_it_is_undone(desk, world, task):
    answer = desk.post(f"{URL}/{task.pk}{BIN}", headers=FRAGMENT)

    assert f"{URL}/{task.pk}/" not in tab(desk, world)
    assert f'data-id="{task.pk}"' not in desk.get(f"{URL}/?kind=task&scope=all").content.decode()
    desk.post(toast(answer)["undo_url"], headers=FRAGMENT)
    assert f"{URL}/{task.pk}/" in tab(desk, world)


@pytest.mark.parametrize("has_tasks", [True, False])
def test_a_click_on_the_empty_place_opens_a_new_task_of_the_customer(desk, world, has_tasks):
    if has_tasks:
        a_task(world)
    page = tab(desk, world)
    empty = page[page.index('class="task-empty"') :].split(">")[0]

    assert f'href="{URL}/task/add/?customer={world.customer.pk}"' in empty
    assert "data-drawer" in empty
    form = desk.get(f"{URL}/task/add/?customer={world.customer.pk}", headers=FRAGMENT).content.decode()
    assert browsing.sent(form)["customer"] == [str(world.customer.pk)]


def test_the_form_asks_for_day_and_hour_who_what_type_notes_and_access_control(desk, world):
    page = desk.get(f"{URL}/task/add/?customer={world.customer.pk}", headers=FRAGMENT).content.decode()

    for name in ("target_at", "staff", "type", "details", "is_shown_at_access"):
        assert f'name="{name}"' in page


def test_a_saved_task_stands_in_the_list_with_all_that_was_said(desk, world):
    follow_up = world.ours.inquiry_types.get(key="follow-up")
    sent = {
        "customer": world.customer.pk, "type": follow_up.pk, "details": "Call about the offer",
        "target_at": "22/11/2099 14:30", "staff": [world.staff.pk], "is_shown_at_access": "on",
        "priority": world.ours.priorities.first().pk, "status": world.ours.statuses.get(number=1).pk,
    }  # fmt: skip

    answer = desk.post(f"{URL}/task/add/?customer={world.customer.pk}", sent, headers=FRAGMENT)

    assert answer.status_code == 204, answer.content.decode()
    assert world.ours.inquiries.get().is_shown_at_access
    page = tab(desk, world)
    with override("he"):
        at_the_door = gettext("Shown at access control")
    for said in ("Call about the offer", follow_up.name, "14:30", str(world.staff), at_the_door):
        assert said in page


def test_who_only_sees_reads_the_tab_and_changes_nothing(client, world, task):
    bookkeeper = signed_in(client, make.staff(world.ours, role="bookkeeper"))
    page = tab(bookkeeper, world)

    assert f"{URL}/{task.pk}/" in page
    assert (
        f"inquiries/customers/{world.customer.pk}/tasks/"
        in bookkeeper.get(f"/b/ours/customers/{world.customer.pk}/?tab=tasks").content.decode()
    )
    assert " disabled" in page[page.index("<input") :].split(">")[0]
    for offered in (BIN, "/edit/", "/task/add/"):
        assert offered not in page
    assert bookkeeper.post(f"{URL}/{task.pk}{TICK}", headers=FRAGMENT).status_code == 403


@pytest.mark.parametrize("role", ["reception", "technician", "instructor"])
@pytest.mark.parametrize("place", ["opened", "handled", "team"])
def test_who_opened_or_handles_a_task_deletes_it_and_brings_it_back(client, world, role, place):
    person = make.staff(world.ours, role=role)
    theirs = {
        "opened": {"by": person}, "handled": {"staff": [person]},
        "team": {"staff": [], "team": make.team(world.ours, staff=[person])},
    }  # fmt: skip
    mine = a_task(world, **theirs[place])
    browser = signed_in(client, person)

    assert f'hx-post="{URL}/{mine.pk}{BIN}"' in tab(browser, world)
    answer = browser.post(f"{URL}/{mine.pk}{BIN}", headers=FRAGMENT)
    assert mine.fresh().removed_at
    browser.post(toast(answer)["undo_url"], headers=FRAGMENT)
    assert not mine.fresh().removed_at


def test_a_task_of_others_has_no_bin_for_who_lacks_the_right(client, world, task):
    reception = make.staff(world.ours, role="reception")
    watching.join(task, [reception], by=world.staff, now=task.created_at)
    browser = signed_in(client, reception)

    assert f"{URL}/{task.pk}{BIN}" not in tab(browser, world)
    assert browser.post(f"{URL}/{task.pk}{BIN}", headers=FRAGMENT).status_code == 422
    assert not task.fresh().removed_at


def test_the_tab_asks_a_constant_number_of_questions(client, world):
    person = make.staff(world.ours, role="technician")
    browser = signed_in(client, person)

    def questions():
        with CaptureQueriesContext(connection) as asked:
            tab(browser, world)
        return len(asked)

    a_task(world, by=person, staff=[person], target_at=timezone.now() + timedelta(days=1))
    questions()
    before = questions()
    for _turn in range(3):
        a_task(world, by=person, staff=[person])

    assert questions() == before <= 12
