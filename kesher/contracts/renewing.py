"""Renewing a service contract.

1. A renewal is a new contract from the day after the last one, as long as the one before unless another last day is given,
   with the same details, covers and the clauses that held at the end. The old one stays as it was.
2. A contract is renewed once; one without a last day, a draft and a cancelled one are not renewed.
3. What is left of hours and visits expires with the old contract; it is carried over only when asked for.
4. The preview says all of that first; the renewal happens as a whole or not at all.
5. A contract that renews by itself is renewed by a nightly job on its last day or, if nights were missed, within a month.
"""

from datetime import date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kesher.activity.reacting import Foreseen, foresee, refuse_if_changed
from kesher.activity.recording import record
from kesher.businesses.models import Business
from kesher.contracts import changing, clauses, describing, filling, opening
from kesher.contracts.kinds import Kind
from kesher.contracts.models import Contract, RenewalWay
from kesher.core import days, money
from kesher.core.refusals import Problem, Refused, refuse_if
from kesher.customers import standing
from kesher.entitlements import granting, statements

NIGHTS = timedelta(days=31)
COPIED = ("name", "price", "renewal", "warning_days", "reference", "remarks", "manager")


def problems(contract: Contract) -> list[Problem]:
    found = standing.problems(contract.customer)
    if contract.is_draft:
        found.append(Problem("renew-draft", _("A draft is signed first, then renewed.")))
    if contract.cancelled_on:
        found.append(
            Problem("renew-cancelled", _("A cancelled contract is not renewed; please open a new one."))
        )
    if contract.ends_on is None:
        found.append(Problem("renew-endless", _("This contract has no last day, so it goes on by itself.")))
    if contract.renewed_by.exists():
        found.append(Problem("renewed-already", _("This contract has been renewed already.")))
    return found


def next_end(contract: Contract) -> date:
    """Rule 1: as long as the one before; whole months stay whole months."""
    begins = following(contract)
    ends = contract.ends_on or contract.starts_on
    gap = relativedelta(begins, contract.starts_on)
    if gap.days == 0:
        return begins + relativedelta(years=gap.years, months=gap.months) - timedelta(days=1)
    return begins + (ends - contract.starts_on)


def following(contract: Contract) -> date:
    return (contract.ends_on or contract.starts_on) + timedelta(days=1)


def foreseen(
    contract: Contract,
    *,
    by: Any,
    ends_on: date | None = None,
    carries_over: bool = False,
    price: int | None = None,
) -> Foreseen:
    ahead = foresee(Kind.RENEWED, contract, by=by)
    return Foreseen(
        sentences=[
            *sentences(contract, ends_on=ends_on, carries_over=carries_over, price=price), *ahead.sentences,
        ],
        problems=[*problems(contract), *ahead.problems],
    )  # fmt: skip


def sentences(
    contract: Contract, *, ends_on: date | None, carries_over: bool, price: int | None
) -> list[str]:
    if contract.ends_on is None:
        return []
    starts, ends = following(contract), ends_on or next_end(contract)
    told = [
        _("A new contract from %(start)s to %(end)s.")
        % {"start": days.shown_date(starts), "end": days.shown_date(ends)},
    ]
    if asked := contract.price if price is None else price:
        told.append(_("Its price is %(price)s.") % {"price": shown(asked)})
    version = describing.version_on(contract, contract.ends_on)
    rows = version.clauses.all() if version else ()
    told += [f"{one.get_kind_display()}: {clauses.told(one)}" for one in rows]
    return told + [left_sentence(lot, carries_over=carries_over) for lot in left_of(contract)]


def shown(price: int) -> str:
    return money.shown(price, get_language() or "he")


def left_of(contract: Contract) -> list[Any]:
    return [lot for lot in filling.lots_of(contract).filter(closed_at=None) if lot.free > 0]


def left_sentence(lot: Any, *, carries_over: bool) -> str:
    amount = statements.shown(lot.free, lot.unit)
    if carries_over:
        return _("%(amount)s that are left are carried over.") % {"amount": amount}
    return _("%(amount)s are left now; what is not used expires with the old contract.") % {"amount": amount}


@transaction.atomic
def renew(
    contract: Contract,
    *,
    by: Any,
    now: datetime,
    ends_on: date | None = None,
    price: int | None = None,
    carries_over: bool = False,
    seen: str = "",
) -> Contract:
    contract = changing.held(contract)
    ahead = foreseen(contract, by=by, ends_on=ends_on, carries_over=carries_over, price=price)
    refuse_if(ahead.problems)
    refuse_if_changed(seen, ahead)
    made = copy(contract, ends_on=ends_on, price=price, by=by, now=now)
    if carries_over:
        carry_over(contract, made, by=by, now=now)
    record(Kind.RENEWED, made, by=by, now=now, renews=str(contract), carries_over=carries_over)
    return made


def copy(contract: Contract, *, ends_on: date | None, price: int | None, by: Any, now: datetime) -> Contract:
    begins, ends = following(contract), ends_on or next_end(contract)
    if ends < begins:
        text = _("The last day is before the first one.")
        refuse_if([Problem("contract-days", text, field="ends_on")])
    details = {name: getattr(contract, name) for name in COPIED}
    details |= {"starts_on": begins, "ends_on": ends} | ({} if price is None else {"price": price})
    made = opening.create(contract.customer, details, now=now, renews=contract)
    for row in contract.covers.all():
        made.covers.create(business_id=made.business_id, site_id=row.site_id, equipment_id=row.equipment_id)
    version = describing.version_on(contract, contract.ends_on or begins)
    describing.write_version(made, describing.copied(version), starts_on=begins, reason="", by=by, now=now)
    filling.fill(made, day=timezone.localdate(now), by=by, now=now)
    return made


def carry_over(contract: Contract, made: Contract, *, by: Any, now: datetime) -> None:
    """Rule 3: the new lots are granted now, for their days, so that what is left has somewhere to go."""
    filling.fill(made, day=made.starts_on, by=by, now=now)
    new = {lot.unit: lot for lot in filling.lots_of(made).order_by("-pk")}
    for lot in left_of(contract):
        if lot.unit in new:
            granting.transfer(lot, to=new[lot.unit], by=by, now=now, key=f"carry:{lot.pk}")


def renew_due(business: Business, *, day: date, now: datetime) -> int:
    """Rule 5: how many; one that is refused (somebody in the archive) does not hold up the others."""
    due = business.contracts.filter(
        renewal=RenewalWay.AUTOMATIC, is_draft=False, cancelled_on=None, ends_on__lte=day, ends_on__gte=day - NIGHTS,
        renewed_by=None,
    )  # fmt: skip
    done = 0
    for contract in due.select_related("customer"):
        try:
            renew(contract, by=None, now=now)
        except Refused:
            continue
        done += 1
    return done
