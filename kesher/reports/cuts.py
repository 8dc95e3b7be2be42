"""The cuts of the inquiries report (AMB-19): what its rows can be, and how each is asked of the database.

1. A cut groups by one thing: kind, type, status, priority, assignee, team, customer, branch, month, week, channel,
   response time kept or missed, contract, billing status.
2. The assignee is the main one, so that nothing is counted twice.
3. A group leads to the filter that holds exactly its inquiries; "none" stands for those without.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Case, CharField, F, FilteredRelation, Q, Value, When
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kesher.inquiries.models import BillingStatus, Category, Channel, ClockKind, InquiryKind
from kesher.reports.asking import Question

NONE = "none"
KEPT, MISSED = "kept", "missed"
RESPONSES = {KEPT: _("Kept"), MISSED: _("Missed"), NONE: _("Nothing promised")}


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
    "response": Cut(_("Response time"), None, names=RESPONSES),
    "contract": Cut(_("Service contract"), "contract_id", "contract__name"),
    "billing": Cut(_("Billing status"), "billing_status", names=dict(BillingStatus.choices)),
}


def relations() -> dict[str, FilteredRelation]:
    """Each at most one row an inquiry. Made anew each time, since a query changes what it is given."""
    return {
        "main": FilteredRelation("assignees", condition=Q(assignees__is_main=True)),
        "answer": FilteredRelation("clocks", condition=Q(clocks__kind=ClockKind.RESPONSE)),
    }


def key_of(cut: str, question: Question) -> Any:
    """The expression that is grouped by."""
    if cut in {"month", "week"}:
        return by_span(list(spans(cut, question)))
    if cut == "response":
        return Case(
            When(answer__isnull=True, then=Value(NONE)),
            When(answer__missed_at__isnull=False, then=Value(MISSED)),
            default=Value(KEPT),
        )
    key = CUTS[cut].key
    return F(key) if isinstance(key, str) else key


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
