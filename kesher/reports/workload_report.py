"""The workload of each staff member: what lies before them, what they did in the period.

1. Open and overdue are counted now, over all inquiries that are theirs as the main assignee.
2. Closed are inquiries of theirs that were closed in the period; work is the minutes of their treatment lines performed
   in it; meetings are those they took part in that began in it and were not cancelled, with their hours.
3. Staff who left are shown only when something of theirs falls into the period.
"""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kesher.businesses.models import Staff
from kesher.calendar.models import MeetingState
from kesher.inquiries import seeing
from kesher.reports.asking import Question
from kesher.reports.tables import Column, Row, Table, totalled

COLUMNS = (
    Column("staff", gettext_lazy("Staff member")),
    Column("open", pgettext_lazy("count", "Open inquiries"), "number", is_charted=True),
    Column("overdue", gettext_lazy("Overdue"), "number", is_charted=True),
    Column("closed", gettext_lazy("Closed"), "number"),
    Column("work", gettext_lazy("Work"), "minutes"),
    Column("meetings", gettext_lazy("Meetings"), "number", is_fact=False),
    Column("met", gettext_lazy("In meetings"), "minutes", is_fact=False),
)


def table(staff: Staff, question: Question, *, now: datetime) -> Table:
    figures: dict[int, dict[str, Any]] = defaultdict(dict)
    for read in (assigned, worked, met):
        for staff_id, facts in read(staff, question, now):
            figures[staff_id] |= facts
    rows = [
        row(one, figures.get(one.pk, {}))
        for one in staff.business.staff.all()
        if one.is_active or figures.get(one.pk)
    ]
    return Table(
        title=_("Workload"),
        columns=COLUMNS,
        rows=rows,
        totals=totalled(COLUMNS, rows, _("Total")),
        chart="bar",
        subtitles=[question.period_text],
    )


def row(one: Staff, facts: dict[str, Any]) -> Row:
    return Row([str(one), *(facts.get(column.key, 0) for column in COLUMNS[1:])])


def assigned(staff: Staff, question: Question, now: datetime) -> Any:
    start, end = question.span()
    theirs = staff.business.assignees.filter(is_main=True, inquiry__in=seeing.seen_by(staff).values("pk"))
    is_open = Q(inquiry__closed_at=None)
    counted = (
        theirs.order_by()
        .values("staff")
        .annotate(
            open=Count("pk", filter=is_open),
            overdue=Count("pk", filter=is_open & Q(inquiry__target_at__lt=now)),
            closed=Count("pk", filter=Q(inquiry__closed_at__gte=start, inquiry__closed_at__lt=end)),
        )
    )
    return [
        (one.pop("staff"), one) for one in counted if any(one[name] for name in ("open", "overdue", "closed"))
    ]


def worked(staff: Staff, question: Question, now: datetime) -> Any:  # noqa: ARG001
    start, end = question.span()
    lines = staff.business.treatments.filter(
        removed_at=None,
        performed_at__gte=start,
        performed_at__lt=end,
        staff__isnull=False,
        inquiry__in=seeing.seen_by(staff).values("pk"),
    )
    return [
        (staff_id, {"work": minutes})
        for staff_id, minutes in lines.order_by().values_list("staff").annotate(spent=Sum("minutes"))
    ]


def met(staff: Staff, question: Question, now: datetime) -> Any:  # noqa: ARG001
    start, end = question.span()
    length = ExpressionWrapper(F("meeting__ends_at") - F("meeting__starts_at"), output_field=DurationField())
    parts = (
        staff.business.participants.filter(
            staff__isnull=False,
            meeting__removed_at=None,
            meeting__is_all_day=False,
            meeting__starts_at__gte=start,
            meeting__starts_at__lt=end,
        )
        .filter(~Q(meeting__state=MeetingState.CANCELLED))
        .order_by()
        .values_list("staff")
        .annotate(count=Count("pk"), took=Sum(length))
    )
    return [
        (staff_id, {"meetings": count, "met": took.total_seconds() / 60}) for staff_id, count, took in parts
    ]
