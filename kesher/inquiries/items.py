"""Items and services on treatment lines: the one seam to the catalogue, which comes with billing.

1. Until the catalogue stands an item is what somebody typed, with a unit price.
2. What was typed before is offered again, the latest price with it.
"""

from dataclasses import dataclass
from typing import Any

from kesher.core.words import cleaned


@dataclass(frozen=True)
class Item:
    name: str
    price: int
    """agorot, a unit"""


def named(text: str) -> str:
    """The item as the line keeps it."""
    return cleaned(text)


def offered(business: Any, text: str = "", *, most: int = 8) -> list[Item]:
    """Rule 2: what begins or goes on like this."""
    rows = business.treatments.filter(removed_at=None, item__icontains=cleaned(text))
    rows = rows.exclude(item="").order_by("-id").values_list("item", "price")
    found: dict[str, int] = {}
    for name, price in rows[: most * 20]:
        found.setdefault(name, price)
    return [Item(name, price) for name, price in list(found.items())[:most]]
