"""What somebody should know about contracts before it is too late.

1. A contract that ends within its warning days is told once to its manager, else to the customer's account manager, else to
   the owners.
2. An hour bank that reaches its warning percentages is told once for each of them: as soon as its use is booked, else at night.
3. A contract whose last day is over is recorded as ended, once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from kesher.activity.models import Entry
from kesher.activity.recording import record
from kesher.businesses import staffing
from kesher.businesses.models import Business, Staff
from kesher.contracts import covering, filling, stating
from kesher.contracts.kinds import Kind
from kesher.contracts.models import Contract
from kesher.core import days
from kesher.core.addresses import address
from kesher.entitlements import statements
from kesher.entitlements.models import Lot, Unit
from kesher.messaging import noticing

NIGHTS = timedelta(days=31)


@dataclass(frozen=True)
class Used:
    contract: Contract
    granted: int
    used: int
    percent: int
    """reached step of the warning, e.g. 80"""


def warn(business: Business, *, day: date, now: datetime) -> None:
    """Rules 1 and 2, for all contracts that are valid."""
    valid = business.contracts.valid_on(day).select_related("manager", "customer__account_manager")
    owners = list(staffing.owners_of(business).select_related("user"))
    for contract in valid.prefetch_related("versions__clauses"):
        if stating.state_of(contract, day) == stating.State.ENDS_SOON and not contract.renewed_by.exists():
            tell_end(contract, owners, now=now)
        for one in reached(contract, day=day):
            tell_used(one, owners, now=now)


def warn_of_lot(lot: Lot, *, day: date, now: datetime) -> None:
    """Rule 2, for the contract that granted this lot."""
    if lot.unit != Unit.MINUTES or lot.source_kind != filling.SOURCE:
        return
    clause = lot.business.clauses.filter(pk=lot.source_id)
    valid = lot.business.contracts.valid_on(day).filter(pk__in=clause.values("version__contract"))
    for contract in valid.select_related("manager", "customer__account_manager"):
        for one in reached(contract, day=day):
            tell_used(one, staffing.owners_of(lot.business).select_related("user"), now=now)


def listeners(contract: Contract, owners: Iterable[Staff]) -> list[Staff]:
    manager = contract.manager or contract.customer.account_manager
    return [manager] if manager and manager.is_active else list(owners)


def tell_end(contract: Contract, owners: Iterable[Staff], *, now: datetime) -> None:
    def text() -> str:
        given = {
            "name": contract,
            "customer": contract.customer,
            "day": days.shown_date(contract.ends_on or now.date()),
        }
        return _("%(name)s of %(customer)s ends on %(day)s.") % given

    for staff in listeners(contract, owners):
        noticing.tell(
            staff, kind="contract.ends-soon", text=text, path=path_of(contract),
            key=f"contract:{contract.pk}:ends:{contract.ends_on}", subject=contract, customer_id=contract.customer_id,
            now=now, by_push=True,
        )  # fmt: skip


def tell_used(one: Used, owners: Iterable[Staff], *, now: datetime) -> None:
    contract = one.contract

    def text() -> str:
        given = {
            "name": contract, "customer": contract.customer, "percent": one.percent,
            "left": statements.shown(one.granted - one.used, Unit.MINUTES),
        }  # fmt: skip
        return _("%(percent)s%% of the hours of %(name)s (%(customer)s) are used; %(left)s are left.") % given

    for staff in listeners(contract, owners):
        noticing.tell(
            staff, kind="contract.hours-used", text=text, path=path_of(contract),
            key=f"contract:{contract.pk}:used:{one.percent}:{one.granted}", subject=contract,
            customer_id=contract.customer_id, now=now, by_push=True,
        )  # fmt: skip


def reached(contract: Contract, *, day: date) -> list[Used]:
    """The highest step that the hour bank has reached, if any."""
    lots = list(filling.lots_of(contract).filter(unit=Unit.MINUTES, closed_at=None))
    figures = statements.balances(lots)
    granted, used = figures["granted"], figures["used"]
    if granted <= 0:
        return []
    terms = covering.hour_terms(contract, day, business=contract.business)
    steps = [step for step in terms.warn_at if used * 100 >= step * granted]
    return [Used(contract, granted, used, max(steps))] if steps else []


def path_of(contract: Contract) -> str:
    return address("contracts:show", contract.business.slug, contract.pk)


def note_ended(business: Business, *, day: date, now: datetime) -> int:
    """Rule 3: those whose last day was yesterday or, if a night was missed, in the last month."""
    ended = business.contracts.filter(
        is_draft=False, cancelled_on=None, ends_on__lt=day, ends_on__gte=day - NIGHTS
    )
    told = set(
        Entry.objects.of(business).filter(kind=Kind.ENDED, at__gte=now - NIGHTS * 2).values_list("subject_id", flat=True)
    )  # fmt: skip
    rows = [one for one in ended.select_related("customer") if one.pk not in told]
    for contract in rows:
        with transaction.atomic():
            record(Kind.ENDED, contract, by=None, now=now, ends_on=contract.ends_on)
    return len(rows)
