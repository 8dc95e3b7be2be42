"""Following an inquiry up: a new one that goes on from it (AMB-31; reopening after its time goes this way too).

1. The one that is followed stays as it is, open or closed; each shows the other.
2. The new one starts with its customer, contact, place, contract and handlers; a task gets the Follow-up type.
3. A message and a documentation are followed by a task, a task by a task, a call by a call, unless another kind is chosen.
4. Who left, and what was retired, is not carried over.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from kesher.inquiries import opening
from kesher.inquiries.models import Inquiry, InquiryKind

CARRIED = (
    "customer",
    "contact_name",
    "phone",
    "email",
    "address",
    "site",
    "equipment",
    "contract",
    "branch",
    "priority",
)
LONGEST = 200


def next_kind(inquiry: Inquiry) -> InquiryKind:
    """Rule 3."""
    is_call = inquiry.kind == InquiryKind.SERVICE_CALL
    return InquiryKind.SERVICE_CALL if is_call else InquiryKind.TASK


def start(inquiry: Inquiry, *, kind: str) -> dict[str, Any]:
    """What the new one begins with (rule 2)."""
    carried = {name: getattr(inquiry, name) for name in CARRIED}
    rows = inquiry.business.inquiry_types.filter(kind=kind, retired_at=None)
    same = (
        inquiry.type if inquiry.type and inquiry.type.kind == kind and not inquiry.type.retired_at else None
    )
    name = inquiry.title or inquiry.details[:80]
    links = inquiry.assignees.select_related("staff").order_by("-is_main", "id")
    return {name: value for name, value in carried.items() if not getattr(value, "retired_at", None)} | {
        "type": rows.filter(key="follow-up").first() or same,
        "title": (_("Follow-up: %(name)s") % {"name": name})[:LONGEST],
        "staff": [link.staff for link in links if link.staff.is_active],
    }


def follow_up(inquiry: Inquiry, *, kind: str, by: Any, now: datetime, **details: Any) -> Inquiry:
    """Opens the one that goes on from it; `details` as for any opening."""
    return opening.open_inquiry(inquiry.business, kind=kind, follows=inquiry, by=by, now=now, **details)
