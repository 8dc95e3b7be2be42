"""The filters of reports over inquiries: what is offered, and whom each leaves.

1. Several values of one filter are alternatives; different filters hold together; "none" means without.
2. The rows offered are the business's own, read in one question, in the order of their lists.
3. A customer or a contract is asked for by its id, since there are too many to choose from.
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
from kesher.inquiries.models import BillingStatus, Category, Channel, InquiryKind
from kesher.reports import cuts
from kesher.reports.asking import FIRST, LAST, Question
from kesher.reports.cuts import KEPT, MISSED, NONE, RESPONSES, full_name

STATES = {"open": pgettext_lazy("inquiries", "Open"), "overdue": _("Overdue"), "closed": _("Closed")}
FIXED: dict[str, list[tuple[str, Any]]] = {
    "kind": list(InquiryKind.choices),
    "category": list(Category.choices),
    "channel": list(Channel.choices),
    "billing": list(BillingStatus.choices),
    "response": list(RESPONSES.items()),
    "state": list(STATES.items()),
}
FIELDS = {
    "kind": "kind", "type": "type", "status": "status", "category": "status__category", "priority": "priority",
    "team": "team", "customer": "customer", "branch": "branch", "channel": "channel", "contract": "contract",
    "billing": "billing_status", "assignee": "main__staff",
}  # fmt: skip
STEPS = {"month": relativedelta(months=1), "week": relativedelta(weeks=1)}
LABELS = {name: cut.label for name, cut in cuts.CUTS.items() if name not in {"month", "week"}} | {
    "state": _("State"), "span": _("Opened"),
}  # fmt: skip


def offered(staff: Staff, query: Any) -> dict[str, list[tuple[str, Any]]]:
    """{filter: its choices}; what is asked by id is offered as it was asked (rule 3)."""
    found: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    found |= {name: list(rows) for name, rows in FIXED.items()}
    for name, key, label, _place in sorted(listed(staff.business), key=lambda row: row[3]):
        found[name].append((str(key), label))
    for name in ("type", "priority", "assignee", "team", "branch"):
        found[name].append((NONE, _("None")))
    found["customer"] = named(people(staff), "full_name", query.getlist("customer"))
    theirs = staff.business.contracts.filter(customer__in=people(staff).values("pk"))
    found["contract"] = named(theirs, "name", query.getlist("contract"))
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
        part("type", business.inquiry_types, name),
        part("status", business.statuses, name),
        part("priority", business.priorities, name),
        part("team", business.teams, name),
        part("branch", business.branches, name),
        part("assignee", business.staff, full_name()),
    ]
    return parts[0].union(*parts[1:], all=True)


def part(name: str, rows: Any, label: Any) -> Any:
    place = F("position") if hasattr(rows.model, "position") else F("pk")
    return rows.order_by().values_list(Value(name, output_field=CharField()), "pk", label, place)


def narrowed(inquiries: Any, question: Question, *, now: datetime) -> Any:
    """The inquiries opened in the period that pass the filters."""
    start, end = question.span()
    if vanished.is_nobody(question.gone, question.chosen):
        inquiries = inquiries.none()
    found = inquiries.annotate(**cuts.relations()).filter(created_at__gte=start, created_at__lt=end)
    for name, values in question.chosen.items():
        found = found.filter(condition(name, values, now))
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
    if name == "response":
        return RESPONDED[value]
    if name == "state":
        return Q(closed_at__isnull=value != "closed") & (Q(target_at__lt=now) if value == "overdue" else Q())
    first, after = span_of(value) or (date.min, date.min)
    return Q(created_at__gte=cuts.midnight(first), created_at__lt=cuts.midnight(after))


RESPONDED = {
    KEPT: Q(answer__isnull=False, answer__missed_at=None),
    MISSED: Q(answer__missed_at__isnull=False),
    NONE: Q(answer__isnull=True),
}


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
