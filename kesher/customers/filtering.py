"""What a list of people is asked for, as its address says it, and whom that leaves.

1. Everything stands in the address: search, filters, columns, order, page; nothing else decides what is seen.
2. Several values of one filter are alternatives; different filters hold together.
3. A value that is not offered (any more), or belongs to another business, is nobody's (core/vanished.py).
4. "none" means without (a stage, a branch …); "me" is whoever looks.
5. Archived people are shown only when asked for, and then alone.
6. Custom fields: ranging.py.
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
from kesher.core import vanished
from kesher.core.words import cleaned
from kesher.customers import ranging
from kesher.customers.models import Role
from kesher.customers.models.customer import CustomerQuerySet

ROLES = (*Role.values, "staff")
MONTHS = tuple(str(month) for month in range(1, 13))
SPANS = {"week": 7, "month": 30, "quarter": 91}
LISTED = {"stage": "stage", "source": "source", "branch": "branch", "manager": "account_manager"}
"""filters by a row of the business: name in the address, field of the person"""
FIXED = {"role": ROLES, "month": MONTHS, "added": tuple(SPANS)}
NAMES = ("role", "stage", "tag", "manager", "branch", "source", "month", "added")
FIRST_YEAR = 1900
NONE, ME = "none", "me"


@dataclass(frozen=True)
class Wanted:
    """One address of the list, read."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fields: Mapping[int, str] = field(default_factory=dict)
    gone: vanished.Pairs = ()
    is_archived: bool = False
    sort: str = ""
    columns: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.chosen or self.fields or self.gone or self.is_archived)

    @property
    def is_by_row(self) -> bool:
        """Asks for rows whose names must be looked up."""
        return bool(self.fields) or bool({*LISTED, "tag"} & {*self.chosen})

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values of the address, always in the same order."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(name, value) for name in NAMES for value in self.chosen.get(name, ())]
        pairs += [(f"field_{key}", value) for key, value in sorted(self.fields.items())]
        pairs += self.gone
        pairs += [("archived", "1")] if self.is_archived else []
        pairs += [("sort", self.sort)] if self.sort else []
        return pairs + ([("columns", ",".join(self.columns))] if self.columns else [])

    def query(self, **changes: Any) -> str:
        """The address's query string, with changes."""
        return urlencode(replace(self, **changes).pairs())

    def without(self, name: str) -> str:
        if name in {"text", "is_archived"}:
            return self.query(**{name: "" if name == "text" else False})
        gone = vanished.without(self.gone, name)
        if name.startswith("field_"):
            fields = {key: value for key, value in self.fields.items() if f"field_{key}" != name}
            return self.query(fields=fields, gone=gone)
        chosen = {key: value for key, value in self.chosen.items() if key != name}
        return self.query(chosen=chosen, gone=gone)


@dataclass(frozen=True)
class Choice:
    """A row of a settings list that people can be filtered by."""

    id: int
    name: str
    colour: str = ""


def wanted(query: Any, choices: Mapping[str, list[Choice]]) -> Wanted:
    """The address (a QueryDict) read with what the business has (rule 3)."""
    chosen, gone = vanished.sorted_out(query, NAMES, lambda name, value: is_known(name, value, choices))
    given = ranging.asked(query)
    known = {choice.id for choice in choices.get("field", [])}
    return Wanted(
        text=cleaned(query.get("q", ""))[:100],
        chosen=chosen,
        fields={key: value for key, value in given.items() if value and key in known},
        gone=gone
        + tuple((f"field_{key}", value) for key, value in given.items() if value and key not in known),
        is_archived=query.get("archived") == "1",
        sort=query.get("sort", "")[:20],
        columns=tuple(dict.fromkeys(part for part in columns_text(query)[:600].split(",") if part)),
    )


def is_known(name: str, value: str, choices: Mapping[str, list[Choice]]) -> bool:
    if name in FIXED:
        return value in FIXED[name]
    if value == NONE or (value == ME and name == "manager"):
        return True
    return value in {str(choice.id) for choice in choices.get(name, [])}


def columns_text(query: Any) -> str:
    """Columns come in one value, or each in its own as a form sends them."""
    return ",".join(query.getlist("columns"))


