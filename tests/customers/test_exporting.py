import pytest
from django.utils import timezone
from django.utils.translation import override

from kesher.activity import telling
from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.customers import exporting
from kesher.customers.columns import COLUMNS
from tests import make

COLUMN_KEYS = ("phone", "tags", "birthday")


def test_the_whole_list_leaves_in_its_order_with_its_columns(world, monkeypatch):
    monkeypatch.setattr(exporting, "BATCH", 2)
    with acting_for(world.ours):
        for name in "CBA":
            make.customer(world.ours, first_name=name, last_name="", phone="0541234567")
        people = world.ours.customers.filter(phone="+972541234567")
        columns = [COLUMNS[key] for key in COLUMN_KEYS]
        rows = list(exporting.rows(people, columns, sort="", by=world.staff, today=timezone.localdate()))

    assert [row[1:] for row in rows] == [[name, "054-123-4567", "", None] for name in "ABC"]
    assert len(exporting.heads(columns)) == 5


@pytest.mark.parametrize(("few", "read"), [(50, 2), (1, 0)])
def test_id_numbers_that_leave_are_read_and_of_few_people_it_stands_with_each(world, monkeypatch, few, read):
    monkeypatch.setattr(exporting, "FEW", few)
    for number in ("000000018", "000000026"):
        make.customer(world.ours, id_number=number)
    with acting_for(world.ours):
        people, columns = world.ours.customers.all(), [COLUMNS["identity"]]
        exporting.note(people, columns, filters=["Role: lead"], by=world.staff, now=timezone.now())

    entries, columns_told = Entry.objects.of(world.ours).newest_first(), str(COLUMNS["identity"].label)
    assert entries.filter(kind="customer.identity-read").count() == read
    with override("en"):
        assert dict(telling.told(entries.get(kind="customers.exported")).facts) == {
            "How many": "3", "Filters": "Role: lead", "Columns": columns_told,
            "ID numbers among them": "2",
        }  # fmt: skip


def test_a_list_without_id_numbers_reads_none(world):
    make.customer(world.ours, id_number="000000018")
    with acting_for(world.ours):
        people = world.ours.customers.all()
        exporting.note(people, [COLUMNS["phone"]], filters=[], by=world.staff, now=timezone.now())

    entries = Entry.objects.of(world.ours)
    assert not entries.filter(kind="customer.identity-read").exists()
    assert "identities" not in entries.get(kind="customers.exported").details


def test_it_is_recorded_with_filters_and_columns(world):
    with acting_for(world.ours):
        exporting.note(
            world.ours.customers.all(),
            [COLUMNS["phone"]],
            filters=["Role: lead"],
            by=world.staff,
            now=timezone.now(),
        )

    entry = Entry.objects.of(world.ours).newest_first()[0]
    assert entry.kind == "customers.exported"
    assert entry.details["count"] == 1
    assert entry.details["filters"] == ["Role: lead"]
