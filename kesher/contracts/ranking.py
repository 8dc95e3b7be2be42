"""The priorities for which a response time may differ. They belong to a higher app, which offers them here when it starts.

1. Without an offer a response time is the same for everything.
2. For a retired one nothing new is promised; what was promised for it stays.
"""

from collections.abc import Callable
from typing import Any, NamedTuple


class Rank(NamedTuple):
    id: int
    name: str
    is_retired: bool = False


Offer = Callable[[Any], list[Rank]]
_offers: list[Offer] = []


def offer(priorities: Offer) -> Offer:
    """`priorities(business)` gives all, retired ones too, most urgent first."""
    _offers.append(priorities)
    return priorities


def priorities(business: Any) -> list[Rank]:
    return [one for ask in _offers for one in ask(business)]
