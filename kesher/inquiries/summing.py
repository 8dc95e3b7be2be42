"""What the page of an inquiry reckons from its rows: the treatment lines with their sums, the response times as bars.

1. A line stands in the tab of its sub-type: work, parts, external; a closing line on the call itself (AMB-03).
2. A line costs what it will be billed (Treatment.charge): charged minutes that the hour bank did not cover at their rate,
   parts and outside work their quantity at their price too, less the contract's discount; closing costs nothing.
3. A bar fills from the start of the clock to its due moment; missed is full.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kesher.customers.columns import tone
from kesher.inquiries.columns import spoken
from kesher.inquiries.models import TreatmentSubType

TABS = {
    TreatmentSubType.WORK: "work", TreatmentSubType.PARTS: "parts", TreatmentSubType.EXTERNAL: "external",
    TreatmentSubType.CLOSING: "call",
}  # fmt: skip
HOUR = 60


@dataclass(frozen=True)
class Line:
    """A treatment: plain values."""

    id: int
    tab: str
    type: str
    sub_type: str
    status: str
    status_tone: str
    staff: str
    at: datetime
    minutes: int
    covered: int
    beyond: int
    """minutes that the customer's hour bank did not cover"""
    item: str
    quantity: str
    price: int
    discount: int
    """per cent"""
    total: int
    supplier: str
    text: str


@dataclass(frozen=True)
class Bar:
    label: str
    percent: int
    tone: str
    text: str
    policy: str


def line(treatment: Any) -> Line:
    sub_type = treatment.type.sub_type
    return Line(
        treatment.pk, TABS[sub_type], treatment.type.name, sub_type, treatment.status.name,
        tone(treatment.status.colour), str(treatment.staff or ""), treatment.performed_at, treatment.minutes,
        treatment.covered_minutes, beyond(treatment), treatment.item, f"{treatment.quantity.normalize():f}", treatment.price,
        treatment.discount_percent, cost(treatment), treatment.supplier, treatment.resolution or treatment.remarks,
    )  # fmt: skip


def beyond(treatment: Any) -> int:
    """Only where there is an hour bank to go beyond."""
    return treatment.charged_minutes - treatment.covered_minutes if treatment.booking else 0


def cost(treatment: Any) -> int:
    """Rule 2, in agorot."""
    return 0 if treatment.type.sub_type == TreatmentSubType.CLOSING else int(treatment.charge)


def totals(lines: Iterable[Line]) -> dict[str, int]:
    every = list(lines)
    return {
        "minutes": sum(one.minutes for one in every),
        "covered": sum(one.covered for one in every),
        "money": sum(one.total for one in every),
        **{tab: sum(one.total for one in every if one.tab == tab) for tab in ("work", "parts", "external")},
    }


def bars(clocks: Iterable[Any], *, now: datetime) -> list[Bar]:
    """Rule 3."""
    return [bar(clock, now=now) for clock in clocks]


def bar(clock: Any, *, now: datetime) -> Bar:
    label, policy = str(clock.get_kind_display()), clock.policy
    if clock.stopped_at:
        is_late = clock.missed_at is not None
        text = _("late") if is_late else _("kept, %(when)s") % {"when": spoken(clock.stopped_at, now)}
        return Bar(label, 100, "red" if is_late else "green", text, policy)
    if clock.due_at is None:
        return Bar(label, 50, "gray", _("paused"), policy)
    if clock.missed_at or clock.due_at < now:
        return Bar(label, 100, "red", _("missed, %(when)s") % {"when": spoken(clock.due_at, now)}, policy)
    whole = (clock.due_at - clock.started_at).total_seconds() or 1
    percent = min(99, int(100 * (now - clock.started_at).total_seconds() / whole))
    return Bar(label, percent, "yellow" if clock.escalated else "teal", left(clock.due_at, now), policy)


def left(due_at: datetime, now: datetime) -> str:
    minutes = int((due_at - now).total_seconds() // 60)
    if minutes < HOUR:
        return ngettext("%(count)s minute left", "%(count)s minutes left", minutes) % {"count": minutes}
    return _("until %(when)s") % {"when": spoken(due_at, now)}
