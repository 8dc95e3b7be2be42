"""The kinds of clauses and what each asks for (AMB-13). Another kind is another entry of KINDS.

1. Each kind names its terms: how each is asked, its default, and its limits. A clause keeps its terms by these names.
2. A response time has minutes for response and resolution, for all priorities or differing by priority (keyed by the
   priority's id), counted in working hours or around the clock. Resolution is not before response.
3. An hour bank has hours, rounding and minimum per entry, an overage rate, an overrun in percent, a multiplier, whether travel
   counts, and at how many percent to warn.
4. Visits included are a number; a discount is a percentage on parts and on work; free text has a wording.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from kesher.contracts.models import Clause, ClauseKind
from kesher.core import money
from kesher.core.refusals import Problem


@dataclass(frozen=True)
class Term:
    name: str
    label: Any
    kind: str = "number"
    """number, money (agorot), switch, decimal"""
    default: Any = None
    least: int = 0
    most: int = 1_000_000
    suffix: Any = ""
    is_required: bool = False


@dataclass(frozen=True)
class ClauseType:
    terms: tuple[Term, ...]
    sentence: Callable[[Mapping[str, Any]], str]
    icon: str
    check: Callable[[Mapping[str, Any]], list[Problem]] = field(default=lambda terms: [])  # noqa: ARG005


def duration(minutes: int | None) -> str:
    """240 as 4 hours, 90 as 1:30 hours, 45 as 45 minutes."""
    if not minutes:
        return "–"
    hours, rest = divmod(minutes, 60)
    if not hours:
        return ngettext("%(num)s minute", "%(num)s minutes", rest) % {"num": rest}
    if rest:
        return gettext("%(hours)s hours") % {"hours": f"{hours}:{rest:02}"}
    return whole_hours(hours)


def whole_hours(count: int) -> str:
    return ngettext("%(num)s hour", "%(num)s hours", count) % {"num": f"{count:,}"}


def response_sentence(terms: Mapping[str, Any]) -> str:
    parts = [gettext("response within %(time)s") % {"time": duration(terms.get("response_minutes"))}]
    if terms.get("resolution_minutes"):
        parts.append(gettext("resolution within %(time)s") % {"time": duration(terms["resolution_minutes"])})
    parts.append(
        gettext("around the clock") if terms.get("is_around_the_clock") else gettext("in working hours")
    )
    if terms.get("by_priority"):
        parts.append(gettext("differs by priority"))
    return ", ".join(parts)


def bank_sentence(terms: Mapping[str, Any]) -> str:
    parts = [whole_hours(terms.get("hours", 0))]
    if terms.get("overage_rate"):
        rate = money.shown(terms["overage_rate"], get_language() or "he")
        parts.append(gettext("beyond: %(rate)s an hour") % {"rate": rate})
    if terms.get("overrun_percent"):
        parts.append(gettext("may be overrun by %(percent)s%%") % {"percent": terms["overrun_percent"]})
    return ", ".join(parts)


def visits_sentence(terms: Mapping[str, Any]) -> str:
    count = terms.get("visits", 0)
    return ngettext("%(count)s visit included", "%(count)s visits included", count) % {"count": count}


def discount_sentence(terms: Mapping[str, Any]) -> str:
    parts = []
    if terms.get("parts_percent"):
        parts.append(gettext("%(percent)s%% off parts") % {"percent": terms["parts_percent"]})
    if terms.get("work_percent"):
        parts.append(gettext("%(percent)s%% off work") % {"percent": terms["work_percent"]})
    return ", ".join(parts)


def check_response(terms: Mapping[str, Any]) -> list[Problem]:
    pairs = [terms, *(terms.get("by_priority") or {}).values()]
    late = any(
        one.get("resolution_minutes") and one["resolution_minutes"] < (one.get("response_minutes") or 0)
        for one in pairs
    )
    text = _("Resolution cannot be promised before response.")
    return [Problem("resolution-first", text, field="resolution_minutes")] if late else []


def check_discount(terms: Mapping[str, Any]) -> list[Problem]:
    if terms.get("parts_percent") or terms.get("work_percent"):
        return []
    return [Problem("discount-empty", _("Please say how much is taken off."), field="parts_percent")]


MINUTES = _("minutes")
KINDS: dict[str, ClauseType] = {
    ClauseKind.RESPONSE_TIME: ClauseType(
        (
            Term("response_minutes", _("Response within"), suffix=MINUTES, least=1, most=525_600, default=240, is_required=True),
            Term("resolution_minutes", _("Resolution within"), suffix=MINUTES, most=525_600),
            Term("is_around_the_clock", _("Around the clock, not only in working hours"), "switch", default=False),
        ),
        response_sentence,
        "clock-exclamation",
        check_response,
    ),
    ClauseKind.HOUR_BANK: ClauseType(
        (
            Term("hours", _("Hours"), least=1, most=100_000, default=20, is_required=True),
            Term("rounding", _("Rounded up to"), suffix=MINUTES, least=1, most=240, default=15),
            Term("minimum", _("At least, per entry"), suffix=MINUTES, most=480, default=15),
            Term("overage_rate", _("Price of an hour beyond it"), "money", suffix="₪"),
            Term("overrun_percent", _("May be overrun by"), suffix="%", most=50, default=0),
            Term("multiplier", _("Each hour counts"), "decimal", default="1.0", most=10),
            Term("counts_travel", _("Travel of outside work counts"), "switch", default=False),
            Term("warn_first", _("Warn at"), suffix="%", least=1, most=100, default=80),
            Term("warn_last", _("Warn again at"), suffix="%", least=1, most=150, default=100),
        ),
        bank_sentence,
        "hourglass",
    ),
    ClauseKind.VISITS: ClauseType(
        (Term("visits", _("Visits"), least=1, most=10_000, default=4, is_required=True),), visits_sentence, "calendar-repeat"
    ),
    ClauseKind.DISCOUNT: ClauseType(
        (
            Term("parts_percent", _("Off parts"), suffix="%", most=100),
            Term("work_percent", _("Off work"), suffix="%", most=100),
        ),
        discount_sentence,
        "discount",
        check_discount,
    ),
    ClauseKind.TEXT: ClauseType((), lambda terms: "", "file-text"),  # noqa: ARG005
}  # fmt: skip


def defaults(kind: str) -> dict[str, Any]:
    return {term.name: term.default for term in KINDS[kind].terms if term.default is not None}


def problems(kind: str, terms: Mapping[str, Any], *, text: str = "") -> list[Problem]:
    """What is wrong with the terms of a clause; each at its term."""
    if kind not in KINDS:
        return [Problem("clause-kind", _("This kind of clause is not known."), field="kind")]
    if kind == ClauseKind.TEXT and not text.strip():
        return [Problem("clause-text", _("Please write the wording of the clause."), field="text")]
    found = [problem for term in KINDS[kind].terms for problem in wrong(term, terms.get(term.name))]
    return found or KINDS[kind].check(terms)


def wrong(term: Term, value: Any) -> list[Problem]:
    if value in {None, ""}:
        text = gettext("Please fill in: %(name)s.") % {"name": term.label}
        return [Problem("term-missing", text, field=term.name)] if term.is_required else []
    if term.kind == "switch":
        return []
    if not term.least <= amount(value) <= term.most:
        text = gettext("%(name)s: between %(least)s and %(most)s.") % {
            "name": term.label, "least": term.least, "most": f"{term.most:,}",
        }  # fmt: skip
        return [Problem("term-range", text, field=term.name)]
    return []


def amount(value: Any) -> float:
    """As a number; what is too long for one is more than any limit."""
    try:
        return float(value)
    except (OverflowError, ValueError):
        return math.inf


def told(clause: Clause) -> str:
    """The clause in one line: what it promises, then its wording."""
    said = KINDS[clause.kind].sentence(clause.terms) if clause.kind in KINDS else ""
    return " · ".join(part for part in (said, clause.text) if part)
