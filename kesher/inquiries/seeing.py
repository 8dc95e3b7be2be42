"""Who sees which inquiries.

1. Who may see everybody's sees all of their branches and those without a branch.
2. Others see those that they opened, handle, watch, or that their team handles.
3. Deleted ones are seen by nobody; merged ones are read where they went.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.inquiries.models import Inquiry


def visible_to(inquiries: Any, staff: Staff) -> Any:
    if staff.branch_ids:
        inquiries = inquiries.filter(Q(branch__in=staff.branch_ids) | Q(branch=None))
    if staff.may(Permission.INQUIRY_ALL):
        return inquiries
    theirs = {"inquiry": OuterRef("pk"), "staff": staff}
    places = staff.team_places.filter(team=OuterRef("team"))
    return inquiries.filter(
        Q(opened_by=staff)
        | Exists(staff.business.assignees.filter(**theirs))
        | Exists(staff.business.watchers.filter(**theirs))
        | Exists(places)
    )


def seen_by(staff: Staff) -> Any:
    """All that this staff member may open."""
    return visible_to(staff.business.inquiries.filter(removed_at=None), staff)


def may_see(inquiry: Inquiry, staff: Staff) -> bool:
    return bool(visible_to(inquiry.business.inquiries.filter(pk=inquiry.pk), staff).exists())
