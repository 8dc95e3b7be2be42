"""Notes about a person.

1. A note has a text; author and time are kept, and the time of the last edit.
2. Pinned notes stand first.
3. A removed note is not shown among the others and cannot be edited; it can be brought back for 30 days, then it goes for
   good, and what the log repeated of it too.
4. Nothing changed, nothing recorded.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity import redacting
from kesher.activity.models import Entry
from kesher.activity.recording import changes, record
from kesher.core.refusals import Problem, refuse_if
from kesher.customers import standing
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer, Note


def problems(customer: Customer, *, text: str) -> list[Problem]:
    found = standing.problems(customer)
    if not text.strip():
        found.append(Problem("note-empty", _("Please write the note."), field="text"))
    return found


@transaction.atomic
def add(customer: Customer, *, text: str, by: Any, now: datetime, is_pinned: bool = False) -> Note:
    customer = customer.locked()
    refuse_if(problems(customer, text=text))
    note: Note = customer.notes.create(
        business_id=customer.business_id, text=text, author=by, is_pinned=is_pinned, created_at=now
    )
    record(Kind.NOTE_ADDED, note, by=by, now=now)
    return note


@transaction.atomic
def edit(note: Note, *, text: str, by: Any, now: datetime) -> Note:
    customer, note = held(note)
    refuse_if(problems(customer, text=text) + gone(note))
    if note.text == text:
        return note
    changed = changes({"text": note.text}, {"text": text})
    note.text, note.edited_at = text, now
    note.save(update_fields=["text", "edited_at"])
    record(Kind.NOTE_CHANGED, note, by=by, now=now, changes=changed)
    return note


@transaction.atomic
def pin(note: Note, *, is_pinned: bool, by: Any, now: datetime) -> Note:
    customer, note = held(note)
    refuse_if(standing.problems(customer) + gone(note))
    if note.is_pinned == is_pinned:
        return note
    note.is_pinned = is_pinned
    note.save(update_fields=["is_pinned"])
    record(Kind.NOTE_CHANGED, note, by=by, now=now, changes={"is_pinned": [not is_pinned, is_pinned]})
    return note


@transaction.atomic
def remove(note: Note, *, by: Any, now: datetime) -> Note:
    customer, note = held(note)
    refuse_if(standing.problems(customer))
    if note.removed_at:
        return note
    note.removed_at = now
    note.save(update_fields=["removed_at"])
    record(Kind.NOTE_REMOVED, note, by=by, now=now)
    return note


@transaction.atomic
def restore(note: Note, *, by: Any, now: datetime) -> Note:
    customer, note = held(note)
    refuse_if(standing.problems(customer))
    if not note.removed_at:
        return note
    note.removed_at = None
    note.save(update_fields=["removed_at"])
    record(Kind.NOTE_RESTORED, note, by=by, now=now)
    return note


@transaction.atomic
def purge(note: Note, *, by: Any, now: datetime) -> None:
    """Removes the note for good (rule 3)."""
    _customer, note = held(note)
    if note.removed_at:
        record(Kind.NOTE_PURGED, note, by=by, now=now)
        redacting.redact_entries(Entry.objects.of(note.business).on({Note: [note.pk]}), by=by, now=now)
        note.delete()


def held(note: Note) -> tuple[Customer, Note]:
    """The person under lock, then the note."""
    return note.customer.locked(), note.fresh()


def gone(note: Note) -> list[Problem]:
    return [Problem("note-removed", _("This note has been removed."))] if note.removed_at else []
