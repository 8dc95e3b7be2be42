"""The drawers of box 1 and box 2: saved with a fact, refused with 422, foreign ids are nobody."""

import json

import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.customers import addressing, numbers, relating
from tests import browsing, make

HTMX = {"HX-Request": "true"}


def at(world, part):
    return f"/b/ours/customers/{world.customer.pk}/{part}"


def post(desk, url, **values):
    return desk.post(url, values, headers=HTMX)


def given(world):
    return {"by": world.staff, "now": timezone.now()}


@pytest.fixture
def rows(world):
    """One of each, ours and theirs."""
    made = {}
    for name, business, customer in (
        ("ours", world.ours, world.customer),
        ("theirs", world.theirs, world.foreign_customer),
    ):
        with acting_for(business):
            made[name] = {
                "numbers": numbers.add(customer, phone="052-1112233", **given(world) | {"by": None}).pk,
                "addresses": addressing.add(customer, town="חיפה", **given(world) | {"by": None}).pk,
                "relations": relating.relate(
                    customer, other=make.customer(business), side="family", **given(world) | {"by": None}
                ).pk,
            }
    return made


@pytest.mark.parametrize(
    ("part", "values"),
    [
        ("contact/edit/", {"first_name": "Noga", "phone": "054-1112233"}),
        ("invoice/edit/", {"invoice_name": "Noa Ltd", "birthday": "14.3.88", "gender": "f"}),
        ("numbers/add/", {"phone": "052-1112233", "can_call": "on"}),
        ("addresses/add/", {"town": "חיפה"}),
        ("consent/", {"sms-marketing": "1", "how": "form"}),
        ("tags/", {}),
    ],
)
def test_what_is_saved_is_told_to_whoever_shows_it(desk, world, part, values):
    answer = post(desk, at(world, part), **values)

    assert answer.status_code == 204
    assert json.loads(answer["HX-Trigger"])["customer-changed"] is True


def test_a_plain_page_goes_back_to_the_profile(desk, world):
    answer = desk.post(at(world, "contact/edit/"), {"first_name": "Noga"})

    assert (answer.status_code, answer.url) == (303, at(world, ""))


def test_a_sheet_on_a_page_of_its_own_goes_to_the_profile_with_its_message(desk, world):
    url = at(world, "contact/edit/")

    answer = desk.post(
        url, {"first_name": "Noga"}, headers=HTMX | {"HX-Current-URL": f"http://testserver{url}"}
    )

    assert answer["HX-Redirect"] == at(world, "")
    assert "toast" in desk.session


@pytest.mark.parametrize(
    ("part", "values", "field"),
    [
        ("contact/edit/", {"first_name": ""}, "first_name"),
        ("invoice/edit/", {"birthday": "someday"}, "birthday"),
        ("invoice/edit/", {"id_number": "123456789"}, "id_number"),
        ("numbers/add/", {"phone": "x", "can_call": "on"}, "phone"),
        ("addresses/add/", {"house": "1"}, "town"),
        ("relations/add/", {"side": "family"}, "other"),
        ("consent/", {"sms-marketing": "1"}, "how"),
    ],
)
def test_what_is_refused_says_why_at_its_field(desk, world, part, values, field):
    answer = post(desk, at(world, part), **values)

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()


def test_a_birthday_is_typed_freely(desk, world):
    post(desk, at(world, "invoice/edit/"), birthday="14.3.88")

    with acting_for(world.ours):
        world.customer.refresh_from_db()
    assert world.customer.birthday.isoformat() == "1988-03-14"


def test_dots_keep_the_id_number_and_nothing_removes_it(desk, world):
    with acting_for(world.ours):
        world.customer = make.customer(world.ours, id_number="039337423")

    for typed, kept in (("••••••423", "039337423"), ("", "")):
        assert post(desk, at(world, "invoice/edit/"), id_number=typed).status_code == 204
        with acting_for(world.ours):
            world.customer.refresh_from_db()
        assert world.customer.id_number == kept


def test_rows_of_one_person_are_changed_and_removed(desk, world, rows):
    ours = rows["ours"]

    assert (
        post(
            desk, f"/b/ours/customers/numbers/{ours['numbers']}/edit/", phone="03-5012345", can_call="on"
        ).status_code
        == 204
    )
    assert post(desk, f"/b/ours/customers/addresses/{ours['addresses']}/edit/", town="עכו").status_code == 204
    for kind, row_id in ours.items():
        assert post(desk, f"/b/ours/customers/{kind}/{row_id}/remove/").status_code == 204
    with acting_for(world.ours):
        left = [
            world.customer.numbers.count(),
            world.customer.addresses.count(),
            world.ours.relations.count(),
        ]
    assert left == [0, 0, 0]


@pytest.mark.parametrize("path", ["numbers/{numbers}/edit/", "addresses/{addresses}/edit/", "numbers/{numbers}/remove/",
    "addresses/{addresses}/remove/", "relations/{relations}/remove/"])  # fmt: skip
def test_rows_of_another_business_are_nowhere(desk, world, rows, path):
    assert post(desk, "/b/ours/customers/" + path.format(**rows["theirs"])).status_code == 404


