"""The inquiries report (R163-R166): counted by a cut, narrowed by filters, opened in a period.

1. Each row tells how many were opened, how many of them are open, overdue and closed, how long closing took on average,
   and how often the promised response time was kept, of those that were kept or missed (cuts.py, rule 4).
2. Only inquiries that the reader may see are counted.
3. A row leads to its inquiries (first level), each of these to the inquiry itself (second level, AMB-21).
4. Months and weeks stand in order of time, also those without any between the first and the last; everything else stands by
   number of inquiries. What is older than all of them (cuts.py) is one row, "Earlier".
5. The screen shows the first 500 rows and says so; what is taken away has them all. The totals are of all of them either way.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import Left
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from kesher.businesses.models import Staff
from kesher.core.addresses import address
from kesher.inquiries import listing, seeing
from kesher.inquiries.models import InquiryKind
from kesher.reports import cuts, narrowing
from kesher.reports.asking import Question
from kesher.reports.cuts import CUTS, KEPT, MISSED, NONE, full_name
from kesher.reports.tables import Column, Row, Table, share

MOST = 500
"""rows on the screen: customers may be many"""
MEASURES = (
    Column("opened", gettext_lazy("Opened"), "number", is_charted=True),
    Column("open", pgettext_lazy("inquiries", "Open"), "number"),
    Column("overdue", gettext_lazy("Overdue"), "number"),
    Column("closed", gettext_lazy("Closed"), "number"),
    Column("took", gettext_lazy("Hours until closing, average"), "minutes", is_fact=False),
    Column("kept", gettext_lazy("Response time kept"), "percent", is_fact=False),
)
LISTED = (
    Column("number", gettext_lazy("Number"), "identifier"),
    Column("opened", gettext_lazy("Opened"), "moment"),
    Column("kind", gettext_lazy("Kind of inquiry")),
    Column("type", gettext_lazy("Sub-type")),
    Column("customer", gettext_lazy("Customer")),
    Column("subject", gettext_lazy("Subject"), is_wide=True),
    Column("assignee", gettext_lazy("Assignee")),
    Column("status", gettext_lazy("Status")),
    Column("closed", gettext_lazy("Closed"), "moment"),
)


class Counted(NamedTuple):
    """A group and its measures."""

    key: Any
    name: Any
    opened: int = 0
    still_open: int = 0
    overdue: int = 0
    closed: int = 0
    took: timedelta | None = None
    timed: int = 0
    """how many `took` is the average of"""
    kept: int = 0
    missed: int = 0


ADDED = ("opened", "still_open", "overdue", "closed", "timed", "kept", "missed")


def asked(staff: Staff, question: Question, *, types: Sequence[Any], now: datetime) -> Any:
    """Rule 2."""
    seen = seeing.seen_by(staff).filter(merged_into=None)
    return narrowing.narrowed(seen, question, types=types, now=now)


def table(staff: Staff, question: Question, *, now: datetime, most: int | None = MOST) -> Table:
    cut, types = CUTS[question.cut], narrowing.types_of(staff.business, question)
    inquiries = asked(staff, question, types=types, now=now)
    by = cuts.grouped(question, types=types, now=now)
    found = counted(inquiries, by, question, now=now, most=most)
    groups = found[:most]
    is_part = len(found) > len(groups)
    rows = [row(question, one) for one in (filled(groups, question) if is_time(question) else groups)]
    columns = [Column("group", cut.label), *MEASURES]
    total = of_all(inquiries, now=now) if is_part else added(groups)
    return Table(
        title=_("Inquiries report"),
        columns=columns,
        rows=rows,
        totals=[_("Total"), *figures(total)] if rows else None,
        chart="line" if is_time(question) and len(rows) > 1 else "bar",
        subtitles=[question.period_text],
        note=_("The largest %(count)s groups.") % {"count": most} if is_part else "",
    )


def is_time(question: Question) -> bool:
    return question.cut in {"month", "week"}


def counted(
    inquiries: Any, by: dict[str, Any], question: Question, *, now: datetime, most: int | None
) -> list[Counted]:
    """Each group, and one more than `most` where there are more."""
    groups = inquiries.order_by().annotate(**by).values_list("cut_key", "cut_name").annotate(**measures(now))
    ordered = groups.order_by("cut_key" if is_time(question) else "-opened", "cut_key")
    return [Counted(*one) for one in (ordered if most is None else ordered[: most + 1])]


def measures(now: datetime) -> dict[str, Any]:
    took = ExpressionWrapper(F("closed_at") - F("created_at"), output_field=DurationField())
    is_open, responses = Q(closed_at=None), cuts.outcomes("response", now)
    is_timed = ~is_open & ~Q(kind=InquiryKind.DOCUMENTATION)
    return {
        "opened": Count("pk"),
        "still_open": Count("pk", filter=is_open),
        "overdue": Count("pk", filter=is_open & Q(target_at__lt=now)),
        "closed": Count("pk", filter=~is_open),
        "took": Avg(took, filter=is_timed),
        "timed": Count("pk", filter=is_timed),
        "kept": Count("answer", filter=responses[KEPT]),
        "missed": Count("answer", filter=responses[MISSED]),
    }


def of_all(inquiries: Any, *, now: datetime) -> Counted:
    """The totals where not every group is shown (rule 5)."""
    return Counted(None, None, **inquiries.order_by().aggregate(**measures(now)))


def filled(groups: list[Counted], question: Question) -> list[Counted]:
    """Rule 4."""
    found = {one.key: one for one in groups}
    keys = sorted(first.isoformat() for first, _after in cuts.spans(question.cut, question))
    dated = [key for key in keys if key in found]
    between = [key for key in keys if dated and dated[0] <= key <= dated[-1]]
    earlier = [one for one in groups if one.key not in keys]
    return earlier + [found.get(key, Counted(key, "")) for key in between]


def row(question: Question, group: Counted) -> Row:
    value = NONE if group.key in (None, "") else str(group.key)
    return Row([label(question, value, group.name), *figures(group)], query=drill(question, value))


def figures(group: Counted) -> list[Any]:
    """The values of the measures, in their order."""
    minutes = group.took.total_seconds() / 60 if group.took is not None else None
    in_time = share(group.kept, group.kept + group.missed)
    return [group.opened, group.still_open, group.overdue, group.closed, minutes, in_time]


def drill(question: Question, value: str) -> str:
    """The address of exactly the inquiries of a row (rule 3); what is older than all spans has a period of its own."""
    if not is_time(question):
        return question.query(**{"alone" if question.cut == "type" else question.cut: value})
    if value != NONE:
        return question.query(span=f"{value}.{question.cut}")
    first = min(first for first, _after in cuts.spans(question.cut, question))
    return replace(question, period="", until=first - timedelta(days=1)).query()


def label(question: Question, value: str, name: Any) -> Any:
    names = CUTS[question.cut].names
    if names is not None:
        return str(names.get(value, value))
    if is_time(question):
        if value == NONE:
            return pgettext("period", "Earlier")
        return cuts.month_name(value) if question.cut == "month" else cuts.week_name(value)
    return name if value != NONE else _("None")


def added(groups: Sequence[Counted]) -> Counted:
    """Averages cannot be added: they are weighed by what they are averages of."""
    sums = {name: sum(getattr(one, name) for one in groups) for name in ADDED}
    took = sum((one.took * one.timed for one in groups if one.took is not None), timedelta())
    return Counted(None, None, took=took / sums["timed"] if sums["timed"] else None, **sums)


def listed(staff: Staff, question: Question, *, now: datetime, most: int | None = MOST) -> Table:
    """The inquiries themselves (rule 3), the newest first."""
    types = narrowing.types_of(staff.business, question)
    ordered = asked(staff, question, types=types, now=now).order_by("-created_at", "-pk")
    found = ordered if most is None else ordered[: most + 1]
    read = found.values_list(
        "pk", "number", "created_at", "kind", "type__name", "customer__full_name", "contact_name", "title",
        Left("details", listing.LONGEST_SUBJECT), "status__name", "closed_at",
    )  # fmt: skip
    names = assignees(staff, found)
    rows = [inquiry_row(staff, names[pk], pk, *facts) for pk, *facts in read]
    more = _("The newest %(count)s; Excel holds them as well.") % {"count": most}
    return Table(
        title=_("Inquiries"),
        columns=LISTED,
        rows=rows[:most],
        subtitles=[question.period_text],
        note=more if len(rows) > len(rows[:most]) else "",
    )


def assignees(staff: Staff, inquiries: Any) -> dict[int, list[str]]:
    """{inquiry: the names of all who handle it, the main one first}"""
    links = staff.business.assignees.filter(inquiry__in=inquiries.values("pk")).order_by("-is_main", "pk")
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in links.values_list("inquiry", full_name("staff__")):
        names[pk].append(name.strip())
    return names


def inquiry_row(
    staff: Staff, names: Sequence[str], pk: int, number: int, opened: datetime, kind: str, *facts: Any
) -> Row:
    type_name, customer, contact, title, details, status, closed = facts
    kinds = dict(InquiryKind.choices)
    values = [
        number,
        opened,
        str(kinds[kind]),
        type_name,
        customer or contact,
        listing.subject(title, details, type_name),
        ", ".join(names),
        status,
        closed,
    ]
    return Row(values, path=address("inquiries:show", staff.business.slug, pk))
