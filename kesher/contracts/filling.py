"""Hours and visits that a contract gives.

1. Each hour bank and each clause of visits of a signed contract is granted as a lot when its version begins, once per clause.
2. The lot holds for what the contract covers, from the version's first day to the contract's last one.
3. All lots of a contract together may fall below zero by the overrun of the version that holds, in percent of its hours; less
   what is still to be taken back. What was overrun under an earlier version stays, and new hours make up for it first.
4. A version that changes an hour bank grants only what it has more than the clause of that kind before it; if it has less, the
   difference is taken away once, as far as it is not used; what is used is taken when it comes free.
5. What begins later is granted by a nightly job, which looks again at what was used when a version came.
6. The lots hold as long as the contract does: a later last day moves theirs, and gives back what has expired.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, Sum
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


def floor_of(version: ContractVersion) -> int:
    """How far below zero its hour banks may fall."""
    return -sum(
        quantity_of(one) * int(one.terms.get("overrun_percent") or 0) // 100
        for one in version.clauses.all()
        if one.kind == ClauseKind.HOUR_BANK
    )


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
    begun, done = versions_begun(contract, day), {"by": by, "now": now}
    changes = [
        (version, kind, *difference(version, before, kind)) for version, before in begun for kind in UNITS
    ]
    made = [
        grant(contract, clause, UNITS[kind], quantity, **done)
        for _version, kind, more, _less in changes
        for clause, quantity in more
    ]
    owed = [
        (kind, take_back(contract, version, kind, less, **done))
        for version, kind, _more, less in changes
        if less
    ]
    if begun:
        limit = sum(rest for kind, rest in owed if kind == ClauseKind.HOUR_BANK) + floor_of(begun[-1][0])
        set_floors(contract, min(0, limit), **done)
    return made


def versions_begun(contract: Contract, day: date) -> list[tuple[ContractVersion, ContractVersion | None]]:
    """Each version that holds by this day, with the one before it."""
    versions = list(contract.versions.prefetch_related("clauses").order_by("number"))
    pairs = zip(versions, [None, *versions], strict=False)
    return [pair for pair in pairs if max(pair[0].starts_on, contract.starts_on) <= day]


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
        bought_at=contract.created_at,
        by=by,
        now=now,
        key=f"contracts.clause:{clause.pk}",
    )


def take_back(
    contract: Contract, version: ContractVersion, kind: ClauseKind, quantity: int, *, by: Any, now: datetime
) -> int:
    """Rule 4: less than before, and what of it this version has not taken yet; how much is still to be taken."""
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
    return quantity - taken


def set_floors(contract: Contract, limit: int, *, by: Any, now: datetime) -> None:
    """Rule 3: the first lot, whose days are all of the contract's, has what no lot has used yet."""
    rows = lots_of(contract).filter(unit=Unit.MINUTES, closed_at=None)
    lots = list(rows.select_for_update(no_key=True).order_by("pk"))
    make_up(lots, limit, by=by, now=now)
    left = min(0, limit - sum(min(0, lot.free) for lot in lots))
    for lot in lots:
        floor, left = min(0, lot.free) + left, 0
        if floor != lot.floor:
            contract.business.lots.filter(pk=lot.pk).update(floor=floor)


def make_up(lots: list[Lot], limit: int, *, by: Any, now: datetime) -> None:
    """Rule 3: what was used beyond the limit is made up for by lots that have something."""
    beyond = limit - sum(min(0, lot.free) for lot in lots)
    for low in [lot for lot in lots if lot.free < 0]:
        for lot in [one for one in lots if one.free > 0]:
            part = min(beyond, -low.free, lot.free)
            if part > 0:
                key = f"contracts.made-up:{low.pk}:{lot.pk}:{low.entries.count()}"
                granting.transfer(lot, to=low, quantity=part, by=by, now=now, key=key)
                low.balance, lot.balance, beyond = low.balance + part, lot.balance - part, beyond - part


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
    later = business.contract_versions.filter(number__gt=1, starts_on__lte=day).values("contract")
    due = business.contracts.valid_on(day).filter(Q(pk__in=ids) | Q(pk__in=later))
    return sum(
        fill_one(contract, day=day, now=now)
        for contract in due.select_related("customer")
        if contract.customer.is_current
    )


def fill_one(contract: Contract, *, day: date, now: datetime) -> int:
    with transaction.atomic():
        contract.customer.locked()
        return len(fill(contract, day=day, by=None, now=now))
