"""What hangs on the rows of the handling screen: who handles them, and what their response clocks say.

1. Each kind of thing is asked once for the whole page, and only when a column shows it.
2. A clock says "missed" once its promise ran out, "risk" once its own warning was given.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from kesher.businesses.models import Business
from kesher.inquiries import listed_meetings
from kesher.inquiries.columns import Column

INQUIRIES, MEETINGS = 0, 1
"""the sides of the list, in this order where keys are equal"""


def add_linked(
    rows: Sequence[dict[str, Any]], columns: Sequence[Column], business: Business, *, now: datetime
) -> None:
    """Assignees and response clocks of these inquiries, each kind in one question; of meetings, who takes part."""
    for row in rows:
        row.setdefault("assignees", [])
        row["clock"] = ""
    if any(column.key == "assignees" for column in columns):
        put_people(rows, INQUIRIES, assignees_of(business, ids(rows, INQUIRIES)))
        put_people(rows, MEETINGS, listed_meetings.people_of(business, ids(rows, MEETINGS)))
    if any(column.key == "target" for column in columns):
        states = clock_states(business, ids(rows, INQUIRIES), now=now)
        for row in rows:
            row["clock"] = states.get(row["pk"], "") if row["side"] == INQUIRIES else ""


def ids(rows: Iterable[Mapping[str, Any]], side: int) -> list[int]:
    return [row["pk"] for row in rows if row["side"] == side]


def assignees_of(business: Business, pks: list[int]) -> Iterable[Any]:
    links = business.assignees.filter(inquiry__in=pks).order_by("-is_main", "pk")
    return links.values_list("inquiry", "staff__first_name", "staff__last_name") if pks else []


def put_people(rows: Sequence[dict[str, Any]], side: int, links: Iterable[Any]) -> None:
    names: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for pk, first, last in links:
        names[pk].append((f"{first} {last}".strip(), not names[pk]))
    for row in rows:
        if row["side"] == side:
            row["assignees"] = names.get(row["pk"], [])


def clock_states(business: Business, pks: list[int], *, now: datetime) -> dict[int, str]:
    """What the clocks of these inquiries say: missed, or risk."""
    if not pks:
        return {}
    states: dict[int, str] = {}
    clocks = business.response_clocks.filter(inquiry__in=pks)
    warned = clocks.filter(
        Q(missed_at__isnull=False)
        | Q(stopped_at=None, due_at__lt=now)
        | Q(stopped_at=None, escalated__gte=75)
    )
    for pk, missed_at, due_at, stopped_at in warned.values_list(
        "inquiry", "missed_at", "due_at", "stopped_at"
    ):
        is_missed = missed_at or (stopped_at is None and due_at and due_at < now)
        if is_missed or pk not in states:
            states[pk] = "missed" if is_missed else "risk"
    return states
