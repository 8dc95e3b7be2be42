from datetime import date
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from kesher.activity import recording
from kesher.activity.models import Entry
from kesher.activity.recording import changes, plain, record
from kesher.core.owning import acting_for

NOW = timezone.now()


@pytest.fixture
def entry(world):
    with acting_for(world.ours):
        return record(
            "test.done", world.customer, by=world.staff, now=NOW, changes={"first_name": ["נועה", "דנה"]}
        )


def test_an_entry_says_what_happened_to_what_when_and_by_whom(world, entry):
    assert (entry.business_id, entry.customer_id, entry.subject_id) == (
        world.ours.pk,
        world.customer.pk,
        world.customer.pk,
    )
    assert (entry.subject_kind, entry.subject_label) == ("customers.customer", str(world.customer))
    assert (entry.at, entry.actor_id, entry.actor_label) == (NOW, world.staff.pk, str(world.staff))
    assert entry.details == {"changes": {"first_name": ["נועה", "דנה"]}}


def test_its_words_are_folded_for_searching(entry):
    assert "נועה דנה" in entry.search_text


def test_the_system_has_no_actor(world):
    with acting_for(world.ours):
        entry = record("test.done", world.customer, by=None)

    assert (entry.actor_id, entry.actor_label) == (None, "")


def test_record_outside_a_transaction_is_refused(world, monkeypatch):
    outside = SimpleNamespace(in_atomic_block=False)
    monkeypatch.setattr(recording, "transaction", SimpleNamespace(get_connection=lambda: outside))

    with acting_for(world.ours), pytest.raises(RuntimeError, match="inside the transaction"):
        record("test.done", world.customer, by=None)


def test_what_is_undone_was_never_recorded(world):
    with acting_for(world.ours), pytest.raises(ZeroDivisionError), transaction.atomic():
        record("test.done", world.customer, by=world.staff)
        raise ZeroDivisionError

    assert not Entry.objects.filter(kind="test.done").exists()


@pytest.mark.parametrize(
    "change", [{"kind": "test.other"}, {"details": {}}, {"actor_label": "x"}, {"customer_id": None}]
)
def test_an_entry_cannot_be_changed(entry, change):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**change)


def test_an_entry_cannot_be_removed(entry):
    with pytest.raises(DatabaseError, match="never"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).delete()


def test_the_log_survives_the_rows(world, entry):
    with acting_for(world.ours):
        world.customer.role_periods.all().delete()
        world.customer.delete()

    assert Entry.objects.get(pk=entry.pk).subject_label == entry.subject_label


def test_changes_are_the_fields_that_differ():
    assert changes({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": None}) == {"b": [2, 3]}


def test_values_are_kept_as_json_holds_them(world):
    given = {"day": date(2026, 11, 22), "who": world.staff, "many": (1, None), "odd": object}

    assert plain(given) == {
        "day": "2026-11-22",
        "who": str(world.staff),
        "many": [1, None],
        "odd": str(object),
    }
