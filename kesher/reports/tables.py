"""A table as a report gives it: columns, rows of plain values, totals; the same for screen, Excel and PDF.

1. A column has a kind, which says how its values are shown: text, number, money (agorot), minutes, percent, date, moment,
   amount (of hours or of pieces, as each row has it), identifier (a number that counts nothing, so it is not grouped).
2. A row may lead somewhere: `query` narrows the list below it, `path` is the page of one record.
3. A value that does not exist is None and shown as a dash; nothing is rounded before it is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from django.utils import timezone
from django.utils.translation import get_language

from kesher.core import days, money

Kind = Literal["text", "number", "money", "minutes", "percent", "date", "moment", "amount", "identifier"]
AT_END = {"number", "money", "minutes", "percent", "amount"}


class Amount(NamedTuple):
    """A quantity that says of what."""

    quantity: int
    is_minutes: bool


@dataclass(frozen=True)
class Column:
    key: str
    label: Any
    kind: Kind = "text"
    is_charted: bool = False
    is_fact: bool = True
    """told on a phone's card"""
    is_wide: bool = False
    """takes the room that is left on paper; otherwise the first column does"""


@dataclass(frozen=True)
class Row:
    values: Sequence[Any]
    query: str = ""
    path: str = ""


@dataclass(frozen=True)
class Table:
    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    totals: Sequence[Any] | None = None
    chart: str = ""
    """bar, line or doughnut; empty: nothing to draw"""
    note: str = ""
    subtitles: Sequence[str] = field(default_factory=tuple)

    @property
    def charted(self) -> str:
        """What the picture is of."""
        return ", ".join(str(one.label) for one in self.columns if one.is_charted)


def told(value: Any, kind: Kind) -> str:
    """The value as people read it."""
    if value is None or value == "":
        return "–"
    match kind:
        case "money":
            return money.shown(int(value), language())
        case "minutes":
            return days.shown_length(round(value))
        case "amount":
            return days.shown_length(value.quantity) if value.is_minutes else f"{value.quantity:,}"
        case "percent":
            return f"{value:.0f}%"
        case "number":
            return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"
    return told_day(value)


def told_day(value: Any) -> str:
    if isinstance(value, datetime):
        return days.shown_moment(timezone.localtime(value), language())
    return days.shown_date(value, language()) if isinstance(value, date) else str(value)


def language() -> str:
    return get_language() or "he"


def share(part: float | None, whole: float | None) -> float | None:
    """Per cent; None where there is nothing to share."""
    return 100 * part / whole if whole and part is not None else None


def totalled(columns: Sequence[Column], rows: Sequence[Row], label: str) -> list[Any]:
    """Sums of the columns that can be added; the first cell says what they are."""
    sums = [
        sum(row.values[place] or 0 for row in rows) if column.kind in {"number", "money", "minutes"} else None
        for place, column in enumerate(columns)
    ]
    return [label, *sums[1:]]
