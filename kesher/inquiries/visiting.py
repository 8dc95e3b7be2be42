"""Visits that a contract includes: service calls use them up (R173).

1. A service call that is closed and has a line of our own work is one visit, however many lines and technicians it took.
2. It is taken from what the contracts of the customer include, those of the call's contract first, as of the day of its last
   work. A call without a contract, or under one that includes no visits, takes none.
3. Reopening the call gives the visit back; so does removing its last line of work. Another contract takes it anew.
4. However often it is asked, a visit is taken once.
5. When no visit is left the call is closed all the same; the statement tells how many were made beyond.
"""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.contracts import filling
from kesher.entitlements import spending
from kesher.entitlements.models import EntryKind, Unit
from kesher.inquiries import banking
from kesher.inquiries.models import Inquiry, TreatmentSubType

CHOOSING = {"contract", "customer"}
"""fields of a call that say whose visit it is"""


def follow(inquiry: Inquiry, *, by: Any, now: datetime, is_anew: bool = False) -> None:
    """Takes the visit, or gives it back, as the call is now; within a transaction of the caller."""
    uses = inquiry.business.ledger_entries.filter(
        subject_kind="inquiries.inquiry", subject_id=inquiry.pk, kind=EntryKind.CONSUME
    )
    day, is_taken = day_of(inquiry), uses.filter(reversals=None).exists()
    if is_taken and (is_anew or day is None):
        spending.reverse(inquiry, by=by, now=now, reason=_("The call is no visit under this contract"))
        is_taken = False
    if day and not is_taken:
        take(inquiry, day, key=f"visit-{inquiry.pk}-{uses.count()}", by=by, now=now)


def day_of(inquiry: Inquiry) -> date | None:
    """Rule 1: when the visit was made."""
    if not (inquiry.is_closed and inquiry.contract_id):
        return None
    work = inquiry.treatments.filter(removed_at=None, type__sub_type=TreatmentSubType.WORK)
    last = work.order_by("-performed_at").values_list("performed_at", flat=True).first()
    return timezone.localdate(last) if last else None


def take(inquiry: Inquiry, day: date, *, key: str, by: Any, now: datetime) -> None:
    """Rule 2."""
    included = filling.lot_ids(inquiry.contract, Unit.VISITS)
    if included:
        spending.consume(
            inquiry.customer, unit=Unit.VISITS, quantity=1, subject=inquiry, facts=banking.facts_of(inquiry), day=day,
            by=by, now=now, key=key, preferred=included,
        )  # fmt: skip
