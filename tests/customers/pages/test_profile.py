from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.customers import adding, addressing, archiving, consenting, merging, numbers, relating
from tests import make

HTMX = {"HX-Request": "true"}
LIMIT = 12


def at(world, part=""):
    return f"/b/ours/customers/{world.customer.pk}/{part}"


def text_of(answer):
    return answer.content.decode()


def full(world, count):
    """A person with `count` rows of everything."""
    given = {"by": world.staff, "now": timezone.now()}
    with acting_for(world.ours):
        for i in range(count):
            number = numbers.add(world.customer, phone=f"052-111223{i}", **given)
            consenting.answer(
                world.customer, answers={("sms", "service"): True}, how="form", number=number, **given
            )
            addressing.add(world.customer, town="חיפה", house=str(i), **given)
            relating.relate(world.customer, other=make.customer(world.ours), side="family", **given)
            world.customer.tag_links.create(business=world.ours, tag=world.ours.tags.create(name=f"tag{i}"))
            world.ours.custom_fields.create(name=f"field{i}")


@pytest.mark.parametrize("part", ["", "head/", "contact/", "invoice/", "contact/edit/", "invoice/edit/", "tags/",
    "consent/", "consent/history/", "numbers/add/", "addresses/add/", "relations/add/"])  # fmt: skip
@pytest.mark.parametrize("is_fragment", [True, False])
def test_every_part_of_the_profile_opens(desk, world, part, is_fragment):
    answer = desk.get(at(world, part), headers=HTMX if is_fragment else {})

    assert answer.status_code == 200
    assert ("<html" in text_of(answer)) is not is_fragment


@pytest.mark.parametrize("part", ["", "head/", "contact/", "invoice/", "card/", "consent/history/"])
def test_queries_do_not_grow_with_the_rows(desk, world, part):
    full(world, 1)
    desk.get(at(world, part))
    with CaptureQueriesContext(connection) as one:
        desk.get(at(world, part))
    full_more(world)

    with CaptureQueriesContext(connection) as three:
        desk.get(at(world, part))

    assert len(three) == len(one) <= LIMIT


def full_more(world):
    given = {"by": world.staff, "now": timezone.now()}
    with acting_for(world.ours):
        for i in (7, 8):
            numbers.add(world.customer, phone=f"052-111223{i}", **given)
            addressing.add(world.customer, town="חיפה", house=str(i), **given)
            relating.relate(world.customer, other=make.customer(world.ours), side="family", **given)
            world.customer.tag_links.create(business=world.ours, tag=world.ours.tags.create(name=f"tag{i}"))
            world.ours.custom_fields.create(name=f"field{i}")


@pytest.mark.parametrize("tab", ["details", "notes", "log", "nonsense"])
def test_each_tab_has_its_address(desk, world, tab):
    answer = desk.get(at(world, f"?tab={tab}"))

    assert answer.status_code == 200
    assert f'?tab={"details" if tab == "nonsense" else tab}" class="tab" aria-current="page"' in text_of(
        answer
    )


def test_the_head_says_who_it_is(desk, world):
    with acting_for(world.ours):
        world.customer = make.customer(
            world.ours, phone="054-7654321", email="noa@example.com", birthday=date(1988, 3, 14)
        )

    shown = text_of(desk.get(at(world)))

    for part in (
        "Noa",
        "054-765-4321",
        "https://wa.me/972547654321",
        "mailto:noa@example.com",
        "14/03/1988",
        "אדר",
    ):
        assert part in shown


def test_without_the_right_to_edit_everything_reads_and_nothing_edits(world, client):
    full(world, 1)
    client.force_login(make.staff(world.ours, permissions=["customer.view"]).user)

    for part in ("", "contact/", "invoice/"):
        shown = text_of(client.get(at(world, part)))
        assert "052-111-2230" in shown or part == "invoice/"
        assert "/edit/" not in shown
        assert "/add/" not in shown.replace("customers/add/", "")
    assert client.post(at(world, "contact/edit/"), {"first_name": "X"}).status_code == 403


def test_who_is_in_the_archive_is_shown_with_the_way_back(desk, world):
    with acting_for(world.ours):
        archiving.archive(world.customer, by=world.staff, now=timezone.now())

    shown = text_of(desk.get(at(world)))

    assert "בארכיון" in shown
    assert "contact/edit/" not in shown
    answer = desk.post(at(world, "contact/edit/"), {"first_name": "X"}, headers=HTMX)
    assert answer.status_code == 422


def test_who_was_merged_is_found_at_the_one_that_stayed(desk, world):
    with acting_for(world.ours):
        survivor = make.customer(world.ours)
        world.customer.merged_into = survivor
        world.customer.archived_at = timezone.now()
        world.customer.save()

    assert desk.get(at(world)).url == f"/b/ours/customers/{survivor.pk}/"


