"""Who sees which inquiries.

1. Staff limited to branches see inquiries of those and of no branch, and never one of a customer whom they may not see.
2. Within that, who may see everybody's sees all; others see those that they opened, handle or watch (who is mentioned
   watches), and those that their team handles.
3. Deleted ones are seen by nobody; merged ones are read where they went.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.inquiries.models import Inquiry


def visible_to(inquiries: Any, staff: Staff) -> Any:
    if staff.branch_ids:
        inquiries = inquiries.filter(within("branch", staff), within("customer__branch", staff))
    if staff.may(Permission.INQUIRY_ALL):
        return inquiries
    theirs = {"inquiry": OuterRef("pk"), "staff": staff}
    return inquiries.filter(
        Q(opened_by=staff)
        | Exists(staff.business.assignees.filter(**theirs))
        | Exists(staff.business.watchers.filter(**theirs))
        | Exists(staff.team_places.filter(team=OuterRef("team")))
    )


def within(branch: str, staff: Staff) -> Q:
    """Of their branches, or of none."""
    return Q(**{f"{branch}__in": staff.branch_ids}) | Q(**{branch: None})


def seen_by(staff: Staff) -> Any:
    """All that this staff member may open."""
    return visible_to(staff.business.inquiries.filter(removed_at=None), staff)


def may_see(inquiry: Inquiry, staff: Staff) -> bool:
    return bool(visible_to(inquiry.business.inquiries.filter(pk=inquiry.pk), staff).exists())
