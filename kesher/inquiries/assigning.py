"""Who handles an inquiry.

1. Several staff members may handle it; the first one named is the main one, and stays so while they handle it, unless
   somebody else is named the main one. A team may handle it, alone or with them.
2. Who may work on inquiries may take one beside those who have it, and hand on their own (or their team's); to decide for
   others takes a right.
3. A task and a message always have somebody: a staff member or a team.
4. Who left, and a retired team, get nothing new; what they have may stay with them.
5. Nothing changed, nothing recorded. Who is new is told; where nobody is named, those of the team for whom it is new. The
   response clock goes on (it never starts again).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.core.refusals import Problem, refuse_if
from kesher.inquiries import announcing, closing, holding
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import Inquiry, InquiryKind, Team

HANDLED = {InquiryKind.MESSAGE, InquiryKind.TASK}


def fit_problems(staff: Sequence[Staff], team: Team | None) -> list[Problem]:
    """Rule 4."""
    found = []
    if any(not one.is_active for one in staff):
        found.append(Problem("assignee-left", _("This staff member has left."), field="staff"))
    if team and team.retired_at:
        found.append(Problem("team-retired", _("This team is no longer in use."), field="team"))
    return found


def problems(inquiry: Inquiry, *, staff: Sequence[Staff], team: Team | None, by: Any) -> list[Problem]:
    found = closing.right_problems(by)
    before = [link.staff_id for link in inquiry.assignees.all()]
    found += fit_problems(
        [one for one in staff if one.pk not in before], team if team and team.pk != inquiry.team_id else None
    )
    if inquiry.kind in HANDLED and not staff and team is None:
        found.append(Problem("staff-missing", _("Please choose who handles this."), field="staff"))
    is_theirs = by is None or by.pk in before or has_in_team(inquiry, by)
    if not is_theirs and (
        {one.pk for one in staff} != {*before, by.pk} or inquiry.team_id != (team.pk if team else None)
    ):
        sentence = _("Handing inquiries to others takes a right that you do not have.")
        found += holding.lacking(by, Permission.INQUIRY_ASSIGN, sentence)
    return found


def in_order(staff: Sequence[Staff], before: Sequence[Staff], main: Staff | None) -> list[Staff]:
    """Rule 1."""
    stay = [one for one in before if one in staff]
    return distinct([*([main] if main else []), *stay, *staff])


def has_in_team(inquiry: Inquiry, staff: Staff) -> bool:
    return bool(inquiry.team_id and staff.team_places.filter(team=inquiry.team_id).exists())


@transaction.atomic
def assign(
    inquiry: Inquiry,
    *,
    staff: Sequence[Staff],
    main: Staff | None = None,
    team: Team | None = None,
    by: Any,
    now: datetime,
) -> Inquiry:
    inquiry = holding.held(inquiry)
    before, old_team = announcing.handlers_of(inquiry), inquiry.team
    had = before if staff else before or announcing.team_of(inquiry)
    staff = in_order(staff, before, main)
    if before == staff and old_team == team:
        return inquiry
    refuse_if(problems(inquiry, staff=staff, team=team, by=by))
    put(inquiry, staff=staff, team=team, now=now)
    told: dict[str, list[Any]] = {
        "staff": [names(before), names(staff)],
        "team": [plain(old_team), plain(team)],
    }
    changed = {name: pair for name, pair in told.items() if pair[0] != pair[1]}
    entry = record(Kind.ASSIGNED, inquiry, by=by, now=now, changes=changed)
    new = [one for one in staff or announcing.team_of(inquiry) if one not in had]
    tell_assigned(inquiry, new, key=f"assigned-{entry.pk}", by=by, now=now)
    return inquiry


def put(inquiry: Inquiry, *, staff: Sequence[Staff], team: Team | None, now: datetime) -> None:
    inquiry.assignees.all().delete()
    give(inquiry, staff)
    if inquiry.team_id != (team.pk if team else None) or inquiry.changed_at != now:
        inquiry.team, inquiry.changed_at = team, now
        inquiry.save(update_fields=["team", "changed_at"])


def give(inquiry: Inquiry, staff: Sequence[Staff]) -> None:
    """The first one is the main one."""
    rows = inquiry.business.assignees
    made = [
        rows.model(business=inquiry.business, inquiry=inquiry, staff=one, is_main=place == 0)
        for place, one in enumerate(staff)
    ]
    if made:
        rows.bulk_create(made)


def tell_assigned(inquiry: Inquiry, staff: Sequence[Staff], *, key: str, by: Any, now: datetime) -> None:
    text = _("Yours to handle: %(inquiry)s") % {"inquiry": inquiry}
    announcing.tell(staff, inquiry, kind="assigned", text=text, key=key, by=by, now=now, by_push=True)


def distinct(staff: Sequence[Staff]) -> list[Staff]:
    return list({one.pk: one for one in staff}.values())


def names(staff: Sequence[Staff]) -> list[str]:
    return [str(one) for one in staff]


def plain(team: Team | None) -> str | None:
    return str(team) if team else None
