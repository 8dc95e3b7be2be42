"""The filters of reports over inquiries: what is offered, and whom each leaves.

1. Several values of one filter are alternatives; different filters hold together; "none" means without.
2. The rows offered are the business's own, read in one question, in the order of their lists.
3. A customer or a contract is asked for by its id, since there are too many to choose from; so is what a row leads to and
   the form does not offer.
4. Who asks for a type asks for those below it too, but for the rows of the report by single types.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import CharField, F, Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kesher.businesses.models import Business, Staff
from kesher.core import vanished
from kesher.core.keys import key_from
from kesher.inquiries import type_tree
from kesher.inquiries.asking import Choice
from kesher.inquiries.models import BillingStatus, Category, Channel, InquiryKind
from kesher.reports import cuts
from kesher.reports.asking import FIRST, LAST, Question
from kesher.reports.cuts import NONE, OUTCOMES, full_name

STATES = {"open": pgettext_lazy("inquiries", "Open"), "overdue": _("Overdue"), "closed": _("Closed")}
FIXED: dict[str, list[tuple[str, Any]]] = {
    "kind": list(InquiryKind.choices),
    "category": list(Category.choices),
    "channel": list(Channel.choices),
    "billing": list(BillingStatus.choices),
    "response": list(OUTCOMES.items()),
    "resolution": list(OUTCOMES.items()),
    "state": list(STATES.items()),
}
FIELDS = {
    "kind": "kind", "type": "type", "status": "status", "category": "status__category", "priority": "priority",
    "team": "team", "customer": "customer", "branch": "branch", "channel": "channel", "contract": "contract",
    "billing": "billing_status", "assignee": "main__staff", "top_type": "type", "alone": "type",
}  # fmt: skip
WITH_BELOW = ("type", "top_type")
"""filters that take in the types below (rule 4)"""
UNOFFERED = ("customer", "contract", "span", "top_type", "alone")
"""filters that are asked by id (rule 3)"""
STEPS = {"month": relativedelta(months=1), "week": relativedelta(weeks=1)}
LABELS = {name: cut.label for name, cut in cuts.CUTS.items() if name not in {"month", "week"}} | {
    "state": _("State"), "span": _("Opened"), "alone": _("Sub-type alone"),
}  # fmt: skip


def offered(staff: Staff, query: Any) -> dict[str, list[tuple[str, Any]]]:
    """{filter: its choices}; what is asked by id is offered as it was asked (rule 3)."""
    found: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    found |= {name: list(rows) for name, rows in FIXED.items()}
    types: list[Choice] = []
    for name, key, label, _place, above in sorted(listed(staff.business), key=lambda row: row[3]):
        if name == "type":
            types.append(Choice(key, label, above=above))
        else:
            found[name].append((str(key), label))
    found["type"] = [(str(one.id), one.name) for one in type_tree.in_order(types)]
    for name in ("type", "priority", "assignee", "team", "branch"):
        found[name].append((NONE, _("None")))
    found["customer"] = named(people(staff), "full_name", query.getlist("customer"))
    theirs = staff.business.contracts.filter(customer__in=people(staff).values("pk"))
    found["contract"] = named(theirs, "name", query.getlist("contract"))
    for name in ("top_type", "alone"):
        found[name] = [one for one in found["type"] if one[0] in query.getlist(name)]
    found["span"] = [(value, span_name(value)) for value in query.getlist("span") if span_of(value)]
    return found


def people(staff: Staff) -> Any:
    return staff.business.customers.visible_to(staff)


def named(rows: Any, field: str, values: Sequence[str]) -> list[tuple[str, Any]]:
    """Those of the asked rows that the reader may see, with their names."""
    keys = [key for value in values if (key := key_from(value))]
    known = (
        [(str(pk), name) for pk, name in rows.filter(pk__in=keys).values_list("pk", field)] if keys else []
    )
    return [*known, (NONE, _("None"))] if NONE in values else known


def listed(business: Business) -> Any:
    """Rule 2."""
    name = F("name")
    parts = [
        part("type", business.inquiry_types, name, type_tree.ABOVE),
        part("status", business.statuses, name),
        part("priority", business.priorities, name),
        part("team", business.teams, name),
        part("branch", business.branches, name),
        part("assignee", business.staff, full_name()),
    ]
    return parts[0].union(*parts[1:], all=True)


def part(name: str, rows: Any, label: Any, above: Any = type_tree.TOP) -> Any:
    place = F("position") if hasattr(rows.model, "position") else F("pk")
    return rows.order_by().values_list(Value(name, output_field=CharField()), "pk", label, place, above)


def types_of(business: Business, question: Question) -> list[Choice]:
    """All types, where the question has to know which stand below which."""
    if question.cut != "top_type" and not {*WITH_BELOW} & {*question.chosen}:
        return []
    rows = business.inquiry_types.values_list("pk", "name", type_tree.ABOVE)
    return [Choice(key, name, above=above) for key, name, above in rows]


def wider(name: str, values: Sequence[str], types: Sequence[Choice]) -> Sequence[str]:
    """Rule 4."""
    if name not in WITH_BELOW:
        return values
    asked = [int(value) for value in values if value != NONE]
    return [*values, *map(str, type_tree.below(types, asked))]


def narrowed(inquiries: Any, question: Question, *, types: Sequence[Choice], now: datetime) -> Any:
    """The inquiries opened in the period that pass the filters."""
    start, end = question.span()
    if vanished.is_nobody(question.gone, question.chosen):
        inquiries = inquiries.none()
    found = inquiries.annotate(**cuts.relations()).filter(created_at__gte=start, created_at__lt=end)
    for name, values in question.chosen.items():
        found = found.filter(condition(name, wider(name, values, types), now))
    return found


def condition(name: str, values: Sequence[str], now: datetime) -> Q:
    """Rule 1."""
    if name in FIELDS:
        field = FIELDS[name]
        is_without = NONE in values and name not in FIXED
        chosen = Q(**{f"{field}__in": [value for value in values if value != NONE or name in FIXED]})
        return chosen | Q(**{f"{field}__isnull": True}) if is_without else chosen
    found = Q(pk__in=[])
    for value in values:
        found |= one_of(name, value, now)
    return found


def one_of(name: str, value: str, now: datetime) -> Q:
    if name in cuts.PROMISES:
        return cuts.outcomes(name, now)[value]
    if name == "state":
        return Q(closed_at__isnull=value != "closed") & (Q(target_at__lt=now) if value == "overdue" else Q())
    first, after = span_of(value) or (date.min, date.min)
    return Q(created_at__gte=cuts.midnight(first), created_at__lt=cuts.midnight(after))


def span_of(value: str) -> tuple[date, date] | None:
    """The first day and the day after the last: of 2026-11-01.month or 2026-11-22.week."""
    day, _dot, length = value.partition(".")
    try:
        first = date.fromisoformat(day)
        return (first, first + STEPS[length]) if length in STEPS and FIRST <= first <= LAST else None
    except ValueError:
        return None


def span_name(value: str) -> str:
    return cuts.month_name(value) if value.endswith(".month") else cuts.week_name(value)
