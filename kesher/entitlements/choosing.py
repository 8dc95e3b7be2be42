"""Which lots a use is taken from. Arithmetic over values; knows no database.

1. A lot fits when the day lies within its days and its scope fits the facts: of the places that it names (site, equipment) one
   is the place of the work, and every other thing that it names (type of inquiry) is as the work has it.
2. Of the lots that fit, the most restrictive comes first: equipment before site before the whole customer, then the one that
   names fewer places; then the earliest expiry; then the oldest purchase.
3. A lot chosen by hand comes before all others, then the preferred ones: those of the contract that the work is done under.
4. What a lot has left is taken first, from all lots in this order; then they go below zero, in the same order, down to their
   floors; what is left after that is overage.
5. Each part says which rule put its lot there, and which lots came after it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

PLACES = ("equipment", "site")
"""the narrower one first"""


@dataclass(frozen=True)
class Offer:
    """A lot, as far as the choice is concerned."""

    id: int
    free: int
    floor: int = 0
    scope: Mapping[str, Sequence[int]] = field(default_factory=dict)
    valid_from: date | None = None
    valid_until: date | None = None
    bought_at: datetime | None = None


@dataclass(frozen=True)
class Part:
    lot_id: int
    quantity: int
    why: str
    """by-hand, only, contract, scope, expiry, purchase"""
    after: list[int]
    """the lots that came after it"""


@dataclass(frozen=True)
class Chosen:
    parts: list[Part]
    overage: int

    @property
    def covered(self) -> int:
        return sum(part.quantity for part in self.parts)


def fits(offer: Offer, facts: Mapping[str, Any], day: date) -> bool:
    """Rule 1."""
    begins, ends = offer.valid_from or date.min, offer.valid_until or date.max
    places = [name for name in PLACES if offer.scope.get(name)]
    others = [name for name in offer.scope if name not in PLACES and offer.scope[name]]
    is_there = not places or any(facts.get(name) in offer.scope[name] for name in places)
    return begins <= day <= ends and is_there and all(facts.get(name) in offer.scope[name] for name in others)


def tightness(offer: Offer, facts: Mapping[str, Any]) -> tuple[int, int, int]:
    """The smaller, the more restrictive."""
    matched = [rank for rank, name in enumerate(PLACES) if facts.get(name) in offer.scope.get(name, ())]
    others = sum(1 for name in offer.scope if name not in PLACES)
    named = sum(len(offer.scope[name]) for name in offer.scope)
    return min(matched, default=len(PLACES)), -others, named


def standing(offer: Offer, facts: Mapping[str, Any]) -> tuple[Any, ...]:
    """What rule 2 compares, one after the other."""
    bought = offer.bought_at.timestamp() if offer.bought_at else 0.0
    return tightness(offer, facts), offer.valid_until or date.max, (bought, offer.id)


def ordered(
    offers: Sequence[Offer],
    *,
    facts: Mapping[str, Any],
    day: date,
    by_hand: int | None = None,
    preferred: Collection[int] = (),
) -> list[Offer]:
    found = [offer for offer in offers if fits(offer, facts, day)]
    return sorted(found, key=lambda one: (one.id != by_hand, one.id not in preferred, standing(one, facts)))


def why(
    offer: Offer,
    following: Sequence[Offer],
    *,
    facts: Mapping[str, Any],
    by_hand: int | None,
    preferred: Collection[int],
) -> str:
    """The first thing in which it differs from the one that came after it."""
    if offer.id == by_hand:
        return "by-hand"
    if not following:
        return "only"
    if offer.id in preferred and following[0].id not in preferred:
        return "contract"
    ours, theirs = standing(offer, facts), standing(following[0], facts)
    named = zip(("scope", "expiry", "purchase"), ours, theirs, strict=True)
    return next(name for name, one, other in named if one != other)


def choose(
    offers: Sequence[Offer],
    *,
    quantity: int,
    facts: Mapping[str, Any],
    day: date,
    by_hand: int | None = None,
    preferred: Collection[int] = (),
) -> Chosen:
    line = ordered(offers, facts=facts, day=day, by_hand=by_hand, preferred=preferred)
    taken = dict.fromkeys([offer.id for offer in line], 0)
    left = quantity
    for is_overrun in (False, True):
        for offer in line:
            most = offer.free - taken[offer.id] - (offer.floor if is_overrun else 0)
            part = max(0, min(left, most))
            taken[offer.id] += part
            left -= part
    parts = [
        Part(
            offer.id,
            taken[offer.id],
            why(offer, line[place + 1 :], facts=facts, by_hand=by_hand, preferred=preferred),
            [one.id for one in line[place + 1 :]],
        )
        for place, offer in enumerate(line)
        if taken[offer.id]
    ]
    return Chosen(parts, left)
