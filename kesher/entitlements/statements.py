"""What happened to somebody's hours and visits, so that the customer could read it (AMB-15).

1. Granted, used, reserved, remaining and expired stand side by side; granted + adjusted and carried over - used - expired =
   remaining + reserved.
2. A statement has one line per entry, oldest first, with what was left after it. Reservations change nothing that is left, and
   are told all the same.
3. Numbers are of one unit; minutes are shown as hours and minutes.
4. What a use needed beyond all balances is told with its last entry, unless the use was taken back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kesher.core.days import shown_length
from kesher.core.words import isolated
from kesher.customers.models import Customer
from kesher.entitlements.models import EntryKind, LedgerEntry, Lot, Unit

SIDES = ("granted", "used", "reserved", "remaining", "expired")
FIGURES = (*SIDES, "beyond")
"""and what uses needed beyond all balances"""


@dataclass(frozen=True)
class Line:
    at: datetime
    kind: str
    sentence: str
    why: str
    staff: str
    quantity: int
    """change of what is left"""
    balance: int
    """what is left after it"""
    overage: int = 0
    """what the use needed beyond it"""


def balances(lots: Iterable[Lot]) -> dict[str, int]:
    """Of lots of one unit, together."""
    found = balances_by_lot(lots).values()
    return {name: sum(one[name] for one in found) for name in FIGURES}


def side(entry: LedgerEntry) -> str:
    """Which of the five numbers an entry counts to."""
    kind = entry.reverses.kind if entry.reverses else entry.kind
    return {EntryKind.CONSUME: "used", EntryKind.EXPIRE: "expired", EntryKind.RESERVE: "", EntryKind.RELEASE: ""}.get(
        EntryKind(kind), "granted"
    )  # fmt: skip


def balances_by_lot(lots: Iterable[Lot]) -> dict[int, dict[str, int]]:
    """As `balances`, for many lots at once."""
    rows = list(lots)
    found = {
        one.pk: dict.fromkeys(FIGURES, 0) | {"reserved": one.reserved, "remaining": one.free} for one in rows
    }
    entries = list(told_of(rows).select_related("reverses")) if rows else []
    beyond = overages(entries)
    for entry in entries:
        found[entry.lot_id]["beyond"] += beyond.get(entry.pk, 0)
        if name := side(entry):
            found[entry.lot_id][name] += entry.quantity if name == "granted" else -entry.quantity
    return found


def told_of(lots: Sequence[Lot]) -> Any:
    """The entries of these lots, oldest first."""
    return lots[0].business.ledger_entries.filter(lot__in=lots).order_by("at", "id")


def statement(
    customer: Customer, *, unit: str = Unit.MINUTES, lots: Iterable[Lot] | None = None
) -> list[Line]:
    rows = list(customer.lots.filter(unit=unit) if lots is None else lots)
    lines, left = [], 0
    told = list(told_of(rows).select_related("lot", "staff__user", "reverses")) if rows else []
    beyond = overages(told)
    for entry in told:
        left += entry.quantity
        lines.append(line(entry, left, beyond.get(entry.pk, 0)))
    return lines


def overages(entries: Iterable[LedgerEntry]) -> dict[int, int]:
    """{last entry of a use: its overage} (rule 4)"""
    rows = list(entries)
    reversed_ids = {one.reverses_id for one in rows}
    uses = {
        one.key.rpartition("#")[0]: one
        for one in rows
        if one.kind == EntryKind.CONSUME and one.pk not in reversed_ids
    }
    return {one.pk: one.choice["overage"] for one in uses.values() if one.choice.get("overage")}


def line(entry: LedgerEntry, left: int, overage: int) -> Line:
    return Line(
        at=entry.at,
        kind=entry.kind,
        sentence=sentence(entry),
        why=why(entry),
        staff=str(entry.staff or ""),
        quantity=entry.quantity,
        balance=left,
        overage=overage,
    )


def sentence(entry: LedgerEntry) -> str:
    amount = shown(abs(entry.quantity or entry.reserved), entry.lot.unit)
    given = {
        "amount": amount,
        "lot": isolated(entry.lot.label),
        "subject": isolated(entry.subject_label or "–"),
    }
    if entry.kind == EntryKind.CONSUME and not entry.quantity:
        return _("Nothing was left of %(lot)s for %(subject)s") % given
    if entry.kind == EntryKind.REVERSE and entry.reverses and entry.reverses.kind == EntryKind.EXPIRE:
        if entry.reason:
            return _("%(amount)s of %(lot)s given back") % given
        return _("%(amount)s of %(lot)s opened again for work done in time") % given
    told = {
        EntryKind.GRANT: _("%(amount)s granted: %(lot)s"),
        EntryKind.CONSUME: _("%(amount)s used of %(lot)s for %(subject)s"),
        EntryKind.RESERVE: _("%(amount)s of %(lot)s reserved for %(subject)s"),
        EntryKind.RELEASE: _("Reservation of %(amount)s released: %(lot)s"),
        EntryKind.REVERSE: _("%(amount)s given back to %(lot)s: %(subject)s"),
        EntryKind.EXPIRE: _("%(amount)s of %(lot)s expired"),
        EntryKind.ADJUST: _("%(lot)s adjusted by %(amount)s"),
        EntryKind.TRANSFER: _("%(amount)s carried over: %(lot)s"),
        EntryKind.REFUND: _("%(amount)s of %(lot)s refunded"),
    }
    return told[EntryKind(entry.kind)] % given


def why(entry: LedgerEntry) -> str:
    """The reason somebody gave, or the rule that chose the lot."""
    return entry.reason or rule(entry.choice.get("why", ""))


def rule(name: str) -> str:
    """What put a lot first (choosing.py)."""
    return {
        "by-hand": _("chosen by hand"),
        "only": _("the only one that fits"),
        "contract": _("the one of the contract of this call"),
        "scope": _("the one made for this place or kind of work"),
        "expiry": _("the one that expires first"),
        "purchase": _("the one bought first"),
    }.get(name, "")


def shown(quantity: int, unit: str) -> str:
    """90 minutes as 1:30 hours."""
    if unit == Unit.MINUTES:
        return _("%(hours)s hours") % {"hours": shown_length(quantity)}
    if unit == Unit.VISITS:
        return ngettext("%(num)s visit", "%(num)s visits", quantity) % {"num": quantity}
    return ngettext("%(num)s punch", "%(num)s punches", quantity) % {"num": quantity}


def clock(quantity: int, unit: str) -> str:
    """The bare number: 1:30, or 3."""
    return shown_length(quantity) if unit == Unit.MINUTES else f"{quantity:,}"
