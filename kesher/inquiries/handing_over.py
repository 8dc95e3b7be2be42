"""What becomes of a staff member's inquiries when they leave, and when that is undone.

1. Open inquiries that they handle get the successor in their place; without one they are left to the others, or to nobody,
   and stand among the unassigned ones. What was closed stays as it was.
2. The successor leads the teams that they led, and is in them; without one those teams have no lead.
3. Each change stands in the inquiry's log; the successor is told once, with the number.
4. Undoing gives back what nobody has changed hands since, and the lead of teams.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import ngettext_lazy

from kesher.activity.models import Entry
from kesher.activity.recording import record
from kesher.businesses.models import Staff
from kesher.core.addresses import address
from kesher.customers.kinds import Kind as ListKind
from kesher.inquiries import announcing, assigning, holding, teaming
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import Inquiry, Team
from kesher.messaging import noticing


def open_ones(staff: Staff) -> Any:
    """Each customer's together, in the order in which people are held."""
    links = staff.assignments.filter(
        inquiry__closed_at=None, inquiry__removed_at=None, inquiry__merged_into=None
    )
    return links.select_related("inquiry__customer").order_by("inquiry__customer", "inquiry")


def sentences(staff: Staff, *, successor: Staff | None) -> list[Any]:
    count = open_ones(staff).count()
    if not count:
        return []
    if successor is None:
        text = ngettext_lazy(
            "%(count)s open inquiry is left without them.",
            "%(count)s open inquiries are left without them.",
            "count",
        )
        return [text % {"count": count}]
    text = ngettext_lazy(
        "%(name)s takes over %(count)s open inquiry.",
        "%(name)s takes over %(count)s open inquiries.",
        "count",
    )
    return [text % {"count": count, "name": successor}]


def hand_over(staff: Staff, *, successor: Staff | None, by: Any, now: datetime) -> None:
    links = list(open_ones(staff))
    for link in links:
        give(holding.locked(link.inquiry), staff, successor, by=by, now=now)
    hand_lead(staff, successor, by=by, now=now)
    if successor and links:
        tell(successor, staff, len(links), now=now)


def give(inquiry: Inquiry, staff: Staff, successor: Staff | None, *, by: Any, now: datetime) -> None:
    before = announcing.handlers_of(inquiry)
    after = assigning.distinct([one for one in (replaced(row, staff, successor) for row in before) if one])
    put(inquiry, before, after, by=by, now=now, handed_over_from=staff.pk)


def replaced(row: Staff, staff: Staff, successor: Staff | None) -> Staff | None:
    return successor if row.pk == staff.pk else row


def put(
    inquiry: Inquiry, before: list[Staff], after: list[Staff], *, by: Any, now: datetime, **details: Any
) -> None:
    assigning.put(inquiry, staff=after, team=inquiry.team, now=now)
    told = {"staff": [assigning.names(before), assigning.names(after)]}
    keys = {"before": [one.pk for one in before], "after": [one.pk for one in after]} if details else {}
    record(Kind.ASSIGNED, inquiry, by=by, now=now, changes=told, **keys, **details)


def hand_lead(staff: Staff, successor: Staff | None, *, by: Any, now: datetime) -> None:
    """Rule 2."""
    for team in staff.led_teams.order_by("pk"):
        if successor:
            team.business.team_places.get_or_create(business=team.business, team=team, staff=successor)
        key = successor.pk if successor else None
        put_lead(team, successor, by=by, now=now, handed_over_from=staff.pk, after=key)


def put_lead(team: Team, lead: Staff | None, *, by: Any, now: datetime, **details: Any) -> None:
    told = {"lead": [teaming.plain(team.lead), teaming.plain(lead)]}
    team.lead = lead
    team.save(update_fields=["lead"])
    record(ListKind.LIST_ROW_CHANGED, team, by=by, now=now, changes=told, **details)


def tell(successor: Staff, staff: Staff, count: int, *, now: datetime) -> None:
    text = ngettext_lazy(
        "%(name)s has left: %(count)s inquiry is yours now.",
        "%(name)s has left: %(count)s inquiries are yours now.",
        "count",
    )
    noticing.tell(
        successor, kind="assigned", text=text % {"count": count, "name": staff},
        path=address("inquiries:list", staff.business.slug), key=f"handed-over-{staff.pk}-{now.isoformat()}", now=now,
    )  # fmt: skip


def give_back(staff: Staff, *, left_at: datetime, by: Any, now: datetime) -> None:
    """Rule 4."""
    for inquiry, before, after in handed_over(staff, left_at=left_at):
        inquiry = holding.locked(inquiry)  # noqa: PLW2901 - the same one, held
        held = announcing.handlers_of(inquiry)
        if not inquiry.is_closed and [one.pk for one in held] == after:
            people = {one.pk: one for one in staff.business.staff.active().filter(pk__in=before)}
            put(inquiry, held, [people[key] for key in before if key in people], by=by, now=now)
    led = told(staff, ListKind.LIST_ROW_CHANGED, left_at=left_at)
    for team in staff.business.teams.filter(pk__in=led).order_by("pk"):
        if team.lead_id == led[team.pk]["after"]:
            put_lead(team, staff, by=by, now=now)


def told(staff: Staff, kind: str, *, left_at: datetime) -> dict[int, dict[str, Any]]:
    """What the log says of the handing over, by row."""
    entries = Entry.objects.of(staff.business).filter(kind=kind, at__gte=left_at)
    return dict(entries.filter(details__handed_over_from=staff.pk).values_list("subject_id", "details"))


def handed_over(staff: Staff, *, left_at: datetime) -> Iterator[tuple[Inquiry, list[int], list[int]]]:
    found = told(staff, Kind.ASSIGNED, left_at=left_at)
    rows = staff.business.inquiries.filter(pk__in=found, removed_at=None, merged_into=None)
    for inquiry in rows.select_related("customer").order_by("customer", "pk"):
        yield inquiry, found[inquiry.pk]["before"], found[inquiry.pk]["after"]
