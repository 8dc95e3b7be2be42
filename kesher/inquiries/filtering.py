"""Which inquiries the handling screen's address leaves.

1. One's own are those one handles, alone, with others or with one's team; documentation, which nobody handles, is its
   writer's.
2. Several values of one filter are alternatives; different filters hold together.
3. "none" means without (an assignee, a branch …); "me" is whoever looks.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone

from kesher.businesses.models import Business, Staff
from kesher.core.keys import key_from
from kesher.inquiries import type_tree
from kesher.inquiries.asking import LISTED, ME, NONE, SPANS, Choice, Wanted


def asks_for_rows(query: Any) -> bool:
    """Whether the address names rows of the business at all, so that they must be looked up."""
    return any(name in query for name in (*LISTED, "assignee"))


def choices_of(business: Business, query: Any = None, *, by: Staff | None = None) -> dict[str, list[Choice]]:
    """All rows that inquiries can be filtered by, in one question; customers and contracts only as far as named."""
    staff_name = Concat("first_name", Value(" "), "last_name", output_field=CharField())
    none = Value("", output_field=CharField())
    parts = [
        listed("type", business.inquiry_types.all(), F("name"), F("kind"), F("position"), type_tree.ABOVE),
        listed("status", business.statuses.all(), F("name"), F("colour"), F("position")),
        listed("priority", business.priorities.all(), F("name"), F("colour"), F("position")),
        listed("team", business.teams.all(), F("name"), none, F("position")),
        listed("branch", business.branches.all(), F("name"), none, Value(0)),
        listed("assignee", handlers(business), staff_name, none, Value(0)),
        *named(business, query, none, by=by),
    ]
    found: dict[str, list[Choice]] = {name: [] for name in (*LISTED, "assignee")}
    rows = parts[0].union(*parts[1:], all=True).order_by("list", "place", "label", "row")
    for name, _position, label, row, colour, above in rows:
        found[name].append(Choice(row, label.strip(), colour, above))
    return found | {"type": type_tree.in_order(found["type"])}


def handlers(business: Business) -> Any:
    """Who works here, and who left while inquiries still name them."""
    theirs = business.assignees.filter(staff=OuterRef("pk"))
    return business.staff.filter(Q(left_at=None) | Exists(theirs))


def named(business: Business, query: Any, none: Any, *, by: Staff | None) -> list[Any]:
    """The customers and contracts that the address names, as far as this staff member sees them."""
    if query is None or by is None:
        return []
    asked = {
        name: [key for one in query.getlist(name) if (key := key_from(one))][:20]
        for name in ("customer", "contract")
    }
    people = business.customers.visible_to(by)
    parts = []
    if asked["customer"]:
        people_named = people.filter(pk__in=asked["customer"])
        parts.append(listed("customer", people_named, F("full_name"), none, Value(0)))
    if asked["contract"]:
        contracts = business.contracts.filter(pk__in=asked["contract"], customer__in=people)
        parts.append(listed("contract", contracts, F("name"), none, Value(0)))
    return parts


def listed(name: str, rows: Any, label: Any, colour: Any, place: Any, above: Any = type_tree.TOP) -> Any:
    kept = rows.order_by().annotate(
        list=Value(name, output_field=CharField()), place=place, label=label, row=F("pk")
    )
    kept = kept.annotate(shade=colour, above=above)
    return kept.values_list("list", "place", "label", "row", "shade", "above")


def narrowed(inquiries: Any, wanted: Wanted, *, by: Staff, now: datetime) -> Any:
    """The inquiries that tab, scope and filters leave; the search text is not considered."""
    if wanted.is_nobody:
        return inquiries.none()
    if wanted.is_of_record:
        rows = inquiries.standing().filter(Q(opened_by=by) if wanted.scope == "mine" else Q())
    else:
        rows = in_scope(inquiries, wanted.scope, by=by)
    if wanted.kinds:
        rows = rows.filter(kind__in=wanted.kinds)
    for name, field_name in LISTED.items():
        if name in wanted.chosen:
            rows = rows.filter(any_of(field_name, wanted.values(name)))
    if "assignee" in wanted.chosen:
        rows = rows.filter(handled_by(wanted.chosen["assignee"], by))
    for name, field_name in {
        "category": "status__category",
        "channel": "channel",
        "billing": "billing_status",
    }.items():
        if name in wanted.chosen:
            rows = rows.filter(**{f"{field_name}__in": wanted.chosen[name]})
    if "opened" in wanted.chosen:
        rows = rows.filter(
            created_at__gte=day_start(now, -max(SPANS[one] for one in wanted.chosen["opened"]) + 1)
        )
    return (
        rows.filter(due(wanted.chosen["due"], by.business, now=now, field_name="target_at"))
        if "due" in wanted.chosen
        else rows
    )


def in_scope(inquiries: Any, scope: str, *, by: Staff) -> Any:
    """Rule 1."""
    if scope == "closed":
        return inquiries.closed()
    rows = inquiries.active()
    if scope == "all":
        return rows
    if scope == "unassigned":
        return rows.filter(~handled(by.business), team=None)
    teams = list(by.business.team_places.filter(staff=by).values_list("team", flat=True))
    own = Q(team__in=teams) if teams else Q(pk__in=[])
    return rows.filter(own if scope == "team" else own | Q(handled_by((ME,), by)))


def any_of(field_name: str, values: tuple[str, ...]) -> Q:
    """Rules 2 and 3."""
    ids = [int(value) for value in values if value != NONE]
    holds = Q(**{f"{field_name}__in": ids}) if ids else Q(pk__in=[])
    return holds | Q(**{field_name: None}) if NONE in values else holds


def handled(business: Business, **which: Any) -> Exists:
    """Of an inquiry: somebody (one of these) handles it."""
    return Exists(business.assignees.filter(inquiry=OuterRef("pk"), **which))


def handled_by(values: tuple[str, ...], by: Staff) -> Any:
    ids = [by.pk if value == ME else int(value) for value in values if value != NONE]
    some = handled(by.business, staff__in=ids)
    return Q(some) | Q(~handled(by.business)) if NONE in values else Q(some)


def due(values: tuple[str, ...], business: Business, *, now: datetime, field_name: str) -> Q:
    clocks = business.response_clocks.filter(inquiry=OuterRef("pk"))
    missed = clocks.filter(Q(missed_at__isnull=False) | Q(stopped_at=None, due_at__lt=now))
    near = clocks.filter(stopped_at=None, missed_at=None, escalated__gte=75)
    ways = {
        "overdue": Q(**{f"{field_name}__lt": now}),
        "today": Q(**{f"{field_name}__gte": day_start(now, 0), f"{field_name}__lt": day_start(now, 1)}),
        "week": Q(**{f"{field_name}__gte": day_start(now, 0), f"{field_name}__lt": day_start(now, 7)}),
        "missed": Q(Exists(missed)),
        "risk": Q(Exists(near)),
    }
    holds = Q()
    for value in values:
        holds |= ways[value]
    return holds


def day_start(now: datetime, days: int) -> datetime:
    """Midnight of so many days from the day of `now`, where we are."""
    day: date = timezone.localtime(now).date() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time()))
