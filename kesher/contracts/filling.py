"""Hours and visits that a contract gives.

1. Each hour bank and each clause of visits of a signed contract is granted as a lot when its version begins, once per clause.
2. The lot holds for what the contract covers, from the version's first day to the contract's last one.
3. The floor of an hour bank is its overrun in percent, below zero.
4. A version that changes an hour bank grants only what it has more than the clause of that kind before it; if it has less, the
   difference is taken away once, as far as it is not used; what is used is taken when it comes free.
5. What begins later is granted by a nightly job.
6. The lots hold as long as the contract does: a later last day moves theirs, and gives back what has expired.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from kesher.businesses.models import Business
from kesher.contracts import describing, stating
from kesher.contracts.models import Clause, ClauseKind, Contract, ContractVersion
from kesher.entitlements import expiring, granting
from kesher.entitlements.models import Lot, Unit

SOURCE = "contracts.clause"
UNITS = {ClauseKind.HOUR_BANK: Unit.MINUTES, ClauseKind.VISITS: Unit.VISITS}


def quantity_of(clause: Clause) -> int:
    if clause.kind == ClauseKind.HOUR_BANK:
        return int(clause.terms.get("hours") or 0) * 60
    return int(clause.terms.get("visits") or 0) if clause.kind == ClauseKind.VISITS else 0


def floor_of(clause: Clause) -> int:
    return -(quantity_of(clause) * int(clause.terms.get("overrun_percent") or 0) // 100)


def lots_of(contract: Contract) -> Any:
    clauses = contract.business.clauses.filter(version__contract=contract)
    return contract.business.lots.filter(source_kind=SOURCE, source_id__in=clauses.values("pk"))


def lot_ids(contract: Contract, unit: str) -> list[int]:
    """For work under this contract, which uses its own lots first."""
    return list(lots_of(contract).filter(unit=unit).values_list("pk", flat=True))


def fill(contract: Contract, *, day: date, by: Any, now: datetime) -> list[Lot]:
    """Grants what has begun and is not granted yet, takes back what is too much; within a transaction of the caller."""
    if contract.is_draft or stating.state_of(contract, day) not in stating.BINDING:
        return []
    versions = list(contract.versions.prefetch_related("clauses").order_by("number"))
    pairs = zip(versions, [None, *versions], strict=False)
    begun = [pair for pair in pairs if max(pair[0].starts_on, contract.starts_on) <= day]
    changed = [
        (version, kind, difference(version, before, kind)) for version, before in begun for kind in UNITS
    ]
    made = [
        grant(contract, clause, UNITS[kind], quantity, by=by, now=now)
        for _version, kind, (more, _less) in changed
        for clause, quantity in more
    ]
    for version, kind, (_more, less) in changed:
        if less:
            take_back(contract, version, kind, less, by=by, now=now)
    return made


def difference(
    version: ContractVersion, before: ContractVersion | None, kind: ClauseKind
) -> tuple[list[tuple[Clause, int]], int]:
    """Rule 4: what each clause gives more than the version before, and what is less altogether."""
    had = sum(quantity_of(one) for one in (before.clauses.all() if before else ()) if one.kind == kind)
    more = []
    for clause in version.clauses.all():
        if clause.kind == kind:
            if quantity_of(clause) > had:
                more.append((clause, quantity_of(clause) - had))
            had = max(0, had - quantity_of(clause))
    return more, had


def grant(contract: Contract, clause: Clause, unit: str, quantity: int, *, by: Any, now: datetime) -> Lot:
    version = clause.version
    return granting.grant(
        contract.customer,
        unit=unit,
        quantity=quantity,
        label=f"{contract.name} ({contract.number})",
        source=clause,
        scope=describing.scope_of(contract),
        valid_from=max(version.starts_on, contract.starts_on),
        valid_until=stating.last_day(contract),
        floor=floor_of(clause),
        bought_at=contract.created_at,
        by=by,
        now=now,
        key=f"contracts.clause:{clause.pk}",
    )


def take_back(
    contract: Contract, version: ContractVersion, kind: ClauseKind, quantity: int, *, by: Any, now: datetime
) -> None:
    """Rule 4: less than before, and what of it this version has not taken yet."""
    prefix, lots = f"contracts.version:{version.pk}", lots_of(contract).filter(unit=UNITS[kind])
    entries = contract.business.ledger_entries.filter(lot__in=lots, key__startswith=f"{prefix}:")
    taken = -(entries.aggregate(sum=Sum("quantity"))["sum"] or 0)
    reason = _("Changed in version %(number)s") % {"number": version.number}
    for lot in lots.filter(closed_at=None).order_by("-pk"):
        part = min(quantity - taken, max(0, lot.free))
        if part > 0:
            key = f"{prefix}:{lot.pk}:{taken}"
            granting.adjust(lot, quantity=-part, reason=reason, by=by, now=now, key=key)
            taken += part


def end_lots(contract: Contract, *, by: Any, now: datetime) -> None:
    """Rule 6, of a contract whose last day is not over."""
    reason = _("The contract is valid again")
    for lot in lots_of(contract).exclude(closed_at=None).order_by("pk"):
        expiring.open_again(lot, by=by, now=now, reason=reason)
    lots_of(contract).update(valid_until=stating.last_day(contract))


def fill_all(business: Business, *, day: date, now: datetime) -> int:
    """Rule 5: contracts and versions that have begun; how many lots."""
    from_clauses = business.lots.filter(source_kind=SOURCE).values("source_id")
    waiting = business.clauses.filter(
        kind__in=UNITS, version__starts_on__lte=day, version__contract__is_draft=False
    )
    ids = waiting.exclude(pk__in=from_clauses).values("version__contract")
    return sum(
        fill_one(contract, day=day, now=now)
        for contract in business.contracts.valid_on(day).filter(pk__in=ids).select_related("customer")
        if contract.customer.is_current
    )


def fill_one(contract: Contract, *, day: date, now: datetime) -> int:
    with transaction.atomic():
        contract.customer.locked()
        return len(fill(contract, day=day, by=None, now=now))
