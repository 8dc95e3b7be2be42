from django.utils import timezone

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
