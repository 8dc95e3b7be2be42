"""Teams: staff who share inquiries.

1. A team has a name of its own, somebody in it, and a lead or none; the lead is one of them.
2. Who left is not put into a team; who was in it before they left keeps the place.
3. A team in use is retired: what it handles stays with it, and it gets nothing new.
4. Who leaves while leading hands the lead to the successor; undoing gives it back.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.businesses.models import Staff
from kesher.core.refusals import Problem, refuse_if, refused_when_taken
from kesher.customers import list_rows
from kesher.customers.kinds import Kind as ListKind
from kesher.inquiries.models import Team

retire, restore, remove, move = list_rows.retire, list_rows.restore, list_rows.remove, list_rows.move


def problems(team: Team, *, name: str, lead: Staff | None, staff: Sequence[Staff]) -> list[Problem]:
    found: list[Problem] = list_rows.problems(team, details={"name": name})
    if not members(staff, lead):
        found.append(Problem("staff-missing", _("Please choose who is in the team."), field="staff"))
    before = set(team.places.values_list("staff", flat=True)) if team.pk else set()
    if any(not one.is_active and one.pk not in {*before, team.lead_id} for one in members(staff, lead)):
        found.append(Problem("staff-left", _("This staff member has left."), field="staff"))
    return found


def members(staff: Sequence[Staff], lead: Staff | None) -> list[Staff]:
    """Rule 1."""
    return list({one.pk: one for one in [*staff, *([lead] if lead else [])]}.values())


@transaction.atomic
def add(
    team: Team, *, name: str, lead: Staff | None = None, staff: Sequence[Staff] = (), by: Any, now: datetime
) -> Team:
    """`team`: a new one, its business set."""
    refuse_if(problems(team, name=name, lead=lead, staff=staff))
    added: Team = list_rows.add(team, by=by, now=now, name=name, lead=lead)
    fill(added, members(staff, lead))
    return added


@transaction.atomic
def change(
    team: Team, *, name: str, lead: Staff | None = None, staff: Sequence[Staff] = (), by: Any, now: datetime
) -> Team:
    team = team.fresh()
    refuse_if(problems(team, name=name, lead=lead, staff=staff))
    after = members(staff, lead)
    told: dict[str, list[Any]] = {
        "name": [team.name, name],
        "lead": [plain(team.lead), plain(lead)],
        "staff": [sorted(map(str, team.staff.all())), sorted(map(str, after))],
    }
    changed = {key: pair for key, pair in told.items() if pair[0] != pair[1]}
    if changed:
        team.name, team.lead = name, lead
        with refused_when_taken(list_rows.name_taken()):
            team.save(update_fields=["name", "lead"])
        fill(team, after)
        record(ListKind.LIST_ROW_CHANGED, team, by=by, now=now, changes=changed)
    return team


def fill(team: Team, staff: Sequence[Staff]) -> None:
    team.places.exclude(staff__in=[one.pk for one in staff]).delete()
    held = set(team.places.values_list("staff", flat=True))
    for one in staff:
        if one.pk not in held:
            team.business.team_places.create(team=team, staff=one)


def plain(staff: Staff | None) -> str | None:
    return str(staff) if staff else None
