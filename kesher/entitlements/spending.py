"""Using, reserving, giving back.

1. Lots are taken in the order of choosing.py; a lot named by hand (`lot`) comes first. It must be the customer's, of the unit,
   and fit. The `preferred` ones that fit come next. Each entry keeps why its lot was taken.
2. A use may be split over lots. What no lot covers is overage; where none is permitted the use is refused as a whole.
   A use that is overage altogether stands at the first lot in line with nothing taken, so that the statement tells it.
3. A use first releases what was reserved for the same subject.
4. A key makes a use happen once; asked again, it answers what happened. After a reversal another key is needed.
5. Reversing takes back all that was used and reserved for a subject, each entry once, by entries against it.
6. One customer's uses happen one after the other, under the customer's lock.
7. What is given back to a lot that is closed expires again; late work opens the lots of its day (expiring.py).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.core.refusals import Problem, refuse_if
from kesher.customers import standing
from kesher.customers.models import Customer
from kesher.entitlements import choosing, expiring, writing
from kesher.entitlements.kinds import Kind
from kesher.entitlements.models import EntryKind, LedgerEntry, Lot


@dataclass(frozen=True)
class Spent:
    entries: list[LedgerEntry]
    covered: int
    overage: int
    parts: list[choosing.Part] = field(default_factory=list)


def offer(lot: Lot) -> choosing.Offer:
    return choosing.Offer(
        lot.pk, lot.free, lot.floor, lot.scope, lot.valid_from, lot.valid_until, lot.bought_at
    )


def problems(
    chosen: choosing.Chosen, *, quantity: int, is_fitting: bool = True, may_exceed: bool = True
) -> list[Problem]:
    found = []
    if quantity < 0:
        found.append(Problem("spend-negative", _("What is used cannot be less than zero.")))
    if not is_fitting:
        found.append(Problem("lot-does-not-fit", _("This balance cannot be used for this."), field="lot"))
    if chosen.overage and not may_exceed:
        found.append(Problem("used-up", _("Not enough is left, and exceeding it is not permitted.")))
    return found


def foresee(
    customer: Customer,
    *,
    unit: str,
    quantity: int,
    facts: Mapping[str, Any],
    day: date,
    lot: Lot | None = None,
    preferred: Collection[int] = (),
) -> Spent:
    """What a use would take, without taking it."""
    lots = customer.lots.filter(unit=unit).valid_on(day)
    chosen = choosing.choose(
        [offer(one) for one in lots], quantity=quantity, facts=facts, day=day, by_hand=lot.pk if lot else None,
        preferred=preferred,
    )  # fmt: skip
    return Spent([], chosen.covered, chosen.overage, chosen.parts)


@transaction.atomic
def consume(
    customer: Customer,
    *,
    unit: str,
    quantity: int,
    subject: Any,
    facts: Mapping[str, Any],
    day: date,
    by: Any,
    now: datetime,
    key: str,
    lot: Lot | None = None,
    preferred: Collection[int] = (),
    may_exceed: bool = True,
) -> Spent:
    customer = standing.held(customer)
    if done := already(customer, key):
        return done
    free_up(customer, subject, by=by, now=now)
    order = {"facts": facts, "day": day, "preferred": preferred}
    return take(
        customer, EntryKind.CONSUME, unit=unit, quantity=quantity, order=order, subject=subject, by=by, now=now,
        key=key, lot=lot, may_exceed=may_exceed,
    )  # fmt: skip


@transaction.atomic
def reserve(
    customer: Customer,
    *,
    unit: str,
    quantity: int,
    subject: Any,
    facts: Mapping[str, Any],
    day: date,
    by: Any,
    now: datetime,
    key: str,
    lot: Lot | None = None,
    may_exceed: bool = True,
) -> Spent:
    customer = standing.held(customer)
    if done := already(customer, key):
        return done
    return take(
        customer, EntryKind.RESERVE, unit=unit, quantity=quantity, order={"facts": facts, "day": day}, subject=subject,
        by=by, now=now, key=key, lot=lot, may_exceed=may_exceed,
    )  # fmt: skip


@transaction.atomic
def release(customer: Customer, *, subject: Any, by: Any, now: datetime) -> int:
    """Gives back what is reserved for the subject; how much."""
    customer = customer.locked()
    freed = free_up(customer, subject, by=by, now=now)
    for lot, quantity in freed:
        record(Kind.RELEASED, lot, by=by, now=now, quantity=quantity, used_for=str(subject))
    return sum(quantity for _lot, quantity in freed)


@transaction.atomic
def reverse(subject: Any, *, by: Any, now: datetime, reason: str) -> list[LedgerEntry]:
    """Takes back all that was used and reserved for the subject."""
    mine = subject.business.ledger_entries.filter(**writing.named(subject))
    ids = sorted(set(mine.values_list("lot__customer_id", flat=True)))
    made: list[LedgerEntry] = []
    for customer in subject.business.customers.filter(pk__in=ids).order_by("pk"):
        made += reverse_of(customer.locked(), subject, by=by, now=now, reason=reason)
    return made


def reverse_of(customer: Customer, subject: Any, *, by: Any, now: datetime, reason: str) -> list[LedgerEntry]:
    free_up(customer, subject, by=by, now=now)
    used = customer.business.ledger_entries.filter(
        **writing.named(subject), kind=EntryKind.CONSUME, reversals=None, lot__customer=customer
    )
    made = []
    for entry in used.select_related("lot"):
        lot = entry.lot.fresh()
        made.append(
            writing.write(
                lot, EntryKind.REVERSE, key=f"reverse:{entry.pk}", by=by, now=now, quantity=-entry.quantity,
                subject=entry, reverses=entry, reason=reason,
            )
        )  # fmt: skip
        if lot.closed_at:
            expiring.close(lot, by=by, now=now)
        record(
            Kind.REVERSED, lot, by=by, now=now, quantity=-entry.quantity, reason=reason, used_for=str(subject)
        )
    return made


def already(customer: Customer, key: str) -> Spent | None:
    """Rule 4."""
    made: list[LedgerEntry] = list(customer.business.ledger_entries.filter(key__startswith=f"{key}#"))
    if not made:
        return None
    covered = sum(abs(entry.quantity or entry.reserved) for entry in made)
    return Spent(made, covered, made[0].choice["overage"])


def take(
    customer: Customer,
    kind: EntryKind,
    *,
    unit: str,
    quantity: int,
    order: dict[str, Any],
    lot: Lot | None,
    may_exceed: bool,
    subject: Any,
    by: Any,
    now: datetime,
    key: str,
) -> Spent:
    """`order`: facts, day and preferred lots, as choosing.py asks for them."""
    rows = customer.lots.filter(unit=unit).valid_on(order["day"]).select_for_update(no_key=True)
    lots = {one.pk: one for one in rows.order_by("pk")}
    closed = [one for one in lots.values() if one.closed_at]
    for one in closed:
        expiring.open_again(one, by=by, now=now)
    offers = [offer(one) for one in lots.values()]
    line = choosing.ordered(offers, by_hand=lot.pk if lot else None, **order)
    chosen = choosing.choose(offers, quantity=quantity, by_hand=lot.pk if lot else None, **order)
    is_fitting = lot is None or lot.pk in [one.id for one in line]
    refuse_if(problems(chosen, quantity=quantity, is_fitting=is_fitting, may_exceed=may_exceed))
    given = {"subject": subject, "by": by, "now": now, "key": key}
    parts = chosen.parts or (emptied(line) if kind == EntryKind.CONSUME and quantity else [])
    entries = [
        write_part(lots[part.lot_id], kind, part, overage=chosen.overage, number=number, **given)
        for number, part in enumerate(parts)
    ]
    for one in closed:
        expiring.close(one, by=by, now=now)
    said = Kind.CONSUMED if kind == EntryKind.CONSUME else Kind.RESERVED
    for part in chosen.parts:
        record(said, lots[part.lot_id], by=by, now=now, quantity=part.quantity, used_for=str(subject))
    return Spent(entries, chosen.covered, chosen.overage, chosen.parts)


def emptied(line: Sequence[choosing.Offer]) -> list[choosing.Part]:
    """Rule 2: the first lot in line, which has nothing left."""
    return [choosing.Part(one.id, 0, "", [other.id for other in line[1:]]) for one in line[:1]]


def write_part(
    lot: Lot, kind: EntryKind, part: choosing.Part, *, overage: int, number: int, key: str, **about: Any
) -> LedgerEntry:
    is_use = kind == EntryKind.CONSUME
    return writing.write(
        lot, kind, key=f"{key}#{number}", quantity=-part.quantity if is_use else 0,
        reserved=0 if is_use else part.quantity, choice={"why": part.why, "after": part.after, "overage": overage},
        **about,
    )  # fmt: skip


def free_up(customer: Customer, subject: Any, *, by: Any, now: datetime) -> list[tuple[Lot, int]]:
    """Releases what is reserved for the subject: each lot with how much."""
    mine = customer.business.ledger_entries.filter(
        **writing.named(subject), lot__customer=customer, kind=EntryKind.RESERVE, reversals=None
    )
    freed = []
    for entry in mine.select_related("lot"):
        lot = entry.lot.fresh()
        part = min(entry.reserved, lot.reserved)
        writing.write(
            lot, EntryKind.RELEASE, key=f"reverse:{entry.pk}", by=by, now=now, reserved=-part, subject=entry, reverses=entry
        )  # fmt: skip
        freed.append((lot, part))
    return freed
