from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.customers import merging, searching
from kesher.customers.kinds import Kind
from tests import make
from tests.make.imports import imported

FULL = (
    "first name,last name,phone,phone 2,email,birthday,street,town,notes,tags,stage\n"
    'Noa,Cohen,050-2345678,03-5012345,noa@example.com,28/2/1990,הרצל 12,חיפה,Hello,"VIP, New",\n'
)  # fmt: skip


def entries(business, kind=Kind.IMPORTED):
    return Entry.objects.of(business).filter(kind=kind)


def test_new_person_gets_number_role_period_and_a_place_in_search(world):
    imported(world.ours, FULL, by=world.staff, role="lead")

    with acting_for(world.ours):
        noa = world.ours.customers.get(email="noa@example.com")
        assert (noa.number, noa.role, noa.birthday) == (world.customer.number + 1, "lead", date(1990, 2, 28))
        assert [(one.role, one.ends_on) for one in noa.role_periods.all()] == [("lead", None)]
        assert list(searching.found(world.ours.customers.all(), "035012345", by=world.staff)) == [noa]


def test_what_stands_beside_the_person_is_written(world):
    imported(world.ours, FULL, by=world.staff)

    with acting_for(world.ours):
        noa = world.ours.customers.get(email="noa@example.com")
        assert [one.phone for one in noa.numbers.all()] == ["+97235012345"]
        assert [(one.street, one.house, one.is_main) for one in noa.addresses.all()] == [("הרצל", "12", True)]
        assert sorted(tag.name for tag in noa.tags.all()) == ["New", "VIP"]
        assert [(one.text, one.author) for one in noa.notes.all()] == [("Hello", world.staff)]


def test_each_person_has_an_entry_with_what_was_there_before(world):
    imported(world.ours, FULL, by=world.staff)
    imported(world.ours, FULL.replace("הרצל 12", "הגפן 3").replace("28/2/1990", "1/3/1990"), by=world.staff)

    last = entries(world.ours).order_by("id").last()
    assert last.details["changes"] == {"birthday": ["1990-02-28", "1990-03-01"]}
    assert [one.customer_id for one in entries(world.ours)] == [last.customer_id] * 2
    with acting_for(world.ours):
        assert [(one.street, one.house) for one in world.ours.addresses.all()] == [("הגפן", "3")]


def test_id_number_is_not_repeated_in_the_log(world):
    text = "name,email,id number\nNoa Cohen,noa@example.com,{}\n"
    imported(world.ours, text.format(""), by=world.staff)
    imported(world.ours, text.format("000000018"), by=world.staff)

    assert entries(world.ours).order_by("id").last().details["changes"] == {"id_number": ["…", "…"]}


def test_statements_do_not_grow_with_new_people(world):
    def statements(count, start):
        rows = "".join(f"N{i},C,050-23{i:05},n{i}@example.com,tag\n" for i in range(start, start + count))
        with CaptureQueriesContext(connection) as caught:
            imported(world.ours, "first name,last name,phone,email,tags\n" + rows, by=world.staff)
        return len(caught)

    statements(2, 10000)

    few, many = statements(3, 20000), statements(60, 30000)

    assert many - few <= 2, "SQLite splits what is written at once after 999 values"


def test_missing_tags_join_the_list_once(world):
    imported(world.ours, "name,email,tags\nNoa,a@example.com,vip\nDan,b@example.com,VIP\n", by=world.staff)

    with acting_for(world.ours):
        assert [(tag.name, tag.customers.count()) for tag in world.ours.tags.all()] == [("vip", 2)]


def test_later_row_of_the_file_updates_somebody_new_of_the_same_file(world):
    text = "name,email,town\nNoa Cohen,noa@example.com,\nNoa Cohen,noa@example.com,Haifa\nNoa Cohen,noa@example.com,Lod\n"
    run = imported(world.ours, text, by=world.staff)

    assert (run.created_count, run.updated_count) == (1, 2)
    with acting_for(world.ours):
        assert [one.town for one in world.ours.addresses.all()] == ["Lod"]


def test_somebody_updated_is_still_found_by_who_was_merged_into_them(world):
    with acting_for(world.ours):
        kept, other = (
            make.customer(world.ours, email="kept@x.com"),
            make.customer(world.ours, first_name="Zelda"),
        )
        merging.merge(kept, other, choices={}, by=world.staff, now=timezone.now())

    imported(world.ours, f"name,email,town\n{kept},kept@x.com,Haifa\n", by=world.staff)

    with acting_for(world.ours):
        assert kept.addresses.get().town == "Haifa"
        assert list(searching.found(world.ours.customers.current(), "zelda", by=world.staff)) == [kept]
        assert f" {other.number}" in kept.fresh().search_text
