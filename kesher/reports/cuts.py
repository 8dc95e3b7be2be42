"""The cuts of the inquiries report (AMB-19): what its rows can be, and how each is asked of the database.

1. A cut groups by one thing: kind, type, status, priority, assignee, team, customer, branch, month, week, channel,
   response and resolution time kept or missed, contract, billing status.
2. The assignee is the main one, so that nothing is counted twice.
3. A group leads to the filter that holds exactly its inquiries; "none" stands for those without.
4. A promised time was kept when its clock stopped in time, and missed when it ran out, stopped or not; in between it is still
   running, and neither of the two.
5. Types are counted each for itself, or all of a branch for the one at its top (AMB-01).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import BigIntegerField, Case, CharField, F, FilteredRelation, Q, Value, When
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kesher.inquiries import type_tree
from kesher.inquiries.models import BillingStatus, Category, Channel, ClockKind, InquiryKind
from kesher.reports.asking import Question

NONE = "none"
KEPT, MISSED, RUNNING = "kept", "missed", "running"
OUTCOMES = {KEPT: _("Kept"), MISSED: _("Missed"), RUNNING: _("Still running"), NONE: _("Nothing promised")}
PROMISES = {"response": "answer", "resolution": "solution"}
"""cuts by a promised time, and the clock that each is about"""


@dataclass(frozen=True)
class Cut:
    label: Any
    key: Any
    """what is grouped by"""
    name: Any = None
    """how the group is called; without it, `names` says it"""
    names: Mapping[str, Any] | None = None


def full_name(path: str = "") -> Any:
    """Of a staff member at the end of this path."""
    return Concat(f"{path}first_name", Value(" "), f"{path}last_name", output_field=CharField())


CUTS: dict[str, Cut] = {
    "kind": Cut(_("Kind of inquiry"), "kind", names=dict(InquiryKind.choices)),
    "type": Cut(_("Sub-type"), "type_id", "type__name"),
    "top_type": Cut(_("Main type"), None),
    "status": Cut(_("Status"), "status_id", "status__name"),
    "category": Cut(_("Stage of handling"), "status__category", names=dict(Category.choices)),
    "priority": Cut(_("Priority"), "priority_id", "priority__name"),
    "assignee": Cut(_("Assignee"), "main__staff_id", full_name("main__staff__")),
    "team": Cut(_("Team"), "team_id", "team__name"),
    "customer": Cut(_("Customer"), "customer_id", "customer__full_name"),
    "branch": Cut(_("Branch"), "branch_id", "branch__name"),
    "month": Cut(_("Month"), None),
    "week": Cut(_("Week"), None),
    "channel": Cut(_("Came by"), "channel", names=dict(Channel.choices)),
    "response": Cut(_("Response time"), None, names=OUTCOMES),
    "resolution": Cut(_("Resolution time"), None, names=OUTCOMES),
    "contract": Cut(_("Service contract"), "contract_id", "contract__name"),
    "billing": Cut(_("Billing status"), "billing_status", names=dict(BillingStatus.choices)),
}


def relations() -> dict[str, FilteredRelation]:
    """Each at most one row an inquiry. Made anew each time, since a query changes what it is given."""
    return {
        "main": FilteredRelation("assignees", condition=Q(assignees__is_main=True)),
        "answer": FilteredRelation("clocks", condition=Q(clocks__kind=ClockKind.RESPONSE)),
        "solution": FilteredRelation("clocks", condition=Q(clocks__kind=ClockKind.RESOLUTION)),
    }


def grouped(question: Question, *, types: Sequence[Any], now: datetime) -> dict[str, Any]:
    """What is grouped by, and how each group is called; `types`: all of them, for the cut by the top ones."""
    cut = question.cut
    if cut == "top_type":
        return by_top(type_tree.tops(types))
    if cut in {"month", "week"}:
        key = by_span(list(spans(cut, question)))
    elif cut in PROMISES:
        key = by_outcome(cut, now)
    else:
        key = F(CUTS[cut].key)
    name = CUTS[cut].name
    return {"cut_key": key, "cut_name": F(name) if isinstance(name, str) else name or Value("")}


def by_top(tops: Sequence[tuple[Any, Sequence[int]]]) -> dict[str, Any]:
    """Rule 5; what has nothing below it counts for itself."""
    keys = [When(type__in=[*under], then=Value(top.id)) for top, under in tops]
    names = [When(type__in=[*under], then=Value(top.name)) for top, under in tops]
    return {
        "cut_key": Case(*keys, default=F("type_id"), output_field=BigIntegerField()),
        "cut_name": Case(*names, default=F("type__name"), output_field=CharField()),
    }


def by_outcome(cut: str, now: datetime) -> Case:
    whens = [When(condition, then=Value(value)) for value, condition in outcomes(cut, now).items()]
    return Case(*whens, default=Value(NONE), output_field=CharField())


def outcomes(cut: str, now: datetime) -> dict[str, Q]:
    """What can have become of a promised time; of each inquiry one holds (rule 4)."""
    clock = PROMISES[cut]

    def its(**facts: Any) -> Q:
        return Q(**{f"{clock}__{name}": value for name, value in facts.items()})

    running = its(isnull=False, stopped_at=None)
    return {
        KEPT: its(stopped_at__isnull=False, missed_at=None),
        MISSED: its(missed_at__isnull=False) | running & its(due_at__lt=now),
        RUNNING: running & its(missed_at=None) & (its(due_at=None) | its(due_at__gte=now)),
        NONE: its(isnull=True),
    }


def by_span(found: list[tuple[date, date]]) -> Any:
    """The first day of the span that it was opened in, compared as moments, so the index is of use."""
    whens = [
        When(created_at__gte=midnight(first), created_at__lt=midnight(after), then=Value(first.isoformat()))
        for first, after in found
    ]
    return Case(*whens, default=Value(NONE), output_field=CharField())


def spans(cut: str, question: Question) -> Iterator[tuple[date, date]]:
    """The months or weeks (from Sunday) of the period, at most 120, the latest ones."""
    step = relativedelta(months=1) if cut == "month" else relativedelta(weeks=1)
    first = question.until.replace(day=1) if cut == "month" else sunday(question.until)
    for _turn in range(120):
        yield first, first + step
        if first <= question.since:
            return
        first = first - step


def sunday(day: date) -> date:
    return day - timedelta(days=(day.weekday() + 1) % 7)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())


def month_name(value: str) -> str:
    """11/2026, from 2026-11-01."""
    return f"{value[5:7]}/{value[:4]}"


def week_name(value: str) -> str:
    return gettext("Week of %(day)s") % {"day": f"{value[8:10]}/{value[5:7]}"}