def test_the_id_number_is_masked_until_it_is_asked_for(desk, world):
    with acting_for(world.ours):
        world.customer = make.customer(world.ours, id_number="039337423")

    assert "039337423" not in text_of(desk.get(at(world, "invoice/")))
    assert "039337423" not in text_of(desk.get(at(world, "invoice/edit/")))
    assert "039337423" in text_of(desk.post(at(world, "identity/"), headers=HTMX))
    assert Entry.objects.filter(kind="customer.identity-read").count() == 1


def test_all_that_is_wrong_in_a_form_is_told_at_once(desk, world):
    with acting_for(world.ours):
        size = world.ours.custom_fields.create(name="Size", kind="number")
    typed = {"birthday": "31/2/1990", "id_number": "123456789", f"field_{size.pk}": "tall"}

    shown = text_of(desk.post(at(world, "invoice/edit/"), typed))

    assert shown.count('aria-invalid="true"') == 3


def test_without_the_right_the_id_number_is_neither_shown_nor_taken(world, client):
    with acting_for(world.ours):
        world.customer = make.customer(world.ours, id_number="039337423")
    client.force_login(make.staff(world.ours, permissions=["customer.view", "customer.edit"]).user)

    assert client.post(at(world, "identity/")).status_code == 403
    shown = text_of(client.get(at(world, "invoice/")))
    assert ("423" in shown, "•" in shown, "identity-number" in shown) == (False, False, True)
    client.post(at(world, "invoice/edit/"), {"id_number": "514404799", "invoice_name": "Noa"})

    with acting_for(world.ours):
        world.customer.refresh_from_db()
    assert (world.customer.id_number, world.customer.invoice_name) == ("039337423", "Noa")


def test_a_company_has_no_box_of_injuries(desk, world):
    assert "/injuries/" in text_of(desk.get(at(world)))
    with acting_for(world.ours):
        company = make.customer(world.ours, is_company=True)

    assert "/injuries/" not in text_of(desk.get(f"/b/ours/customers/{company.pk}/"))


@pytest.mark.parametrize(
    ("text", "status", "name"), [("Dana Levi", 204, "Dana Levi"), ("Dan", 422, "Dana Levi"), ("", 204, None)]
)
def test_who_pays_is_let_go_only_by_an_empty_text(desk, world, text, status, name):
    with acting_for(world.ours):
        payer = make.customer(world.ours, first_name="Dana", last_name="Levi")
        adding.change(world.customer, payer=payer, by=world.staff, now=timezone.now())

    answer = desk.post(at(world, "invoice/edit/"), {"payer": "", "person": text}, headers=HTMX)

    assert answer.status_code == status
    with acting_for(world.ours):
        assert name == (str(world.customer.fresh().payer) if name else world.customer.fresh().payer)


def test_an_id_number_that_is_here_already_is_warned_of_while_typed(desk, world):
    with acting_for(world.ours):
        make.customer(world.ours, first_name="Dana", last_name="Levi", id_number="123456782")
    assert "/similar/" in text_of(desk.get(at(world, "invoice/edit/")))
    assert "/similar/" in text_of(desk.get(at(world, "contact/edit/")))

    found = desk.post(at(world, "similar/"), {"id_number": "123456782"}, headers=HTMX)

    assert "Dana Levi" in text_of(found)


def test_each_number_can_be_written_to_and_the_chosen_one_from_the_head(desk, world):
    with acting_for(world.ours):
        numbers.add(
            world.customer,
            phone="052-1112233",
            is_default_for_messages=True,
            by=world.staff,
            now=timezone.now(),
        )

    assert "https://wa.me/972521112233" in text_of(desk.get(at(world, "head/")))
    box = text_of(desk.get(at(world, "contact/")))
    assert [link in box for link in ("sms:+972521112233", "https://wa.me/972521112233")] == [True, True]


def test_box_1_tells_the_roles_with_their_days_to_whoever_may_see_the_person(world, client):
    client.force_login(make.staff(world.ours, permissions=["customer.view"]).user)
    with acting_for(world.ours):
        world.customer.role_periods.update(starts_on=date(2025, 1, 2), ends_on=date(2025, 3, 4))
        world.customer.role_periods.create(business=world.ours, role="customer", starts_on=date(2025, 3, 4))

    shown = text_of(client.get(at(world, "contact/")))

    assert all(day in shown for day in ("02/01/2025", "04/03/2025"))
    assert shown.index("לקוח") < shown.index("02/01/2025")


def test_a_merge_is_undone_from_the_profile_by_who_may_merge(desk, world):
    twin = make.customer(world.ours, first_name="Twin")
    with acting_for(world.ours):
        made = merging.merge(world.customer, twin, choices={}, by=world.staff, now=timezone.now())
    url = f"/b/ours/customers/{world.customer.pk}/"

    assert f"merges/{made.pk}/undo/" in desk.get(url).content.decode()
    desk.post(f"/b/ours/customers/merges/{made.pk}/undo/")
    assert f"merges/{made.pk}/undo/" not in desk.get(url).content.decode()
