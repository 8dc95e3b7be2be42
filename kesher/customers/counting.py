"""The few figures that a day begins with: new people by week, new leads by source, leads by stage.

1. A week begins on Sunday and ends with today's; the last of the weeks is the one that runs.
2. Only current people whom the staff member sees are counted.
3. A lead counts as open while its stage is in progress or it has none.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from kesher.customers.columns import tone
from kesher.customers.models import Role, StageGroup
from kesher.customers.models.customer import CustomerQuerySet

WEEKS = 12


@dataclass(frozen=True)
class Weekly:
    """By week, the oldest first."""

    people: list[int]
    leads: list[int]


@dataclass(frozen=True)
class Share:
    """One part of a whole: a stage, a source."""

    id: int | None
    name: str
    count: int
    tone: str = "teal"
    is_open: bool = True


def week_start(day: date) -> date:
    return day - timedelta(days=(day.weekday() + 1) % 7)


def weekly(people: CustomerQuerySet, *, today: date) -> Weekly:
    """New people and new leads in each of the last weeks, in one question."""
    starts = [week_start(today) - timedelta(weeks=step) for step in reversed(range(WEEKS))]
    asked: dict[str, Any] = {}
    for index, start in enumerate(starts):
        within = Q(created_at__gte=midnight(start), created_at__lt=midnight(start + timedelta(weeks=1)))
        asked |= {
            f"p{index}": Count("pk", filter=within),
            f"l{index}": Count("pk", filter=within & Q(role=Role.LEAD)),
        }
    found = people.current().filter(created_at__gte=midnight(starts[0])).order_by().aggregate(**asked)
    return Weekly([found[f"p{i}"] for i in range(WEEKS)], [found[f"l{i}"] for i in range(WEEKS)])


def leads_by_stage(people: CustomerQuerySet) -> list[Share]:
    """In the order of the stages; those without one first."""
    rows = people.current().filter(role=Role.LEAD).order_by("stage__position", "stage__id")
    counted = rows.values_list("stage", "stage__name", "stage__colour", "stage__group").annotate(
        count=Count("*")
    )
    return [
        Share(pk, name or "", count, tone(colour), group in {None, StageGroup.IN_PROGRESS})
        for pk, name, colour, group, count in counted
    ]


def new_leads_by_source(people: CustomerQuerySet, *, today: date) -> list[Share]:
    """Of the week that runs, the busiest source first."""
    rows = people.current().filter(role=Role.LEAD, created_at__gte=midnight(week_start(today))).order_by()
    counted = (
        rows.values_list("source", "source__name")
        .annotate(count=Count("pk"))
        .order_by("-count", "source__name")
    )
    return [Share(pk, name or "", count) for pk, name, count in counted]


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
