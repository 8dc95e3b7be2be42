import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from kesher.activity import redacting, telling
from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.customers import adding, noting
from tests import make

NOW = timezone.now()


@pytest.fixture
def told(world):
    with acting_for(world.ours):
        adding.change(world.customer, by=world.staff, now=NOW, first_name="Secretia", phone="0541234567")
        noting.add(world.customer, text="Secret words", by=world.staff, now=NOW)
        other = make.customer(world.ours)
        yield other


def test_one_persons_entries_lose_what_is_personal(world, told):
    count = redacting.redact(world.customer, by=world.staff, now=NOW)

    entries = Entry.objects.about(world.customer)
    assert count == entries.count()
    for entry in entries:
        assert (entry.subject_label, entry.details, entry.search_text) == ("", {}, "")
        assert (entry.redacted_at, entry.redacted_by) == (NOW, world.staff.pk)
        assert all([entry.kind, entry.at, entry.subject_id])


def test_the_actor_stays(world, told):
    redacting.redact(world.customer, by=None, now=NOW)

    assert Entry.objects.about(world.customer).filter(kind="note.added").get().actor_id == world.staff.pk


def test_others_keep_theirs(world, told):
    redacting.redact(world.customer, by=world.staff, now=NOW)

    assert not Entry.objects.about(told).exclude(redacted_at=None).exists()
    assert not Entry.objects.about(world.foreign_customer).exclude(redacted_at=None).exists()


def test_an_entry_is_redacted_once(world, told):
    redacting.redact(world.customer, by=world.staff, now=NOW)

    assert redacting.redact(world.customer, by=world.staff, now=NOW) == 0
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Entry.objects.about(world.customer).update(details={"x": 1}, redacted_at=NOW)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "x.y"}, {"actor_id": 1}, {"at": NOW}, {"business_id": 9}, {"subject_id": 9}, {"actor_label": "Somebody"},
        {"subject_label": "Another"}, {"details": {"x": 1}}, {"search_text": "another"},
    ],
)  # fmt: skip
def test_a_redaction_blanks_and_changes_nothing_else(world, told, change):
    blank = {"subject_label": "", "details": {}, "search_text": ""}
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Entry.objects.about(world.customer).update(redacted_at=NOW, **{**blank, **change})


def test_a_redacted_entry_can_still_be_told(world, told):
    redacting.redact(world.customer, by=world.staff, now=NOW)

    sentence = telling.told(Entry.objects.about(world.customer).first())
    assert sentence.is_redacted
    assert (sentence.changes, sentence.subject) == ([], "")
