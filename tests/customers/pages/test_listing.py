import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.customers import archiving, listing
from tests import make

URL = "/b/ours/customers/"
FRAGMENT = {"HX-Request": "true"}
BY_SEARCH = {**FRAGMENT, "HX-Trigger": "list-search"}


def text(response):
    return response.content.decode()


def rows(response):
    return text(response).count("<tr data-row")


def test_the_list_shows_the_business_own_people(desk, world):
    response = desk.get(URL)

    assert rows(response) == 1
    assert str(world.customer) in text(response)
    assert str(world.foreign_customer) not in text(response)


@pytest.mark.parametrize(
    "query", ["", "?q=noa", "?role=lead&month=3&columns=tags,phone", "?stage=none&tag=none&sort=-birthday"]
)
def test_the_list_asks_a_constant_number_of_questions(desk, world, query):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            desk.get(URL + query)
        return len(asked)

    questions()
    one = questions()
    for _number in range(3):
        make.customer(world.ours)

    assert questions() == one <= 12


def test_filters_are_chips_that_can_be_taken_off(desk, world):
    page = text(desk.get(URL, {"role": "lead", "q": "noa"}))

    assert f'href="{URL}?role=lead"' in page
    assert f'href="{URL}?q=noa"' in page


def test_a_list_filtered_to_nothing_offers_to_clear(desk, world):
    page = text(desk.get(URL, {"q": "nobody at all", "sort": "-added"}))

    assert page.count("<tr data-row") == 0
    assert f'href="{URL}?sort=-added"' in page


def test_an_empty_list_offers_the_first_step(client, world):
    owner = make.user()
    make.business(slug="empty", owner=owner)
    client.force_login(owner)

    page = text(client.get("/b/empty/customers/"))

    assert "/b/empty/customers/add/" in page
    assert "empty-state" in page


def test_typing_answers_with_the_list_alone_and_leaves_the_field(desk, world):
    response = desk.get(URL, {"q": "noa"}, headers=BY_SEARCH)

    assert "<html" not in text(response)
    assert 'id="list-search"' not in text(response)
    assert response["HX-Replace-Url"] == f"{URL}?q=noa"


def test_a_filter_answers_with_the_list_and_the_field_that_belongs_to_it(desk, world):
    response = desk.get(URL, {"role": "lead"}, headers=FRAGMENT)

    assert 'id="list-search"' in text(response)
    assert response["HX-Push-Url"] == f"{URL}?role=lead"


def test_the_next_page_is_rows_alone_and_ends(desk, world, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 2)
    for name in "ABC":
        make.customer(world.ours, first_name=name, last_name="")
    first = desk.get(URL)
    after = text(first).split("after=")[1].split('"')[0]

    second = desk.get(URL, {"after": after}, headers=FRAGMENT)

    assert (rows(first), rows(second)) == (2, 2)
    assert text(second).lstrip().startswith("<tr data-row")
    assert "after=" not in text(second)
    assert rows(desk.get(URL, {"after": after})) == 2


def test_people_of_other_branches_are_not_shown(client, world):
    with acting_for(world.ours):
        limited = make.staff(world.ours, branches=[make.branch(world.ours)])
        hidden = make.customer(world.ours, first_name="Hidden", branch=make.branch(world.ours))
    client.force_login(limited.user)

    assert str(hidden) not in text(client.get(URL))


def test_who_may_only_look_selects_and_exports_nothing(client, world):
    client.force_login(make.staff(world.ours, role="instructor").user)

    page = text(client.get(URL))

    assert "data-select" not in page
    assert "export/" not in page


def test_names_are_shown_as_text(desk, world):
    make.customer(world.ours, first_name="<b>Eve</b>", last_name='"x"')

    assert "<b>Eve" not in text(desk.get(URL))


def test_a_choice_is_filtered_by_choosing_and_a_day_by_a_day(desk, world):
    with acting_for(world.ours):
        rows = world.ours.custom_fields
        rows.create(name="Plan", kind="choice", choices=["Gold", "Silver"], is_in_list=True)
        rows.create(name="Since", kind="date", is_in_list=True)

    filters = text(desk.get(f"{URL}filter/"))

    assert '<option value="Silver">Silver</option>' in filters
    assert "data-day" in filters


