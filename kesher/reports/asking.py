"""What a report is asked, as its address says it.

1. A period: two days, or a name (this month, last month, this year …) that moves on with time; both ends included. Typed
   days go before a name, unless they are the ones that the form showed already; the last day left out is today.
2. A cut: what the rows are. Filters: rows of the business's lists, several values of one are alternatives.
3. A filter's value that is not offered (any more), or belongs to another business, is nobody's (core/vanished.py).
4. Days before the first or after the last that can be asked count as these.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.core import days, typed_days, vanished

PERIODS = {
    "week": _("Last 7 days"),
    "month": _("This month"),
    "last-month": _("Last month"),
    "quarter": _("Last 3 months"),
    "year": _("Last 12 months"),
    "this-year": _("This year"),
    "all": _("Everything"),
}
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)


@dataclass(frozen=True)
class Question:
    """One address of a report, read."""

    period: str = "year"
    since: date = FIRST
    until: date = FIRST
    cut: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gone: vanished.Pairs = ()

    def pairs(self) -> list[tuple[str, str]]:
        pairs = [("cut", self.cut)] if self.cut else []
        if self.period:
            pairs.append(("period", self.period))
        else:
            pairs += [("since", self.since.isoformat()), ("until", self.until.isoformat())]
        pairs += [(name, value) for name, values in sorted(self.chosen.items()) for value in values]
        return pairs + list(self.gone)

    def query(self, **narrower: str) -> str:
        """The address's query string; `narrower` replaces filters."""
        kept = [pair for pair in self.pairs() if pair[0] not in narrower]
        return urlencode([*kept, *narrower.items()])

    def span(self) -> tuple[datetime, datetime]:
        """The moments from the first day's begin to the last day's end."""
        zone = timezone.get_current_timezone()
        begin = datetime.combine(self.since, time(), tzinfo=zone)
        return begin, datetime.combine(self.until + timedelta(days=1), time(), tzinfo=zone)

    @property
    def period_text(self) -> str:
        if self.period == "all":
            return str(PERIODS["all"])
        return f"{days.shown_date(self.since)} – {days.shown_date(self.until)}"


def read(
    query: Any, *, cuts: Sequence[str], offered: Mapping[str, Sequence[tuple[str, Any]]], today: date
) -> Question:
    """The address (a QueryDict) read with what the business has (rule 3)."""
    known = {name: {key for key, _label in choices} for name, choices in offered.items()}
    chosen, gone = vanished.sorted_out(query, offered, lambda name, value: value in known[name])
    typed = typed_period(query, today)
    named = query.get("period", "") if query.get("period") in PERIODS else ""
    is_typed = typed and (not named or query.get("shown") != shown_days(*typed))
    period = "" if is_typed else named or "year"
    since, until = typed if typed and not period else bounds(period or "year", today)
    cut = query.get("cut", "")
    return Question(
        period=period,
        since=since,
        until=until,
        cut=cut if cut in cuts else cuts[0] if cuts else "",
        chosen=chosen,
        gone=gone,
    )


def typed_period(query: Any, today: date) -> tuple[date, date] | None:
    first, last = query.get("since", "").strip(), query.get("until", "").strip()
    if not (first or last):
        return None
    try:
        since = typed_day(first, today) if first else FIRST
        until = typed_day(last, today) if last else today
    except typed_days.UnclearDay:
        return None
    since, until = sorted(min(max(day, FIRST), LAST) for day in (since, until))
    return since, until


def typed_day(text: str, today: date) -> date:
    """Rule 4 bounds it."""
    try:
        return typed_days.day_from(text, today=today, past=True)
    except typed_days.FarDay as far:
        return far.day


def shown_days(since: date, until: date) -> str:
    """Two days as one value, for the form to say what it showed."""
    return f"{since.isoformat()}.{until.isoformat()}"


def bounds(period: str, today: date) -> tuple[date, date]:
    first = today.replace(day=1)
    match period:
        case "week":
            return today - timedelta(days=6), today
        case "month":
            return first, today
        case "last-month":
            return first - relativedelta(months=1), first - timedelta(days=1)
        case "quarter":
            return first - relativedelta(months=2), today
        case "this-year":
            return today.replace(month=1, day=1), today
        case "all":
            return FIRST, today + timedelta(days=1)
    return first - relativedelta(months=11), today
