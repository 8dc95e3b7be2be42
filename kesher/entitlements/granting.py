"""Granting lots, correcting them, carrying a balance over.

1. A lot is granted once for its key, with a quantity above zero; its source is the row that gave it (a clause of a contract).
2. A balance is adjusted with a reason, never below what is reserved and the floor permits.
3. What is left of a lot, or a part of it, may be carried over to another lot of the same unit and the same customer.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.core.refusals import Problem, refuse_if
from kesher.customers import standing
from kesher.customers.models import Customer
from kesher.entitlements import writing
from kesher.entitlements.kinds import Kind
from kesher.entitlements.models import EntryKind, LedgerEntry, Lot


@transaction.atomic
def grant(
    customer: Customer,
    *,
    unit: str,
    quantity: int,
    label: str,
    source: Any,
    key: str,
    bought_at: datetime,
    by: Any,
    now: datetime,
    scope: dict[str, list[int]] | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
    floor: int = 0,
) -> Lot:
    customer = standing.held(customer)
    done = customer.business.ledger_entries.filter(key=key).select_related("lot").first()
    if done:
        return done.lot  # type: ignore[no-any-return]
    refuse_if(problems(quantity=quantity, valid_from=valid_from, valid_until=valid_until))
    named = writing.named(source)
    lot: Lot = customer.lots.create(
        business_id=customer.business_id, unit=unit, label=label[:160], scope=scope or {}, valid_from=valid_from,
        valid_until=valid_until, floor=floor, bought_at=bought_at, source_kind=named["subject_kind"],
        source_id=named["subject_id"],
    )  # fmt: skip
    writing.write(lot, EntryKind.GRANT, key=key, by=by, now=now, quantity=quantity, subject=source)
    record(Kind.GRANTED, lot, by=by, now=now, quantity=quantity, unit=unit)
    return lot


def problems(*, quantity: int, valid_from: date | None, valid_until: date | None) -> list[Problem]:
    found = []
    if quantity <= 0:
        found.append(Problem("grant-empty", _("What is granted must be more than zero."), field="quantity"))
    if valid_from and valid_until and valid_until < valid_from:
        found.append(Problem("grant-days", _("The last day is before the first one."), field="valid_until"))
    return found


def adjust_problems(lot: Lot, *, quantity: int, reason: str) -> list[Problem]:
    found = []
    if not reason.strip():
        found.append(Problem("adjust-reason", _("Please say why the balance is adjusted."), field="reason"))
    if quantity == 0:
        found.append(Problem("adjust-nothing", _("Please say by how much."), field="quantity"))
    if lot.free + quantity < lot.floor:
        found.append(Problem("adjust-too-low", _("So much is not left to take away."), field="quantity"))
    if lot.closed_at:
        found.append(Problem("lot-closed", _("This balance has expired, so it cannot be adjusted.")))
    return found


@transaction.atomic
def adjust(lot: Lot, *, quantity: int, reason: str, by: Any, now: datetime, key: str) -> LedgerEntry:
    customer = standing.held(lot.customer)
    lot = lot.fresh()
    done: LedgerEntry | None = customer.business.ledger_entries.filter(key=key).first()
    if done:
        return done
    refuse_if(adjust_problems(lot, quantity=quantity, reason=reason))
    entry = writing.write(lot, EntryKind.ADJUST, key=key, by=by, now=now, quantity=quantity, reason=reason)
    record(Kind.ADJUSTED, lot, by=by, now=now, quantity=quantity, reason=reason)
    return entry


@transaction.atomic
def transfer(lot: Lot, *, to: Lot, by: Any, now: datetime, key: str, quantity: int | None = None) -> int:
    """Rule 3: all that is free, or so much of it; how much that was."""
    customer = standing.held(lot.customer)
    rows = {
        one.pk: one for one in customer.lots.select_for_update(no_key=True).filter(pk__in=[lot.pk, to.pk])
    }
    lot, to = rows[lot.pk], rows[to.pk]
    if lot.unit != to.unit:
        refuse_if([Problem("transfer-unit", _("Hours and visits cannot be turned into each other."))])
    left = max(0, lot.free if quantity is None else min(quantity, lot.free))
    if not left or customer.business.ledger_entries.filter(key=f"{key}:from").exists():
        return 0
    writing.write(lot, EntryKind.TRANSFER, key=f"{key}:from", by=by, now=now, quantity=-left, subject=to)
    writing.write(to, EntryKind.TRANSFER, key=f"{key}:to", by=by, now=now, quantity=left, subject=lot)
    record(Kind.TRANSFERRED, to, by=by, now=now, quantity=left)
    return left