def test_the_sheet_of_filters_keeps_a_range_and_what_is_gone(desk, world):
    with acting_for(world.ours):
        field = world.ours.custom_fields.create(name="Size", kind="number", is_in_list=True)

    filters = text(desk.get(f"{URL}filter/", {f"field_{field.pk}": "3..5", "stage": "99999"}))

    for end, value in (("from", 3), ("to", 5)):
        assert re.search(rf'name="field_{field.pk}_{end}" value="{value}"', filters)
    assert '<input type="hidden" name="stage" value="99999">' in filters


def test_the_sheets_of_filters_and_columns_open(desk, world):
    with acting_for(world.ours):
        field = world.ours.custom_fields.create(name="Insured", kind="yes-no", is_in_list=True)
        world.ours.custom_fields.create(name="Shoe size", is_in_list=True)

    filters = text(desk.get(f"{URL}filter/", {"role": "lead", f"field_{field.pk}": "1", "q": "noa"}))
    columns = text(desk.get(f"{URL}columns/", {"columns": "age,phone"}))

    assert re.findall(r'<input[^>]*name="role"[^>]*value="(\w+)"[^>]* checked', filters) == ["lead"]
    assert '<input type="hidden" name="q" value="noa">' in filters
    assert columns.index('value="age"') < columns.index('value="phone"') < columns.index('value="status"')
    assert "Shoe size" in filters


def menu(page):
    """The menu of every row."""
    return page.split('<template id="row-menu">')[1].split("</template>")[0]


def put_away(world, **details):
    person = make.customer(world.ours, **details)
    with acting_for(world.ours):
        archiving.archive(person, by=world.staff, now=timezone.now())
    return person


def test_the_archive_offers_to_restore_and_nothing_that_is_refused_there(desk, world):
    put_away(world, first_name="Gone")

    page = text(desk.get(URL, {"archived": "1"}))

    assert f'hx-post="{URL}{{id}}/restore/"' in menu(page)
    for refused in (f"{URL}{{id}}/archive/", f"{URL}{{id}}/contact/edit/", "customer={id}"):
        assert refused not in menu(page)
    assert "data-edit-url" not in page
    assert re.findall(r'data-bulk-drawer="/b/ours/customers/bulk/(\w+)/', page) == ["restore"]
    assert 'name="selected"' in page


def test_the_list_offers_to_archive_and_not_to_restore(desk, world):
    page = text(desk.get(URL))

    assert f'href="{URL}{{id}}/archive/"' in menu(page)
    assert "/restore/" not in menu(page)
    assert "bulk/restore/" not in page
    assert f'data-edit-url="{URL}{world.customer.pk}/contact/edit/"' in page


def test_the_menu_of_the_rows_comes_with_a_filtered_list(desk, world):
    put_away(world)

    assert "/restore/" in menu(text(desk.get(URL, {"archived": "1"}, headers=FRAGMENT)))


def test_who_may_not_archive_selects_nobody_in_the_archive(client, world):
    put_away(world)
    rights = [Permission.CUSTOMER_VIEW, Permission.CUSTOMER_EDIT]
    client.force_login(make.staff(world.ours, permissions=rights).user)

    page = text(client.get(URL, {"archived": "1"}))

    assert "/restore/" not in page
    assert "data-select" not in page


def test_the_five_kinds_are_opened_from_every_row(desk, world):
    found = re.findall(r'href="(/b/ours/[^"]*)\?customer=\{id\}" data-drawer', menu(text(desk.get(URL))))

    assert found == [
        "/b/ours/inquiries/message/add/", "/b/ours/inquiries/task/add/", "/b/ours/inquiries/service-call/add/",
        "/b/ours/diary/meetings/add/", "/b/ours/inquiries/documentation/add/",
    ]  # fmt: skip


def test_the_kinds_are_offered_to_who_may_open_them(client, world):
    client.force_login(
        make.staff(world.ours, permissions=[Permission.CUSTOMER_VIEW, Permission.DIARY_EDIT]).user
    )

    offered = menu(text(client.get(URL)))

    assert "/b/ours/diary/meetings/add/?customer={id}" in offered
    assert "/inquiries/" not in offered


@pytest.mark.parametrize(
    ("phone", "is_offered"), [("054-7654321", True), ("03-5012345", False), ("*6050", False), ("", False)]
)
def test_whatsapp_is_offered_where_it_reaches_somebody(desk, world, phone, is_offered):
    make.customer(world.ours, first_name="Ziva", phone=phone)

    page = text(desk.get(URL, {"q": "ziva"}))

    assert ('data-whatsapp="972547654321"' in page) is is_offered
    assert ("data-whatsapp" in page) is is_offered
    assert "https://wa.me/{whatsapp}" in menu(page)
