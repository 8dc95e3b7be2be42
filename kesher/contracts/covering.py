"""Which contract holds for a piece of work, what it promises, how its time is counted.

1. Valid contracts of the customer that cover the place: one that names the equipment first, then one that names the site, then
   one for the whole customer; among equals the one that ends first, then the older one (AMB-14). Each says why it stands
   where it stands; the user may take another.
2. A contract that names other places only does not hold. Equipment stands at a site: a contract for that site holds for it.
3. The response promise is the clause's, the priority's own one where there is one (7.4).
4. Time is charged in steps, rounded up, with a minimum per entry (7.3): the contract's, else the business's own.
5. A discount clause takes its percentages off parts and off work; nothing off outside work, which is bought from others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kesher.businesses.models import Business
from kesher.contracts import clauses, describing, stating
from kesher.contracts.models import Clause, ClauseKind, Contract
from kesher.core import days
from kesher.customers.models import Customer, Equipment, Site

EQUIPMENT, SITE, WHOLE = 0, 1, 2


@dataclass(frozen=True)
class Choice:
    contract: Contract
    rank: int
    """0: names the equipment, 1: names the site, 2: the whole customer"""
    reason: str


@dataclass(frozen=True)
class Promise:
    response_minutes: int | None
    resolution_minutes: int | None
    is_around_the_clock: bool
    clause: Clause

    def sentence(self) -> str:
        """As the contract's own page says it."""
        named = ("response_minutes", "resolution_minutes", "is_around_the_clock")
        return capfirst(clauses.response_sentence({name: getattr(self, name) for name in named}))


@dataclass(frozen=True)
class HourTerms:
    rounding: int = 15
    minimum: int = 15
    overage_rate: int | None = None
    """agorot an hour; None: the price list"""
    counts_travel: bool = False
    overrun_percent: int = 0
    multiplier: Decimal = Decimal(1)
    warn_at: tuple[int, ...] = (80, 100)


def valid_contracts(
    customer: Customer, *, day: date, site: Site | None = None, equipment: Equipment | None = None
) -> list[Choice]:
    found = customer.contracts.valid_on(day).prefetch_related("covers", "versions__clauses")
    site_id = site.pk if site else (equipment.site_id if equipment else None)
    ranked = [
        (rank_of(one, site_id=site_id, equipment_id=equipment.pk if equipment else None), one)
        for one in found
    ]
    kept = sorted(((rank, one) for rank, one in ranked if rank is not None), key=order)
    return [Choice(one, rank, reason(rank, one, kept)) for rank, one in kept]


def rank_of(contract: Contract, *, site_id: int | None, equipment_id: int | None) -> int | None:
    """Rules 1 and 2; None: it does not hold here."""
    covers = list(contract.covers.all())
    if not covers:
        return WHOLE
    if equipment_id and any(one.equipment_id == equipment_id for one in covers):
        return EQUIPMENT
    return SITE if site_id and any(one.site_id == site_id for one in covers) else None


def order(ranked: tuple[int, Contract]) -> tuple[Any, ...]:
    rank, contract = ranked
    return rank, stating.last_day(contract) or date.max, contract.starts_on, contract.pk


def reason(rank: int, contract: Contract, kept: Sequence[tuple[int, Contract]]) -> str:
    place = {
        EQUIPMENT: _("Covers this equipment"),
        SITE: _("Covers this site"),
        WHOLE: _("Covers everything of the customer"),
    }[rank]
    rivals = [one for other, one in kept if other == rank and one.pk != contract.pk]
    last = stating.last_day(contract)
    if not rivals or last is None:
        return place
    return _("%(place)s; ends on %(day)s") % {"place": place, "day": days.shown_date(last)}


def response_promise(contract: Contract, *, priority: Any, day: date) -> Promise | None:
    """`priority`: a row or its id, or None."""
    clause = describing.clause_on(contract, ClauseKind.RESPONSE_TIME, day)
    if clause is None:
        return None
    own = (clause.terms.get("by_priority") or {}).get(str(getattr(priority, "pk", priority)), {})
    terms = {**clause.terms, **{name: value for name, value in own.items() if value}}
    return Promise(
        terms.get("response_minutes"),
        terms.get("resolution_minutes"),
        bool(terms.get("is_around_the_clock")),
        clause,
    )


def hour_terms(contract: Contract | None, day: date, *, business: Business) -> HourTerms:
    """The business's own without a contract or without an hour bank."""
    house = HourTerms(rounding=business.work_rounding, minimum=business.work_minimum)
    clause = describing.clause_on(contract, ClauseKind.HOUR_BANK, day) if contract else None
    if clause is None:
        return house
    terms = clause.terms
    return HourTerms(
        rounding=int(terms.get("rounding") or house.rounding),
        minimum=int(terms["minimum"] if terms.get("minimum") is not None else house.minimum),
        overage_rate=terms.get("overage_rate"),
        counts_travel=bool(terms.get("counts_travel")),
        overrun_percent=int(terms.get("overrun_percent") or 0),
        multiplier=Decimal(str(terms.get("multiplier") or 1)),
        warn_at=tuple(sorted({int(terms.get("warn_first") or 80), int(terms.get("warn_last") or 100)})),
    )


def discounts(contract: Contract | None, day: date) -> tuple[int, int]:
    """Rule 5: percentages off parts and off work."""
    clause = describing.clause_on(contract, ClauseKind.DISCOUNT, day) if contract else None
    terms = clause.terms if clause else {}
    return int(terms.get("parts_percent") or 0), int(terms.get("work_percent") or 0)


def charged_minutes(minutes: int, terms: HourTerms) -> int:
    """Rule 4: nothing for nothing."""
    if minutes <= 0:
        return 0
    counted = (minutes * terms.multiplier).to_integral_value(rounding=ROUND_CEILING)
    steps = -(-max(int(counted), terms.minimum) // terms.rounding)
    return steps * terms.rounding
