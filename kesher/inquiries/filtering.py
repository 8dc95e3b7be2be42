"""What the handling screen is asked for, as its address says it, and which inquiries that leaves.

1. Everything stands in the address: tab, scope, search, filters, columns, order, page; nothing else decides what is seen.
2. Without a scope it is one's own active inquiries: those one handles, alone, with others or with one's team (R147).
3. Several values of one filter are alternatives; different filters hold together; what is unknown is ignored.
4. "none" means without (an assignee, a branch …); "me" is whoever looks.
5. Meetings stand among them as long as nothing is asked that a meeting does not have (AMB-09).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone

from kesher.businesses.models import Business, Staff
from kesher.core.keys import key_from
from kesher.core.words import cleaned
from kesher.inquiries.models import BillingStatus, Category, Channel, InquiryKind

MEETING = "meeting"
KINDS = (*InquiryKind.values, MEETING)
SCOPES = ("mine", "team", "unassigned", "all", "closed")
DUES = ("overdue", "today", "week", "missed", "risk")
SPANS = {"week": 7, "month": 30, "quarter": 91, "year": 365}
LISTED = {
    "type": "type", "status": "status", "priority": "priority", "team": "team", "branch": "branch",
    "customer": "customer", "contract": "contract",
}  # fmt: skip
"""filters by a row of the business: name in the address, field of the inquiry"""
COMMON = {"assignee", "branch", "customer", "opened"}
"""filters that meetings can answer too"""
FIXED: dict[str, tuple[str, ...]] = {
    "kind": KINDS, "scope": SCOPES, "category": tuple(Category.values), "channel": tuple(Channel.values),
    "billing": tuple(BillingStatus.values), "due": DUES, "opened": tuple(SPANS),
}  # fmt: skip
NAMES = (
    "kind", "scope", "due", "status", "category", "type", "priority", "assignee", "team", "customer", "branch",
    "channel", "contract", "opened", "billing",
)  # fmt: skip
PLACES = ("kind", "scope")
"""tabs rather than filters"""
NONE, ME = "none", "me"


@dataclass(frozen=True)
class Wanted:
    """One address of the screen, read."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    columns: tuple[str, ...] = ()

    @property
    def scope(self) -> str:
        return self.chosen.get("scope", ("mine",))[0]

    @property
    def kinds(self) -> tuple[str, ...]:
        return self.chosen.get("kind", ())

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or {*self.chosen} - {*PLACES})

    @property
    def has_meetings(self) -> bool:
        """Rule 5."""
        asked = {*self.chosen} - {*PLACES}
        is_among = not self.kinds or MEETING in self.kinds
        return is_among and asked <= COMMON and self.scope in {"mine", "all", "closed"}

    @property
    def has_inquiries(self) -> bool:
        return not self.kinds or any(kind != MEETING for kind in self.kinds)

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values of the address, always in the same order."""
        pairs = [(name, value) for name in NAMES for value in self.chosen.get(name, ())]
        pairs = ([("q", self.text)] if self.text else []) + pairs
        pairs += [("sort", self.sort)] if self.sort else []
        return pairs + ([("columns", ",".join(self.columns))] if self.columns else [])

    def query(self, **changes: Any) -> str:
        """The address's query string, with changes."""
        return urlencode(replace(self, **changes).pairs())

    def without(self, name: str) -> str:
        if name == "text":
            return self.query(text="")
        return self.query(chosen={key: value for key, value in self.chosen.items() if key != name})

    def beside(self, **places: str) -> str:
        """The same search in another tab or scope; an empty value leaves it."""
        rest = {key: value for key, value in self.chosen.items() if key not in places}
        return self.query(chosen=rest | {key: (value,) for key, value in places.items() if value})

    def cleared(self) -> str:
        places = {key: value for key, value in self.chosen.items() if key in PLACES}
        return Wanted(chosen=places, sort=self.sort, columns=self.columns).query()


@dataclass(frozen=True)
class Choice:
    """A row of the business that inquiries can be filtered by."""

    id: int
    name: str
    colour: str = ""


Choices = Mapping[str, list[Choice]]


def wanted(query: Any, choices: Choices) -> Wanted:
    """The address (a QueryDict) read with what the business has (rule 3)."""
    chosen = {
        name: tuple(dict.fromkeys(v for v in query.getlist(name) if is_known(name, v, choices)))
        for name in NAMES
    }
    chosen["scope"] = tuple(one for one in chosen["scope"][:1] if one != "mine")
    return Wanted(
        text=cleaned(query.get("q", ""))[:100],
        chosen={name: values for name, values in chosen.items() if values},
        sort=query.get("sort", "")[:20],
        columns=tuple(dict.fromkeys(part for part in columns_text(query)[:600].split(",") if part)),
    )


def is_known(name: str, value: str, choices: Choices) -> bool:
    if name in FIXED:
        return value in FIXED[name]
    if value == NONE or (value == ME and name == "assignee"):
        return True
    return value in {str(choice.id) for choice in choices.get(name, [])}


def columns_text(query: Any) -> str:
    """Columns come in one value, or each in its own as a form sends them."""
    return ",".join(query.getlist("columns"))


def asks_for_rows(query: Any) -> bool:
    """Whether the address names rows of the business at all, so that they must be looked up."""
    return any(name in query for name in (*LISTED, "assignee"))


def choices_of(business: Business, query: Any = None, *, by: Staff | None = None) -> dict[str, list[Choice]]:
    """All rows that inquiries can be filtered by, in one question; customers and contracts only as far as named."""
    staff_name = Concat("first_name", Value(" "), "last_name", output_field=CharField())
    none = Value("", output_field=CharField())
    parts = [
        listed("type", business.inquiry_types.all(), F("name"), F("kind"), F("position")),
        listed("status", business.statuses.all(), F("name"), F("colour"), F("position")),
        listed("priority", business.priorities.all(), F("name"), F("colour"), F("position")),
        listed("team", business.teams.all(), F("name"), none, F("position")),
        listed("branch", business.branches.all(), F("name"), none, Value(0)),
        listed("assignee", business.staff.active(), staff_name, none, Value(0)),
        *named(business, query, none, by=by),
    ]
    found: dict[str, list[Choice]] = {name: [] for name in (*LISTED, "assignee")}
    rows = parts[0].union(*parts[1:], all=True).order_by("list", "place", "label", "row")
    for name, _position, label, row, colour in rows:
        found[name].append(Choice(row, label.strip(), colour))
    return found


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


def listed(name: str, rows: Any, label: Any, colour: Any, place: Any) -> Any:
    kept = rows.order_by().annotate(
        list=Value(name, output_field=CharField()), place=place, label=label, row=F("pk")
    )
    return kept.annotate(shade=colour).values_list("list", "place", "label", "row", "shade")


def narrowed(inquiries: Any, wanted: Wanted, *, by: Staff, now: datetime) -> Any:
    """The inquiries that tab, scope and filters leave; the search text is not considered."""
    rows = in_scope(inquiries, wanted.scope, by=by)
    if wanted.kinds:
        rows = rows.filter(kind__in=wanted.kinds)
    for name, field_name in LISTED.items():
        if name in wanted.chosen:
            rows = rows.filter(any_of(field_name, wanted.chosen[name]))
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
    """Rule 2."""
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
    """Rules 3 and 4."""
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
