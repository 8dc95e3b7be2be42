"""What becomes of a lot after its last day.

1. After its last day (valid_until, inclusive) a lot is closed: reservations are released, what is left expires.
2. A lot that went below zero is closed as it stands: what was used stays used.
3. Closing happens once; a lot that got something back later is closed again.
4. A lot whose last day is moved on (an extended contract) opens again, with a reason.
5. Work that was done on one of its days, but is written down later, still counts: the lot opens for it and closes again.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from kesher.activity.recording import record
from kesher.businesses.models import Business
from kesher.customers.models import Customer
from kesher.entitlements import writing
from kesher.entitlements.kinds import Kind
from kesher.entitlements.models import EntryKind, Lot


def expire(business: Business, *, day: date, now: datetime, by: Any = None) -> int:
    """Closes the lots whose last day is over; one customer after the other. How many lots."""
    over = business.lots.filter(valid_until__lt=day, closed_at=None)
    ids = sorted(set(over.values_list("customer_id", flat=True)))
    return sum(
        expire_of(customer, day=day, now=now, by=by) for customer in business.customers.filter(pk__in=ids)
    )


@transaction.atomic
def expire_of(customer: Customer, *, day: date, now: datetime, by: Any) -> int:
    customer = customer.locked()
    lots = list(customer.lots.filter(valid_until__lt=day, closed_at=None).order_by("pk"))
    for lot in lots:
        left = close(lot, by=by, now=now)
        record(Kind.EXPIRED, lot, by=by, now=now, quantity=left)
    return len(lots)


def close(lot: Lot, *, by: Any, now: datetime) -> int:
    """Rules 1 to 3, under the customer's lock: what expired."""
    count = lot.entries.count()
    if lot.reserved:
        writing.write(
            lot,
            EntryKind.RELEASE,
            key=f"close:{lot.pk}:{count}:release",
            by=by,
            now=now,
            reserved=-lot.reserved,
        )
    left = max(0, lot.balance)
    if left:
        writing.write(lot, EntryKind.EXPIRE, key=f"close:{lot.pk}:{count}", by=by, now=now, quantity=-left)
    lot.closed_at = now
    lot.save(update_fields=["closed_at"])
    return left


def open_again(lot: Lot, *, by: Any, now: datetime, reason: str = "") -> None:
    """Rules 4 and 5, under the customer's lock: what expired is there again."""
    expired = lot.entries.filter(kind=EntryKind.EXPIRE, reversals=None)
    for entry in expired:
        writing.write(
            lot, EntryKind.REVERSE, key=f"reverse:{entry.pk}", by=by, now=now, quantity=-entry.quantity,
            reverses=entry, reason=reason,
        )  # fmt: skip
    lot.closed_at = None
    lot.save(update_fields=["closed_at"])
