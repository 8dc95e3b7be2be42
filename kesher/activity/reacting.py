"""What follows from an entry: reactions of higher apps, which lower apps never import.

1. A reaction `together` is a function `(subject, by, details) -> Plan`. The plan says what it would do, in
   sentences, and what stands in the way; carrying it out does exactly that.
2. `foresee` asks all plans of a kind before anything happens: a page shows them, the verb refuses with their
   problems. Its fingerprint tells whether the rows have changed since the page was shown.
3. A reaction `afterwards` is a function `(entry) -> None`, run by the worker after commit, repeated until it
   works, and therefore idempotent. What failed for good stays visible and can be run again.
4. Reactions run in the order of the stack; a chain deeper than five is a mistake and raises.
5. A reaction `together` says which kinds it may record (`records`); recording another one raises, so that the graph of
   what follows from what is known, and a house test holds it free of circles.
6. A reaction `together` that can do the same for many entries at once says so by `many`, a function `(entries) -> None`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from kesher.activity.models import Delivery, Entry
from kesher.core.refusals import Problem, refuse_if

DEEPEST = 5
ANY = "*"
"""listens to every kind"""


@dataclass(frozen=True)
class Plan:
    """What one reaction would do: sentences to show, problems that forbid it, and the deed."""

    sentences: list[Any] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    carry_out: Callable[[Entry], None] | None = None


@dataclass(frozen=True)
class Foreseen:
    """All that a change would bring with it."""

    sentences: list[str]
    problems: list[Problem]

    @property
    def fingerprint(self) -> str:
        seen = "\n".join([*self.sentences, *(problem.code for problem in self.problems)])
        return sha256(seen.encode()).hexdigest()[:16]


Planner = Callable[[Any, Any, dict[str, Any]], Plan]
Follower = Callable[[Entry], None]
_together: dict[str, list[Planner]] = defaultdict(list)
_afterwards: dict[str, list[Follower]] = defaultdict(list)
Crowd = Callable[[list[Entry]], None]
_many: dict[Planner, Crowd] = {}
_names: dict[str, Any] = {}
_records: dict[Planner, frozenset[str]] = {}
_allowed: ContextVar[frozenset[str] | None] = ContextVar("kinds_a_reaction_may_record", default=None)
"""None outside reactions"""
_depth: ContextVar[int] = ContextVar("reaction_depth", default=0)


def together(
    *kinds: str, records: Iterable[str] = (), many: Crowd | None = None
) -> Callable[[Planner], Planner]:
    """Registers a plan that is carried out in the same transaction as the change, and the kinds it may `record`."""

    def register(planner: Planner) -> Planner:
        _records[planner] = frozenset(map(str, records))
        if many:
            _many[planner] = many
        for kind in kinds:
            _together[str(kind)].append(planner)
        return planner

    return register


def afterwards(*kinds: str, name: Any = "") -> Callable[[Follower], Follower]:
    """Registers what the worker does after the change has been committed, and what people call it (`failed work`)."""

    def register(follower: Follower) -> Follower:
        _names[named(follower)] = name
        for kind in kinds:
            _afterwards[str(kind)].append(follower)
        return follower

    return register


def foresee(kind: str, subject: Any, *, by: Any, **details: Any) -> Foreseen:
    """What recording this kind would bring with it; changes nothing."""
    plans = [planner(subject, by, details) for planner in planners(kind)]
    return Foreseen(
        sentences=[str(sentence) for plan in plans for sentence in plan.sentences],
        problems=[problem for plan in plans for problem in plan.problems],
    )


def refuse_if_changed(seen: str | None, foreseen: Foreseen) -> None:
    """Refuses when the page showed another plan (`seen`: its fingerprint) than the one that holds now."""
    if seen and seen != foreseen.fingerprint:
        refuse_if(
            [Problem("plan-changed", _("Something has changed meanwhile. Please look again and confirm."))]
        )


def react(entry: Entry, subject: Any, *, by: Any, details: dict[str, Any]) -> None:
    if _depth.get() >= DEEPEST:
        raise RuntimeError(f"Reactions to {entry.kind} run in a circle")
    token = _depth.set(_depth.get() + 1)
    try:
        for planner in planners(entry.kind):
            with recording_as_declared(planner):
                carry_out(planner(subject, by, details), entry)
    finally:
        _depth.reset(token)
    hand_over(entry)


def react_many(entries: list[Entry], told: list[tuple[Any, dict[str, Any]]], *, by: Any) -> None:
    """As `react`, for entries of one kind: whoever can takes them all at once (rule 6)."""
    for planner in planners(entries[0].kind) if entries else ():
        with recording_as_declared(planner):
            if planner in _many:
                _many[planner](entries)
                continue
            for entry, (subject, details) in zip(entries, told, strict=True):
                carry_out(planner(subject, by, details), entry)
    has_followers = bool(entries) and bool(followers(entries[0].kind))
    for entry in entries if has_followers else ():
        hand_over(entry)


def carry_out(plan: Plan, entry: Entry) -> None:
    refuse_if(plan.problems)
    if plan.carry_out:
        plan.carry_out(entry)


@contextmanager
def recording_as_declared(planner: Planner) -> Iterator[None]:
    token = _allowed.set(_records.get(planner, frozenset()))
    try:
        yield
    finally:
        _allowed.reset(token)


def refuse_undeclared(kind: str) -> None:
    """Rule 5; outside reactions everything may be recorded."""
    allowed = _allowed.get()
    if allowed is not None and str(kind) not in allowed:
        raise RuntimeError(f"A reaction records {kind} without declaring it (`records`)")


def graph() -> dict[str, set[str]]:
    """Each kind with the kinds that its reactions may record."""
    return {
        kind: {recorded for planner in planners(kind) for recorded in _records.get(planner, ())}
        for kind in {*_together, *(recorded for declared in _records.values() for recorded in declared)}
        - {ANY}
    }


def planners(kind: str) -> list[Planner]:
    return sorted([*_together[str(kind)], *_together[ANY]], key=floor)


def followers(kind: str) -> list[Follower]:
    return sorted([*_afterwards[str(kind)], *_afterwards[ANY]], key=floor)


def floor(reaction: Callable[..., Any]) -> int:
    """Where the reaction's app stands in the stack, lowest first."""
    labels = [config.name for config in apps.get_app_configs()]
    return max((i for i, name in enumerate(labels) if reaction.__module__.startswith(f"{name}.")), default=0)


def named(follower: Follower) -> str:
    return f"{follower.__module__}.{follower.__qualname__}"


def name_of(reaction: str) -> str:
    """What people call a reaction afterwards; nothing when it is registered no more."""
    return str(_names.get(reaction, ""))


def names() -> dict[str, str]:
    return {reaction: name_of(reaction) for reaction in _names}


def hand_over(entry: Entry) -> None:
    """Writes one delivery per follower, and its job, within the transaction: they start when it commits."""
    for follower in followers(entry.kind):
        delivery = Delivery.objects.create(
            business_id=entry.business_id, entry_id=entry.pk, reaction=named(follower), created_at=entry.at
        )
        enqueue(delivery)


def enqueue(delivery: Delivery) -> None:
    task = import_string("kesher.activity.tasks.deliver")
    task.enqueue(business_id=delivery.business_id, delivery_id=delivery.pk)
