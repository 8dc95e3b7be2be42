"""What the page of one inquiry reads, in statements that are put together once.

1. An inquiry that the staff member does not see (seeing.py) is not there.
2. It comes with customer, status, priority, type, place, contract and whoever opened it.
"""

from typing import Any

from kesher.businesses.models import Business, Staff
from kesher.businesses.permissions import Permission
from kesher.core.statements import compiled
from kesher.inquiries import seeing
from kesher.inquiries.models import Inquiry

RELATED = (
    "business", "customer", "status", "priority", "type", "branch", "team", "site", "equipment", "contract",
    "opened_by", "follows", "series",
)  # fmt: skip


def seen_by(staff: Staff, *, inquiry_id: int) -> Inquiry | None:
    branch_ids = sorted(staff.branch_ids)
    if staff.may(Permission.INQUIRY_ALL):
        rows = anybodys(staff.business, inquiry_id, branch_ids)
    else:
        rows = their_own(staff.business, staff, inquiry_id, branch_ids)
    return next(iter(rows), None)


@compiled
def anybodys(business: Business, inquiry_id: int, branch_ids: list[int]) -> Any:
    return seeing.within_branches(whole(business, inquiry_id), branch_ids)


@compiled
def their_own(business: Business, staff: Staff, inquiry_id: int, branch_ids: list[int]) -> Any:
    return seeing.theirs(seeing.within_branches(whole(business, inquiry_id), branch_ids), business, staff)


def whole(business: Business, inquiry_id: int) -> Any:
    return business.inquiries.filter(pk=inquiry_id, removed_at=None).select_related(*RELATED)


@compiled
def assignees(inquiry: Inquiry) -> Any:
    return inquiry.assignees.select_related("staff")


@compiled
def clocks(inquiry: Inquiry) -> Any:
    return inquiry.clocks.order_by("kind")


@compiled
def treatments(inquiry: Inquiry) -> Any:
    return inquiry.treatments.filter(removed_at=None).select_related("type", "status", "staff")


@compiled
def statuses(business: Business) -> Any:
    """Those in use."""
    return business.statuses.filter(retired_at=None)
