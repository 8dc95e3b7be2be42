from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.customers import archiving
from tests import make

URL = "/b/ours/inquiries/"
FRAGMENT = {"HX-Request": "true"}


def text(response):
    return response.content.decode()


def rows(response):
    return text(response).count("<tr data-row")


def questions(client, url):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def mine(world, **details):
    return make.inquiry(world.ours, staff=[world.staff], by=world.staff, **details)


def test_the_screen_shows_ones_own_active_inquiries_of_all_kinds(desk, world):
    message, call = mine(world), mine(world, kind="service-call")
    make.inquiry(world.ours, staff=[make.staff(world.ours)])

    page = text(desk.get(URL))

    assert f"#{message.number}<" in page
    assert f"#{call.number}<" in page
    assert page.count("<tr data-row") == 2


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?scope=all",
        "?scope=team",
        "?scope=closed",
        "?q=call",
        "?scope=all&assignee=none&due=missed&sort=-changed&columns=number,target,assignees",
    ],
)
def test_the_screen_asks_a_constant_number_of_questions(desk, world, query):
    mine(world)
    questions(desk, URL + query)
    one = questions(desk, URL + query)
    for _number in range(3):
        mine(world)

    assert questions(desk, URL + query) == one <= 12


def test_a_tab_shows_one_kind(desk, world):
    mine(world)
    mine(world, kind="task")

    assert rows(desk.get(URL, {"kind": "task"})) == 1


def test_unassigned_ones_have_neither_staff_nor_team(desk, world):
    mine(world)
    waiting = make.inquiry(world.ours, kind="service-call")

    page = text(desk.get(URL, {"scope": "unassigned"}))

    assert f"#{waiting.number}<" in page
    assert page.count("<tr data-row") == 1


def test_a_staff_member_without_the_right_sees_no_inquiries_of_others(client, world):
    technician = make.staff(world.ours, role="technician")
    make.inquiry(world.ours, staff=[world.staff])
    client.force_login(technician.user)

    assert rows(client.get(URL, {"scope": "all"})) == 0


def test_pages_follow_one_another_without_doubles(desk, world):
    for _number in range(53):
        mine(world)

    first = text(desk.get(URL))
    after = first.split("after=")[1].split('"')[0]
    second = desk.get(f"{URL}?after={after}", headers=FRAGMENT)

    assert first.count("<tr data-row") == 50
    assert rows(second) == 3


def test_meetings_stand_among_the_inquiries_by_their_start(desk, world):
    later = mine(world, target_at=timezone.now() + timedelta(days=9))
    with acting_for(world.ours):
        start = timezone.now() + timedelta(days=1)
        meeting = world.ours.meetings.create(
            subject="Site visit", starts_at=start, ends_at=start + timedelta(hours=1),
            organiser=world.staff, created_at=start, changed_at=start,
        )  # fmt: skip

    page = text(desk.get(URL))

    assert page.index(f"meetings/{meeting.pk}/") < page.index(f"#{later.number}<")


def test_the_list_leaves_as_csv_with_its_columns(desk, world):
    one = mine(world, title="Boiler")

    answer = b"".join(desk.get(f"{URL}export/csv/?columns=status").streaming_content).decode()

    assert str(one.number) in answer
    assert "Boiler" in answer
    assert len(answer.splitlines()) == 2


@pytest.mark.parametrize("path", ["filter/", "columns/", "customers/"])
def test_the_sheets_and_the_tab_of_customers_open(desk, world, path):
    mine(world)

    assert desk.get(URL + path).status_code == 200
    assert questions(desk, URL + path) <= 12


def test_the_history_of_a_customer_shows_all_that_was_done(desk, world):
    one = mine(world, customer=world.customer)

    page = text(desk.get(f"{URL}customers/{world.customer.pk}/"))

    assert f"#{one.number}<" in page


@pytest.mark.parametrize(("query", "offered"), [("?kind=meeting", True), ("?kind=task", False), ("", False)])
def test_the_diary_is_one_press_away_from_the_meetings(desk, query, offered):
    shown = desk.get(f"/b/ours/inquiries/{query}", headers={"HX-Request": "true"}).text

    assert ('href="/b/ours/diary/"' in shown) == offered


def test_each_customer_of_the_tab_has_a_menu_that_opens_the_five_kinds(desk, world):
    gone = make.customer(world.ours, first_name="Gone")
    for customer in (world.customer, gone):
        mine(world, customer=customer)
    with acting_for(world.ours):
        archiving.archive(gone, by=world.staff, now=timezone.now())

    page = text(desk.get(f"{URL}customers/"))
    menu = page.split('<template id="row-menu">')[1].split("</template>")[0]

    assert menu.count('data-needs="current"') == menu.count("?customer={id}") == 5
    assert f'data-row data-id="{world.customer.pk}" data-current="1"' in page
    assert f'data-row data-id="{gone.pk}">' in page
