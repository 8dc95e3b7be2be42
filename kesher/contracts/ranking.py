"""The priorities for which a response time may differ. They belong to a higher app, which offers them here when it starts.

1. Without an offer a response time is the same for everything.
"""

from collections.abc import Callable
from typing import Any

Offer = Callable[[Any], list[tuple[int, str]]]
_offers: list[Offer] = []


def offer(priorities: Offer) -> Offer:
    """`priorities(business)` gives ids and names, most urgent first."""
    _offers.append(priorities)
    return priorities


def priorities(business: Any) -> list[tuple[int, str]]:
    return [one for ask in _offers for one in ask(business)]
