"""Which inquiries a staff member may see.

1. The right to see everybody's inquiries shows all of them, within one's branches.
2. Others see those that they opened, handle or watch, and those of their teams.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission


def visible_to(inquiries: Any, staff: Staff) -> Any:
    if staff.may(Permission.INQUIRY_ALL):
        if not staff.branch_ids:
            return inquiries
        here = Q(branch=None) | Q(branch__in=staff.branch_ids)
        people = Q(customer=None) | Q(customer__branch=None) | Q(customer__branch__in=staff.branch_ids)
        return inquiries.filter(here & people)
    business = staff.business
    links = {"inquiry": OuterRef("pk"), "staff": staff}
    teams = business.team_places.filter(staff=staff).values("team")
    own = Q(opened_by=staff) | Q(Exists(business.assignees.filter(**links))) | Q(team__in=teams)
    return inquiries.filter(own | Q(Exists(business.watchers.filter(**links))))


def seen_by(staff: Staff) -> Any:
    """What every page walks from: neither deleted ones nor those of others."""
    return visible_to(staff.business.inquiries.filter(removed_at=None), staff)
