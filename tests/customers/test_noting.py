import json
from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import noting, tasks
from kesher.customers.kinds import Kind

NOW = timezone.now()


@pytest.fixture
def noted(world):
    with acting_for(world.ours):
        yield noting.add(world.customer, text="Prefers mornings", by=world.staff, now=NOW)


def kinds(customer):
    return list(Entry.objects.about(customer).order_by("id").values_list("kind", flat=True))


def test_add_keeps_author_and_time(world, noted):
    assert (noted.author, noted.created_at) == (world.staff, NOW)
    assert kinds(world.customer)[-1] == Kind.NOTE_ADDED


def test_add_refuses_an_empty_note(world):
    with acting_for(world.ours), pytest.raises(Refused, match="note-empty"):
        noting.add(world.customer, text=" \n", by=world.staff, now=NOW)


def test_add_refuses_when_the_person_is_archived(world):
    world.customer.archived_at = NOW

    with acting_for(world.ours):
        world.customer.save()

    with acting_for(world.ours), pytest.raises(Refused, match="archived"):
        noting.add(world.customer, text="Too late", by=world.staff, now=NOW)


def test_edit_records_what_was_there_before(world, noted):
    noting.edit(noted, text="Prefers evenings", by=world.staff, now=NOW)

    entry = Entry.objects.get(kind=Kind.NOTE_CHANGED)
    assert entry.details == {"changes": {"text": ["Prefers mornings", "Prefers evenings"]}}


def test_edit_without_a_change_records_nothing(world, noted):
    noting.edit(noted, text=noted.text, by=world.staff, now=NOW)

    assert not Entry.objects.filter(kind=Kind.NOTE_CHANGED).exists()


def test_edit_refuses_a_removed_note(world, noted):
    noting.remove(noted, by=world.staff, now=NOW)

    with pytest.raises(Refused, match="note-removed"):
        noting.edit(noted, text="Again", by=world.staff, now=NOW)


def test_pinned_notes_stand_first(world, noted):
    noting.add(world.customer, text="Later", by=world.staff, now=NOW)

    noting.pin(noted, is_pinned=True, by=world.staff, now=NOW)
    noting.pin(noted, is_pinned=True, by=world.staff, now=NOW)

    assert [note.text for note in world.customer.notes.all()] == ["Prefers mornings", "Later"]
    assert kinds(world.customer).count(Kind.NOTE_CHANGED) == 1


def test_a_removed_note_can_be_brought_back(world, noted):
    noting.remove(noted, by=world.staff, now=NOW)
    noting.remove(noted, by=world.staff, now=NOW)
    noting.restore(noted, by=world.staff, now=NOW)
    noting.restore(noted, by=world.staff, now=NOW)

    assert world.customer.notes.get().removed_at is None
    assert kinds(world.customer)[-2:] == [Kind.NOTE_REMOVED, Kind.NOTE_RESTORED]


def test_the_nightly_job_removes_for_good_what_was_removed_thirty_days_ago(world, noted):
    other = noting.add(world.customer, text="Later", by=world.staff, now=NOW)
    noting.remove(noted, by=world.staff, now=NOW - timedelta(days=31))
    noting.remove(other, by=world.staff, now=NOW - timedelta(days=29))

    tasks.purge_removed_records.call()

    assert list(world.ours.customer_notes.all()) == [other]
    assert kinds(world.customer)[-1] == Kind.NOTE_PURGED


def test_what_the_log_repeated_of_a_note_goes_with_it(world, noted):
    other = noting.add(world.customer, text="Later", by=world.staff, now=NOW)
    noting.edit(noted, text="Prefers evenings", by=world.staff, now=NOW)
    noting.remove(noted, by=world.staff, now=NOW)

    noting.purge(noted, by=None, now=NOW)

    entries = Entry.objects.about(world.customer)
    told = json.dumps(list(entries.values_list("subject_label", "details", "search_text"))).lower()
    assert ("prefers" in told, str(other) in told.title()) == (False, True)
    assert entries.filter(kind__startswith="note.", redacted_at=None).get().subject_id == other.pk


def test_a_note_that_came_back_is_not_purged(world, noted):
    noting.purge(noted, by=None, now=NOW)

    assert world.ours.customer_notes.exists()
