"""The thread of an inquiry: inner notes, and answers that the customer saw.

1. A note has a text; author and time are kept, and the time of the last edit. Only its author edits it.
2. Staff named in it with @ are told, once per note, and watch the inquiry from then on; a name is matched whole, the
   longest one first.
3. A removed note is not shown and cannot be edited; it can be brought back.
4. A phone that sends the same note twice (`client_key`) writes it once.
5. Watchers are told of answers; the first one stops the response clock. Nothing changed, nothing recorded.
6. Told later, from a phone that had no reception, it was written when it was entered (`at`), though not before the inquiry
   was opened.
"""

import re
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.businesses.models import Business, Staff
from kesher.core.refusals import Problem, refuse_if
from kesher.core.words import cleaned_lines, folded
from kesher.inquiries import announcing, clocks, closing, holding, watching
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import Inquiry, InquiryNote


def problems(*, text: str, by: Any) -> list[Problem]:
    found = closing.right_problems(by)
    if not text.strip():
        found.append(Problem("note-empty", _("Please write the note."), field="text"))
    return found


@transaction.atomic
def add(
    inquiry: Inquiry,
    *,
    text: str,
    by: Any,
    now: datetime,
    at: datetime | None = None,
    is_answer: bool = False,
    client_key: str = "",
) -> InquiryNote:
    if client_key and (sent := inquiry.business.inquiry_notes.filter(client_key=client_key).first()):
        return sent  # type: ignore[no-any-return]
    inquiry = holding.held(inquiry)
    refuse_if(problems(text=text, by=by))
    at = clocks.happened(inquiry, at, now=now)
    note: InquiryNote = inquiry.business.inquiry_notes.create(
        inquiry=inquiry, text=cleaned_lines(text), author=by, is_answer=is_answer, client_key=client_key,
        created_at=at,
    )  # fmt: skip
    touch(inquiry, now=now)
    if is_answer:
        clocks.answered(inquiry, at, why=gettext("Answered"))
    record(Kind.NOTE_ADDED, note, by=by, now=now)
    mention(note, by=by, now=now)
    if is_answer:
        sentence = _("Answered: %(inquiry)s") % {"inquiry": inquiry}
        closing.tell_watchers(inquiry, text=sentence, key=f"answer-{note.pk}", by=by, now=now)
    return note


def touch(inquiry: Inquiry, *, now: datetime) -> None:
    inquiry.changed_at = now
    inquiry.save(update_fields=["changed_at"])


def mention(note: InquiryNote, *, by: Any, now: datetime) -> None:
    """Rule 2."""
    known = set(note.mentions.values_list("staff_id", flat=True))
    new = [one for one in mentioned(note.business, note.text) if one.pk not in known]
    for person in new:
        note.business.mentions.create(note=note, staff=person)
    watching.join(note.inquiry, new, by=by, now=now)
    text = _("You were mentioned: %(inquiry)s") % {"inquiry": note.inquiry}
    announcing.tell(
        new, note.inquiry, kind="mentioned", text=text, key=f"mention-{note.pk}", by=by, now=now, by_push=True
    )


def mentioned(business: Business, text: str) -> list[Staff]:
    if "@" not in text:
        return []
    rest, found = folded(text), []
    people = business.staff.active().select_related("user")
    for person in sorted(people, key=lambda one: -len(str(one))):
        rest, count = re.subn(rf"(?<!\w)@{re.escape(folded(str(person)))}(?!\w)", " ", rest)
        if count:
            found.append(person)
    return found


@transaction.atomic
def edit(note: InquiryNote, *, text: str, by: Any, now: datetime) -> InquiryNote:
    note = held(note)
    refuse_if([*problems(text=text, by=by), *gone(note), *author_problems(note, by=by)])
    text = cleaned_lines(text)
    if note.text == text:
        return note
    changed = changes({"text": note.text}, {"text": text})
    note.text, note.edited_at = text, now
    note.save(update_fields=["text", "edited_at"])
    record(Kind.NOTE_CHANGED, note, by=by, now=now, changes=changed)
    mention(note, by=by, now=now)
    return note


@transaction.atomic
def remove(note: InquiryNote, *, by: Any, now: datetime) -> InquiryNote:
    return mark(note, Kind.NOTE_REMOVED, removed_at=now, by=by, now=now)


@transaction.atomic
def restore(note: InquiryNote, *, by: Any, now: datetime) -> InquiryNote:
    return mark(note, Kind.NOTE_RESTORED, removed_at=None, by=by, now=now)


def mark(
    note: InquiryNote, kind: Kind, *, removed_at: datetime | None, by: Any, now: datetime
) -> InquiryNote:
    note = held(note)
    refuse_if(closing.right_problems(by))
    if bool(note.removed_at) != bool(removed_at):
        note.removed_at = removed_at
        note.save(update_fields=["removed_at"])
        record(kind, note, by=by, now=now)
    return note


def held(note: InquiryNote) -> InquiryNote:
    inquiry = holding.held(note.inquiry)
    fresh = note.fresh()
    fresh.inquiry = inquiry
    return fresh


def gone(note: InquiryNote) -> list[Problem]:
    return [Problem("note-removed", _("This note has been removed."))] if note.removed_at else []


def author_problems(note: InquiryNote, *, by: Any) -> list[Problem]:
    if by is not None and note.author_id not in {None, by.pk}:
        return [Problem("note-of-another", _("Only who wrote a note can edit it."))]
    return []
