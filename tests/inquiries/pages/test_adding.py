from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from kesher.contracts import covering
from kesher.core.owning import acting_for
from tests import browsing, make

FRAGMENT = {"HX-Request": "true"}
KINDS = ("message", "task", "service-call", "documentation")


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def text(response):
    return response.content.decode()


def type_of(world, kind):
    return world.ours.inquiry_types.filter(kind=kind).first().pk


def typed(world, kind, **further):
    given = {
        "type": type_of(world, kind),
        "details": "The tap drips",
        "staff": [world.staff.pk],
        "channel": "phone",
    }
    if kind == "task":
        given |= {
            "priority": world.ours.priorities.first().pk,
            "status": world.ours.statuses.get(number=1).pk,
        }
    return {**given, "customer": world.customer.pk, **further}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_form_in_few_questions(desk, world, kind):
    url = f"/b/ours/inquiries/{kind}/add/"
    desk.get(url)

    with CaptureQueriesContext(connection) as asked:
        response = desk.get(url)

    assert response.status_code == 200
    assert len(asked) <= 12


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_typed_opens_an_inquiry(desk, world, kind):
    response = desk.post(f"/b/ours/inquiries/{kind}/add/", typed(world, kind), headers=FRAGMENT)

    assert response.status_code == 204, text(response)
    opened = world.ours.inquiries.get()
    assert (opened.kind, opened.customer, opened.details) == (kind, world.customer, "The tap drips")
    assert "inquiries-changed" in response["HX-Trigger"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rows", [1, 3])
def test_opening_on_the_page_asks_few_questions_however_much_there_is(desk, world, kind, rows):
    """The verb's own, and eight: session, staff, rights, choices, the person, and the chosen rows; without savepoints."""
    url, given = f"/b/ours/inquiries/{kind}/add/?customer={world.customer.pk}", typed(world, kind)
    make.contract(world.customer)
    for number in range(rows):
        make.site(world.customer, f"Site {number}")
        desk.post(url, given, headers=FRAGMENT)

    with CaptureQueriesContext(connection) as asked:
        assert desk.post(url, given, headers=FRAGMENT).status_code == 204

    questions = [one for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]
    assert len(questions) <= 20


def test_a_priority_that_nobody_chose_is_the_normal_one(desk, world):
    page = text(desk.get("/b/ours/inquiries/service-call/add/"))
    normal = world.ours.priorities.get(key="normal")
    assert f'value="{normal.pk}" selected' in page

    desk.post("/b/ours/inquiries/service-call/add/", typed(world, "service-call"), headers=FRAGMENT)

    assert world.ours.inquiries.get().priority == normal


def test_a_refused_form_still_shows_what_stands_around_the_customer(desk, world):
    make.contract(world.customer)
    url = f"/b/ours/inquiries/service-call/add/?customer={world.customer.pk}"

    response = desk.post(url, typed(world, "service-call", details=""), headers=FRAGMENT)

    assert response.status_code == 422
    assert 'name="was_contract" value="' in text(response)
    assert 'id="id_contract"' in text(response)


def test_a_message_of_nobody_known_asks_for_the_contact(desk, world):
    response = desk.post(
        "/b/ours/inquiries/message/add/", typed(world, "message", customer=""), headers=FRAGMENT
    )

    assert response.status_code == 422
    assert 'id="id_contact_name_error"' in text(response)


def test_a_moment_is_typed_freely(desk, world):
    desk.post("/b/ours/inquiries/task/add/", typed(world, "task", target_at="מחר 9:00"), headers=FRAGMENT)

    assert world.ours.inquiries.get().target_at is not None


def test_choosing_the_customer_fills_the_ways_and_keeps_what_was_typed(desk, world):
    customer = make.customer(world.ours, phone="050-1234567", email="noa@example.com")

    page = text(
        desk.get(
            "/b/ours/inquiries/service-call/add/customer/",
            {"customer": customer.pk, "email": "typed@example.com"},
            headers=FRAGMENT,
        )
    )

    assert "050-123-4567" in page
    assert "typed@example.com" in page


def test_what_was_filled_in_gives_way_to_the_next_customers(desk, world):
    was, customer = "054-600-0211", make.customer(world.ours, phone="050-1234567")
    given = {"customer": customer.pk, "phone": was, "was_phone": was}

    page = text(desk.get("/b/ours/inquiries/task/add/customer/", given, headers=FRAGMENT))

    assert 'name="phone" value="050-123-4567"' in page
    assert 'name="was_phone" value="050-123-4567"' in page


def test_a_call_names_its_contract_and_says_the_response_as_the_contract_does(desk, world):
    contract = make.contract(world.customer, clauses=[make.response()])

    page = text(desk.get(f"/b/ours/inquiries/service-call/add/?customer={world.customer.pk}"))

    with override("he"):
        told = covering.response_promise(contract, priority=None, day=timezone.localdate()).sentence()
    assert f"{contract} · " in page
    assert told in page


def test_similar_open_calls_are_shown_at_intake(desk, world):
    open_one = make.inquiry(world.ours, kind="service-call", customer=world.customer, by=world.staff)

    page = text(desk.get(f"/b/ours/inquiries/service-call/add/?customer={world.customer.pk}"))

    assert f"#{open_one.number}<" in page


def test_an_inquiry_is_edited_with_all_its_fields(desk, world):
    one = make.inquiry(world.ours, kind="task", customer=world.customer, by=world.staff, staff=[world.staff])

    response = desk.post(
        f"/b/ours/inquiries/{one.pk}/edit/",
        typed(world, "task", details="Changed", percent="40"),
        headers=FRAGMENT,
    )

    assert response.status_code == 204, text(response)
    one.refresh_from_db()
    assert (one.details, one.percent) == ("Changed", 40)


def test_the_branch_of_an_inquiry_is_chosen_where_there_are_several(desk, world):
    north, south = (make.branch(world.ours, name=name) for name in ("North", "South"))
    one = make.inquiry(world.ours, kind="message", customer=world.customer, staff=[world.staff], branch=north)
    page = text(desk.get(f"/b/ours/inquiries/{one.pk}/edit/"))

    desk.post(
        f"/b/ours/inquiries/{one.pk}/edit/", {**browsing.sent(page), "branch": south.pk}, headers=FRAGMENT
    )

    assert one.fresh().branch == south


def test_the_title_of_a_call_that_became_a_task_stays_when_the_task_is_edited(desk, world):
    one = make.inquiry(
        world.ours, kind="task", customer=world.customer, staff=[world.staff], title="Leak", details="Tap"
    )
    page = text(desk.get(f"/b/ours/inquiries/{one.pk}/edit/"))

    desk.post(
        f"/b/ours/inquiries/{one.pk}/edit/", {**browsing.sent(page), "details": "Taps"}, headers=FRAGMENT
    )

    assert (one.fresh().title, one.fresh().details) == ("Leak", "Taps")


def test_types_are_chosen_by_their_path(desk, world):
    top = world.ours.inquiry_types.create(kind="task", name="Boiler", position=90)
    world.ours.inquiry_types.create(kind="task", name="Burner", position=91, parent=top)

    page = text(desk.get("/b/ours/inquiries/task/add/"))

    assert page.index(">Boiler</option>") < page.index(">Boiler › Burner</option>")


def test_only_contracts_that_hold_are_offered_each_with_its_reason(desk, world):
    today = timezone.localdate()
    make.contract(world.customer, name="Holds")
    make.contract(
        world.customer, name="Over", starts_on=today - timedelta(days=99), ends_on=today - timedelta(days=9)
    )

    page = text(desk.get(f"/b/ours/inquiries/service-call/add/?customer={world.customer.pk}"))

    assert "Holds (1) · " in page
    assert "Over" not in page


def test_a_customer_who_was_typed_and_not_chosen_is_asked_for(desk, world):
    told = typed(world, "message", customer="", person="Noa", contact_name="Her brother")

    response = desk.post("/b/ours/inquiries/message/add/", told, headers=FRAGMENT)

    assert response.status_code == 422
    assert "יש לבחור מהרשימה" in text(response)
    assert not world.ours.inquiries.exists()
