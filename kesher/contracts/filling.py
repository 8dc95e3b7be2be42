"""Hours and visits that a contract gives.

1. Each hour bank and each clause of visits of a signed contract is granted as a lot when its version begins, once per clause.
2. The lot holds for what the contract covers, from the version's first day to the contract's last one.
3. The floor of an hour bank is its overrun in percent, below zero.
4. A version that changes an hour bank grants only what it has more than the clause of that kind before it; if it has less, the
   difference is taken away as far as it is not used.
5. What begins later is granted by a nightly job.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kesher.businesses.models import Business
from kesher.contracts import describing, stating
from kesher.contracts.models import Clause, ClauseKind, Contract, ContractVersion
from kesher.entitlements import granting
from kesher.entitlements.models import Lot, Unit

UNITS = {ClauseKind.HOUR_BANK: Unit.MINUTES, ClauseKind.VISITS: Unit.VISITS}


def quantity_of(clause: Clause) -> int:
    if clause.kind == ClauseKind.HOUR_BANK:
        return int(clause.terms.get("hours") or 0) * 60
    return int(clause.terms.get("visits") or 0) if clause.kind == ClauseKind.VISITS else 0


def floor_of(clause: Clause) -> int:
    return -(quantity_of(clause) * int(clause.terms.get("overrun_percent") or 0) // 100)


def lots_of(contract: Contract) -> Any:
    clauses = contract.business.clauses.filter(version__contract=contract)
    return contract.business.lots.filter(source_kind="contracts.clause", source_id__in=clauses.values("pk"))


def fill(contract: Contract, *, day: date, by: Any, now: datetime) -> list[Lot]:
    """Grants what has begun and is not granted yet; within a transaction of the caller."""
    if contract.is_draft or stating.state_of(contract, day) not in stating.BINDING:
        return []
    made = []
    versions = list(contract.versions.prefetch_related("clauses").order_by("number"))
    for place, version in enumerate(versions):
        before = versions[place - 1] if place else None
        if max(version.starts_on, contract.starts_on) <= day:
            made += fill_version(contract, version, before, by=by, now=now)
    return made


def fill_version(
    contract: Contract, version: ContractVersion, before: ContractVersion | None, *, by: Any, now: datetime
) -> list[Lot]:
    made = []
    for kind, unit in UNITS.items():
        clauses = [one for one in version.clauses.all() if one.kind == kind]
        had = sum(quantity_of(one) for one in (before.clauses.all() if before else ()) if one.kind == kind)
        for clause in clauses:
            more = max(0, quantity_of(clause) - had)
            had = max(0, had - quantity_of(clause))
            if more:
                made.append(grant(contract, clause, unit, more, by=by, now=now))
        if had:
            take_back(contract, version, kind, had, by=by, now=now)
    return made


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
    contract: Contract, version: ContractVersion, kind: str, quantity: int, *, by: Any, now: datetime
) -> None:
    """Rule 4: less than before."""
    lots = lots_of(contract).filter(unit=UNITS[ClauseKind(kind)], closed_at=None).order_by("-pk")
    reason = _("Changed in version %(number)s") % {"number": version.number}
    for lot in lots:
        key = f"contracts.version:{version.pk}:{lot.pk}"
        part = min(quantity, max(0, lot.free))
        if part and not contract.business.ledger_entries.filter(key=key).exists():
            granting.adjust(lot, quantity=-part, reason=reason, by=by, now=now, key=key)
            quantity -= part


def end_lots(contract: Contract, *, day: date) -> None:
    """The lots hold as long as the contract does."""
    lots_of(contract).filter(closed_at=None).update(valid_until=day)


def fill_all(business: Business, *, day: date, now: datetime) -> int:
    """Rule 5: contracts and versions that have begun; how many lots."""
    from_clauses = business.lots.filter(source_kind="contracts.clause").values("source_id")
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
