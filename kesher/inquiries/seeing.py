"""Who sees which inquiries.

1. Staff limited to branches see inquiries of those and of no branch, and never one of a customer whom they may not see.
2. Within that, who may see everybody's sees all; others see those that they opened, handle or watch (who is mentioned
   watches), and those that their team handles.
3. Deleted ones are seen by nobody; merged ones are read where they went.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from kesher.businesses.models import Business, Staff
from kesher.businesses.permissions import Permission
from kesher.inquiries.models import Inquiry


def visible_to(inquiries: Any, staff: Staff) -> Any:
    inquiries = within_branches(inquiries, sorted(staff.branch_ids))
    return inquiries if staff.may(Permission.INQUIRY_ALL) else theirs(inquiries, staff.business, staff)


def within_branches(inquiries: Any, branch_ids: list[int]) -> Any:
    """Rule 1; without branches: everywhere."""
    if not branch_ids:
        return inquiries
    return inquiries.filter(within("branch", branch_ids), within("customer__branch", branch_ids))


def within(branch: str, branch_ids: list[int]) -> Q:
    """Of these branches, or of none."""
    return Q(**{f"{branch}__in": branch_ids}) | Q(**{branch: None})


def theirs(inquiries: Any, business: Business, staff: Staff) -> Any:
    """Rule 2, of who may not see everybody's."""
    links = {"inquiry": OuterRef("pk"), "staff": staff}
    return inquiries.filter(
        Q(opened_by=staff)
        | Exists(business.assignees.filter(**links))
        | Exists(business.watchers.filter(**links))
        | Exists(business.team_places.filter(staff=staff, team=OuterRef("team")))
    )


def seen_by(staff: Staff) -> Any:
    """All that this staff member may open."""
    return visible_to(staff.business.inquiries.filter(removed_at=None), staff)


def may_see(inquiry: Inquiry, staff: Staff) -> bool:
    return bool(visible_to(inquiry.business.inquiries.filter(pk=inquiry.pk), staff).exists())
