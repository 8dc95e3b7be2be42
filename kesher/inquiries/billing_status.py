"""Whether a call's work is to be billed; another matter than its service status (AMB-07).

1. A call with something to charge (parts, overage, work or external work with a price) becomes to be billed; one with nothing
   has nothing to bill.
2. By hand it is marked as not billable, with a reason, or taken back; only while no document exists.
3. Drafted and billed are set by billing.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.core.refusals import Problem, refuse_if
from kesher.inquiries import closing, holding
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import BillingStatus, Inquiry, InquiryKind

BY_DOCUMENT = {BillingStatus.DRAFTED, BillingStatus.BILLED}


def problems(inquiry: Inquiry, *, by: Any) -> list[Problem]:
    found = closing.right_problems(by)
    if inquiry.kind != InquiryKind.SERVICE_CALL:
        found.append(Problem("not-a-call", _("Only service calls are billed.")))
    if inquiry.billing_status in BY_DOCUMENT:
        found.append(Problem("has-document", _("A document stands for this call, so this stays.")))
    return found


@transaction.atomic
def set_not_billable(inquiry: Inquiry, *, reason: str, by: Any, now: datetime) -> Inquiry:
    inquiry = holding.held(inquiry)
    found = problems(inquiry, by=by)
    if not reason.strip():
        found.append(Problem("reason-missing", _("Please write why."), field="reason"))
    refuse_if(found)
    return put(inquiry, BillingStatus.NOT_BILLABLE, reason=reason.strip(), by=by, now=now)


@transaction.atomic
def set_billable(inquiry: Inquiry, *, by: Any, now: datetime) -> Inquiry:
    inquiry = holding.held(inquiry)
    refuse_if(problems(inquiry, by=by))
    return put(inquiry, due(inquiry), reason="", by=by, now=now)


def follow(inquiry: Inquiry, *, by: Any, now: datetime) -> None:
    """After a line came, changed or went (rule 1)."""
    if inquiry.billing_status not in {*BY_DOCUMENT, BillingStatus.NOT_BILLABLE}:
        put(inquiry, due(inquiry), reason="", by=by, now=now)


def due(inquiry: Inquiry) -> BillingStatus:
    lines = inquiry.treatments.filter(removed_at=None).select_related("type")
    return BillingStatus.UNBILLED if any(line.charge for line in lines) else BillingStatus.NONE


def put(inquiry: Inquiry, status: BillingStatus, *, reason: str, by: Any, now: datetime) -> Inquiry:
    before = inquiry.billing_status
    if (before, inquiry.billing_reason) == (status, reason):
        return inquiry
    inquiry.billing_status, inquiry.billing_reason = status, reason
    inquiry.save(update_fields=["billing_status", "billing_reason"])
    changed = {"billing_status": [str(before), str(status)]}
    record(Kind.BILLING_CHANGED, inquiry, by=by, now=now, changes=changed, billing_reason=reason)
    return inquiry
