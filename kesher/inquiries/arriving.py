"""The technician arrives: the response clock stops.

1. Only at a service call that is open, by who may work on inquiries; once.
2. Told later, from a phone that had no reception, it counts from when it was entered (`at`), though not from before the call
   was opened; a clock that was reckoned missed meanwhile is set right.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kesher.activity.recording import record
from kesher.core.refusals import Problem, refuse_if
from kesher.inquiries import clocks, closing, holding
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import Inquiry, InquiryKind


def problems(inquiry: Inquiry, *, by: Any) -> list[Problem]:
    found = closing.right_problems(by)
    if inquiry.kind != InquiryKind.SERVICE_CALL:
        found.append(Problem("not-a-call", _("One arrives at service calls only.")))
    elif inquiry.is_closed:
        found.append(Problem("is-closed", _("This inquiry is closed. Reopen it first.")))
    return found


@transaction.atomic
def arrive(inquiry: Inquiry, *, by: Any, now: datetime, at: datetime | None = None) -> Inquiry:
    inquiry = holding.held(inquiry)
    if inquiry.arrived_at:
        return inquiry
    refuse_if(problems(inquiry, by=by))
    at = clocks.happened(inquiry, at, now=now)
    inquiry.arrived_at, inquiry.changed_at = at, now
    inquiry.save(update_fields=["arrived_at", "changed_at"])
    clocks.answered(inquiry, at, why=_("The technician arrived"))
    record(Kind.ARRIVED, inquiry, by=by, now=now, at=at)
    return inquiry
