"""The one place that writes entries of the ledger.

1. An entry and the balance of its lot change together; the database refuses a balance below the floor and what is reserved.
2. Whoever writes holds the customer's row.
3. An entry's key makes it happen once.
4. It keeps how its subject is called, so that a statement reads on when the subject is gone: by `used_for` where the subject
   has it, else by its name.
"""

from datetime import datetime
from typing import Any

from django.db.models import F

from kesher.entitlements.models import EntryKind, LedgerEntry, Lot


def write(
    lot: Lot,
    kind: EntryKind,
    *,
    key: str,
    by: Any,
    now: datetime,
    quantity: int = 0,
    reserved: int = 0,
    subject: Any = None,
    **details: Any,
) -> LedgerEntry:
    """`subject`: the row it is for, or an entry whose subject it shares."""
    entry: LedgerEntry = lot.entries.create(
        business_id=lot.business_id, kind=kind, key=key, staff=by, at=now, quantity=quantity, reserved=reserved,
        **about(subject), **details,
    )  # fmt: skip
    rows = lot.business.lots.filter(pk=lot.pk)
    rows.update(balance=F("balance") + quantity, reserved=F("reserved") + reserved)
    lot.balance, lot.reserved = lot.balance + quantity, lot.reserved + reserved
    return entry


def about(subject: Any) -> dict[str, Any]:
    if subject is None:
        return {}
    if isinstance(subject, LedgerEntry):
        return {name: getattr(subject, name) for name in ("subject_kind", "subject_id", "subject_label")}
    return named(subject) | {"subject_label": str(getattr(subject, "used_for", subject))[:200]}


def named(subject: Any) -> dict[str, Any]:
    return {"subject_kind": subject._meta.label_lower, "subject_id": subject.pk}  # noqa: SLF001