def asks_for_rows(query: Any) -> bool:
    """Whether the address names rows of the business at all, so that they must be looked up."""
    return any(name in query for name in (*LISTED, "tag")) or "field_" in "&".join(query) + columns_text(
        query
    )


def choices_of(business: Business) -> dict[str, list[Choice]]:
    """All rows that people can be filtered by, in one question to the database."""
    staff_name = Concat("first_name", Value(" "), "last_name", output_field=CharField())
    none = Value("", output_field=CharField())
    parts = [
        listed("stage", business.stages.all(), F("name"), F("colour"), F("position")),
        listed("tag", business.tags.all(), F("name"), F("colour"), F("position")),
        listed("source", business.sources.all(), F("name"), none, F("position")),
        listed("branch", business.branches.all(), F("name"), none, Value(0)),
        listed("manager", managers(business), staff_name, none, Value(0)),
        listed(
            "field",
            business.custom_fields.filter(is_in_list=True, retired_at=None),
            F("name"),
            F("kind"),
            F("position"),
        ),
    ]
    found: dict[str, list[Choice]] = {
        name: [] for name in ("stage", "tag", "source", "branch", "manager", "field")
    }
    for name, _position, label, row, colour in (
        parts[0].union(*parts[1:], all=True).order_by("list", "place", "label", "row")
    ):
        found[name].append(Choice(row, label.strip(), colour))
    return found


def managers(business: Business) -> Any:
    """Who works here, and who left while people still name them."""
    theirs = business.customers.filter(account_manager=OuterRef("pk"))
    return business.staff.filter(Q(left_at=None) | Exists(theirs))


def listed(name: str, rows: Any, label: Any, colour: Any, place: Any) -> Any:
    named = rows.order_by().annotate(
        list=Value(name, output_field=CharField()), place=place, label=label, row=F("pk")
    )
    return named.annotate(shade=colour).values_list("list", "place", "label", "row", "shade")


def narrowed(people: CustomerQuerySet, wanted: Wanted, *, by: Staff, today: date) -> CustomerQuerySet:
    """The people that all filters leave; the search text is not considered."""
    if vanished.is_nobody(wanted.gone, wanted.chosen):
        return people.none()
    people = people.archived() if wanted.is_archived else people.current()
    for name, field_name in LISTED.items():
        if name in wanted.chosen:
            people = people.filter(any_of(field_name, wanted.chosen[name], by))
    if "role" in wanted.chosen:
        people = people.filter(in_roles(wanted.chosen["role"]))
    if "tag" in wanted.chosen:
        people = people.filter(tagged(by, wanted.chosen["tag"]))
    if "month" in wanted.chosen:
        people = people.filter(birthday__in=days_of([int(one) for one in wanted.chosen["month"]], today))
    if "added" in wanted.chosen:
        people = people.filter(
            created_at__gte=start_of(today, max(SPANS[one] for one in wanted.chosen["added"]))
        )
    for field_id, value in wanted.fields.items():
        people = people.filter(ranging.holding(by, field_id, value, today=today))
    return people


def any_of(field_name: str, values: tuple[str, ...], by: Staff) -> Q:
    """Rules 2 and 4."""
    ids = [by.pk if value == ME else int(value) for value in values if value != NONE]
    holds = Q(**{f"{field_name}__in": ids}) if ids else Q(pk__in=[])
    return holds | Q(**{field_name: None}) if NONE in values else holds


def in_roles(roles: tuple[str, ...]) -> Q:
    holds = Q(role__in=[role for role in roles if role != "staff"])
    return holds | Q(staff__isnull=False) if "staff" in roles else holds


def tagged(by: Staff, values: tuple[str, ...]) -> Any:
    links = by.business.customer_tags.filter(customer=OuterRef("pk"))
    some = Exists(links.filter(tag__in=[int(value) for value in values if value != NONE]))
    return some | ~Exists(links) if NONE in values else some


def days_of(months: list[int], today: date) -> list[date]:
    """Every day that a living person may be born on in these months: found through the index of birthdays."""
    return [
        day
        for year in range(FIRST_YEAR, today.year + 1)
        for month in months
        for day in month_days(year, month)
    ]


def month_days(year: int, month: int) -> list[date]:
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    return [first + timedelta(days=step) for step in range((after - first).days)]


def start_of(today: date, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(today - timedelta(days=days - 1), time()))
