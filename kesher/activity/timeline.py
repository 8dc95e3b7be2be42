"""Asking the log.

1. Newest first, a page at a time, by key: what is added meanwhile does not move what is read.
2. Every word asked for is in the entry's words (labels, values, who) or in the name of its kind; what finds nothing is
   tried as the same keys on the other keyboard layout. A telephone number is found in any format.
3. Filters: group of kinds, who (a staff member or the system), from and to a day, in the installation's zone.
4. Groups that the reader has no right to are left out before anything else.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from kesher.activity import telling
from kesher.activity.models import Entry, EntryQuerySet
from kesher.core import phones
from kesher.core.words import folded, other_layout

PAGE = 50
SYSTEM = "system"
FIRST, LAST = date(1900, 1, 1), date(9998, 12, 31)
"""days that every zone and database can tell; what lies beyond them is asked for as these"""


@dataclass(frozen=True)
class Question:
    """What the reader asks for; all parts together."""

    text: str = ""
    group: str = ""
    who: str = ""
    """a staff member's id, or `system`"""
    since: date | None = None
    until: date | None = None

    @property
    def is_open(self) -> bool:
        """Nothing is asked for: everything is shown."""
        return self == Question()


def found(entries: EntryQuerySet, question: Question, *, hidden: Collection[str] = ()) -> EntryQuerySet:
    """The entries that answer the question; `hidden` are groups (rule 4)."""
    entries = narrowed(without(entries, hidden), question)
    if not question.text.strip():
        return entries
    matching = matched(entries, question.text)
    return matching if matching[:1].exists() else matched(entries, other_layout(question.text))


def page(
    entries: EntryQuerySet, *, before: int | None = None, size: int = PAGE
) -> tuple[list[Entry], int | None]:
    """The next entries, and the key to go on from (None: that was all)."""
    if before:
        entries = entries.filter(pk__lt=before)
    rows = list(entries.newest_first()[: size + 1])
    return rows[:size], rows[size - 1].pk if len(rows) > size else None


def without(entries: EntryQuerySet, hidden: Collection[str]) -> EntryQuerySet:
    for group in hidden:
        entries = entries.exclude(kind__startswith=f"{group}.")
    return entries


def narrowed(entries: EntryQuerySet, question: Question) -> EntryQuerySet:
    if question.group:
        entries = entries.filter(kind__startswith=f"{question.group}.")
    if question.who == SYSTEM:
        entries = entries.filter(actor_id=None)
    elif question.who:
        entries = entries.filter(actor_id=question.who)
    if question.since:
        entries = entries.filter(at__gte=start_of(question.since))
    if question.until:
        entries = entries.filter(at__lt=start_of(min(question.until, LAST) + timedelta(days=1)))
    return entries


def matched(entries: EntryQuerySet, text: str) -> EntryQuerySet:
    """Rule 2. Digits are looked for as they stand and as one number."""
    holds, digits = Q(), phones.digits_for_search(text)
    for word in folded(text).split():
        holds &= held(word) | Q(kind__in=telling.kinds_named(word))
    return entries.filter(holds | held(digits) if digits else holds)


def held(word: str) -> Q:
    """In the entry's words, where numbers stand in their international form."""
    abroad = phones.international(word)
    return Q(search_text__contains=word) | (Q(search_text__contains=abroad) if abroad else Q())


def start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(max(day, FIRST), time()))
