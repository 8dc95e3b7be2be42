"""Writing down what happened, in the transaction that made it happen.

1. Every change is recorded by name, with who did it and what changed (before and after).
2. Reactions `together` run before `record` returns; if one refuses, everything is undone.
3. Reactions `afterwards` are handed to the worker and start after the transaction has been committed.
4. `record` is the last call of a verb.
5. `record_many` does the same for one kind and many subjects, their entries written at once.
"""

from collections.abc import Iterable
from typing import Any, Protocol

from django.db import models, transaction
from django.utils import timezone

from kesher.activity import reacting
from kesher.activity.models import Entry
from kesher.core.words import folded


class Actor(Protocol):
    """Who did it: a staff member, seen from below the app that knows staff."""

    pk: Any

    def __str__(self) -> str: ...


def record(kind: str, subject: Any, *, by: Actor | None, now: Any = None, **details: Any) -> Entry:
    """Writes one entry about `subject` (a tenant row) and sets off what follows from it."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() belongs inside the transaction of its verb")
    entry = written(kind, subject, by=by, now=now, details=details)
    entry.save(force_insert=True)
    reacting.react(entry, subject, by=by, details=details)
    return entry


def record_many(
    kind: str, told: Iterable[tuple[Any, dict[str, Any]]], *, by: Actor | None, now: Any
) -> list[Entry]:
    """One entry for each subject with its details (rule 5)."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record_many() belongs inside the transaction of its verb")
    pairs = list(told)
    entries = [written(kind, subject, by=by, now=now, details=details) for subject, details in pairs]
    Entry.objects.bulk_create(entries)
    reacting.react_many(entries, pairs, by=by)
    return entries


def written(kind: str, subject: Any, *, by: Actor | None, now: Any, details: dict[str, Any]) -> Entry:
    """The entry, not yet kept."""
    reacting.refuse_undeclared(kind)
    return Entry(
        business_id=getattr(subject, "business_id", None) or subject.pk,
        at=now or timezone.now(),
        kind=str(kind),
        subject_kind=subject._meta.label_lower,  # noqa: SLF001
        subject_id=subject.pk,
        subject_label=str(subject)[:200],
        customer_id=getattr(subject, "customer_id", None),
        actor_id=by.pk if by else None,
        actor_label=str(by)[:200] if by else "",
        details=plain(details),
        search_text=searchable(subject, by, details),
    )


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """The fields that differ: {field: [before, after]}."""
    return {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}


def plain(value: Any) -> Any:
    """The value as JSON can hold it: rows by their label, days and moments in ISO form."""
    match value:
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple() | set():
            return [plain(item) for item in value]
        case None | bool() | int() | float():
            return value
        case models.Model():
            return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def searchable(subject: Any, by: Actor | None, details: dict[str, Any]) -> str:
    words = [str(subject), str(by or ""), *flat(plain(details))]
    return folded(" ".join(words))[:2000]


def flat(value: Any) -> list[str]:
    """All texts within a JSON value."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in flat(item)]
    if isinstance(value, list):
        return [text for item in value for text in flat(item)]
    return [] if value is None or isinstance(value, bool) else [str(value)]