def test_people_lists_and_tags_of_another_business_are_no_choice(desk, world):
    with acting_for(world.theirs):
        tag, branch = world.theirs.tags.create(name="VIP"), make.branch(world.theirs)
        stage, staff = world.theirs.stages.first(), world.theirs.staff.first()
    make.branch(world.ours), make.branch(world.ours)
    tries = [
        ("invoice/edit/", {"payer": world.foreign_customer.pk}),
        ("invoice/edit/", {"branch": branch.pk}),
        ("contact/edit/", {"first_name": "Noa", "stage": stage.pk}),
        ("contact/edit/", {"first_name": "Noa", "account_manager": staff.pk}),
        ("relations/add/", {"side": "family", "other": world.foreign_customer.pk}),
        ("tags/", {"tags": tag.pk}),
    ]

    assert [post(desk, at(world, part), **values).status_code for part, values in tries] == [422] * len(tries)
    number = "consent/?number=999999"
    assert desk.get(at(world, number)).status_code == 404


def test_people_outside_ones_branches_are_no_choice(world, client):
    with acting_for(world.ours):
        here, there = make.branch(world.ours), make.branch(world.ours)
        elsewhere = make.customer(world.ours, first_name="Elsa", branch=there)
    client.force_login(make.staff(world.ours, branches=[here]).user)

    assert client.get(f"/b/ours/customers/{elsewhere.pk}/").status_code == 404
    assert (
        "Elsa"
        not in client.get("/b/ours/customers/complete/people/?person=Elsa", headers=HTMX).content.decode()
    )
    assert post(client, at(world, "invoice/edit/"), payer=elsewhere.pk).status_code == 422
    assert post(client, at(world, "invoice/edit/"), branch=there.pk).status_code == 422


def test_the_branch_is_asked_for_where_there_are_several(desk, world):
    assert 'name="branch"' not in desk.get(at(world, "invoice/edit/")).content.decode()

    make.branch(world.ours), make.branch(world.ours)

    assert 'name="branch"' in desk.get(at(world, "invoice/edit/")).content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("towns/?town=ת״א", "תל אביב - יפו"),
        ("streets/?town=חיפה&street=הרצ", "הרצל"),
        ("people/?person=Noa", "Noa"),
    ],
)
def test_towns_streets_and_people_are_completed(desk, world, asked, found):
    shown = desk.get(f"/b/ours/customers/complete/{asked}", headers=HTMX).content.decode()

    assert found in shown
    assert 'role="option"' in shown
    assert "<html" not in shown


def test_one_person_can_be_left_out_of_the_completions(desk, world):
    shown = desk.get(
        f"/b/ours/customers/complete/people/?person=Noa&except={world.customer.pk}", headers=HTMX
    )

    assert 'role="option"' not in shown.content.decode()


def test_what_was_removed_is_put_back_from_the_toast_once(desk, world, rows):
    for kind, row_id in rows["ours"].items():
        told = json.loads(post(desk, f"/b/ours/customers/{kind}/{row_id}/remove/")["HX-Trigger"])
        undo_url = told["toast"]["undo_url"]
        assert [post(desk, undo_url).status_code for _time in range(2)] == [204, 422]

    with acting_for(world.ours):
        left = [
            world.customer.numbers.count(),
            world.customer.addresses.count(),
            world.ours.relations.count(),
        ]
    assert left == [1, 1, 1]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("contact/edit/", "job_title"),
        ("invoice/edit/", "invoice_name"),
        ("numbers/{numbers}/edit/", "label"),
        ("addresses/{addresses}/edit/", "town"),
    ],
)
def test_the_second_of_two_tabs_is_told_what_the_first_one_wrote(desk, world, rows, path, name):
    url = f"/b/ours/customers/{path.format(**rows['ours'])}" if "{" in path else at(world, path)
    form = browsing.sent(desk.get(url).content.decode())

    first, second = (desk.post(url, form | {name: text}, headers=HTMX) for text in ("Bakery", "Bank"))

    assert (first.status_code, second.status_code) == (204, 422)
    page = second.content.decode()
    assert str(world.staff) in page
    assert "Bakery" in page
    assert 'value="Bank"' in page


def test_what_a_typed_number_can_do_follows_the_number(desk, world):
    mobile, landline = (
        desk.get("/b/ours/customers/numbers/abilities/", {"phone": phone}, headers=HTMX).content.decode()
        for phone in ("052-1112233", "03-5012345")
    )

    assert (mobile.count(" checked"), landline.count(" checked")) == (3, 1)


def test_what_was_removed_of_somebody_else_is_not_put_back(desk, world, rows):
    other = make.customer(world.ours)
    for kind, row_id in rows["ours"].items():
        told = json.loads(post(desk, f"/b/ours/customers/{kind}/{row_id}/remove/")["HX-Trigger"])
        key = told["toast"]["undo_url"].partition("row=")[2]
        assert post(desk, f"/b/ours/customers/{other.pk}/put-back/?row={key}").status_code == 422
        assert post(desk, told["toast"]["undo_url"]).status_code == 204


@pytest.mark.parametrize(("country", "told"), [("IL", "6701012"), ("DE", "6701012 · גרמניה")])
def test_the_country_of_an_address_is_told_by_its_name_and_only_abroad(world, desk, country, told):
    with acting_for(world.ours):
        addressing.add(world.customer, town="X", postal_code="6701012", country=country, **given(world))

    page = desk.get(at(world, "")).content.decode()

    assert told in page
    assert f"· {country}" not in page
