"""What a use may be taken from, for whoever chooses by hand.

1. The lots that fit stand in the order in which they would be taken (choosing.py); the first one says why it is the first.
2. Each other one says what is left of it and until when it holds.
3. There is something to choose when more than one fits.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kesher.core import days
from kesher.core.words import isolated
from kesher.customers.models import Customer
from kesher.entitlements import choosing, spending, statements
from kesher.entitlements.models import Lot


@dataclass(frozen=True)
class Offered:
    lots: list[Lot]
    why: str
    """the rule that puts the first one there"""

    @property
    def is_choice(self) -> bool:
        return len(self.lots) > 1

    def automatic(self) -> str:
        return _("By itself: %(lot)s (%(why)s)") % {
            "lot": isolated(self.lots[0].label), "why": statements.rule(self.why),
        }  # fmt: skip

    def others(self) -> list[tuple[str, str]]:
        return [(str(lot.pk), left_of(lot)) for lot in self.lots[1:]]


def offered(
    customer: Customer,
    *,
    unit: str,
    facts: Mapping[str, Any],
    day: date,
    preferred: Collection[int] = (),
) -> Offered:
    lots = {one.pk: one for one in customer.lots.filter(unit=unit).valid_on(day)}
    offers = [spending.offer(one) for one in lots.values()]
    line = choosing.ordered(offers, facts=facts, day=day, preferred=preferred)
    if not line:
        return Offered([], "")
    why = choosing.why(line[0], line[1:], facts=facts, by_hand=None, preferred=preferred)
    return Offered([lots[one.id] for one in line], why)


def left_of(lot: Lot) -> str:
    told = {"lot": isolated(lot.label), "left": statements.shown(lot.free, lot.unit)}
    if lot.valid_until is None:
        return _("%(lot)s: %(left)s left") % told
    return _("%(lot)s: %(left)s left, until %(day)s") % {**told, "day": days.shown_date(lot.valid_until)}
