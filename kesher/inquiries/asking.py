"""What the handling screen is asked for: its address, read and written.

1. Everything stands in the address: tab, scope, search, filters, columns, order, page; nothing else decides what is seen.
2. Without a scope it is one's own (R147). An unknown tab or scope is ignored; a filter's value that is not offered (any
   more) is nobody's (core/vanished.py).
3. Meetings stand among the inquiries as long as nothing is asked that a meeting does not have (AMB-09).
4. Who asks for a type asks for those below it too (type_tree.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from kesher.core import vanished
from kesher.core.words import cleaned
from kesher.inquiries import type_tree
from kesher.inquiries.models import BillingStatus, Category, Channel, InquiryKind

MEETING = "meeting"
KINDS = (*InquiryKind.values, MEETING)
SCOPES = ("mine", "team", "unassigned", "all", "closed")
DUES = ("overdue", "today", "week", "missed", "risk")
SPANS = {"week": 7, "month": 30, "quarter": 91, "year": 365}
LISTED = {
    "type": "type", "status": "status", "priority": "priority", "team": "team", "branch": "branch",
    "customer": "customer", "contract": "contract",
}  # fmt: skip
"""filters by a row of the business: name in the address, field of the inquiry"""
COMMON = {"assignee", "branch", "customer", "opened"}
"""filters that meetings can answer too"""
FIXED: dict[str, tuple[str, ...]] = {
    "kind": KINDS, "scope": SCOPES, "category": tuple(Category.values), "channel": tuple(Channel.values),
    "billing": tuple(BillingStatus.values), "due": DUES, "opened": tuple(SPANS),
}  # fmt: skip
NAMES = (
    "kind", "scope", "due", "status", "category", "type", "priority", "assignee", "team", "customer", "branch",
    "channel", "contract", "opened", "billing",
)  # fmt: skip
PLACES = ("kind", "scope")
"""tabs rather than filters"""
NONE, ME = "none", "me"


@dataclass(frozen=True)
class Wanted:
    """One address of the screen, read."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gone: vanished.Pairs = ()
    sort: str = ""
    columns: tuple[str, ...] = ()
    types_below: tuple[str, ...] = ()
    """those below the types that are asked for (rule 4)"""

    @property
    def scope(self) -> str:
        return self.chosen.get("scope", ("mine",))[0]

    @property
    def kinds(self) -> tuple[str, ...]:
        return self.chosen.get("kind", ())

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.gone or {*self.chosen} - {*PLACES})

    @property
    def is_nobody(self) -> bool:
        return vanished.is_nobody(self.gone, self.chosen)

    @property
    def has_meetings(self) -> bool:
        """Rule 3."""
        if self.is_nobody:
            return False
        asked = {*self.chosen} - {*PLACES}
        is_among = not self.kinds or MEETING in self.kinds
        return is_among and asked <= COMMON and self.scope in {"mine", "all", "closed"}

    @property
    def is_of_record(self) -> bool:
        """Documentation alone, which is closed from the start (AMB-08): there is no active one to look for."""
        return self.kinds == (InquiryKind.DOCUMENTATION,)

    @property
    def has_inquiries(self) -> bool:
        return not self.kinds or any(kind != MEETING for kind in self.kinds)

    def values(self, name: str) -> tuple[str, ...]:
        """What is asked of this filter, with what it takes in (rule 4)."""
        return self.chosen[name] + (self.types_below if name == "type" else ())

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values of the address, always in the same order."""
        pairs = [(name, value) for name in NAMES for value in self.chosen.get(name, ())]
        pairs = ([("q", self.text)] if self.text else []) + pairs
        pairs += self.gone
        pairs += [("sort", self.sort)] if self.sort else []
        return pairs + ([("columns", ",".join(self.columns))] if self.columns else [])

    def query(self, **changes: Any) -> str:
        """The address's query string, with changes."""
        return urlencode(replace(self, **changes).pairs())

    def without(self, name: str) -> str:
        if name == "text":
            return self.query(text="")
        chosen = {key: value for key, value in self.chosen.items() if key != name}
        return self.query(chosen=chosen, gone=vanished.without(self.gone, name))

    def beside(self, **places: str) -> str:
        """The same search in another tab or scope; an empty value leaves it."""
        rest = {key: value for key, value in self.chosen.items() if key not in places}
        return self.query(chosen=rest | {key: (value,) for key, value in places.items() if value})

    def cleared(self) -> str:
        places = {key: value for key, value in self.chosen.items() if key in PLACES}
        return Wanted(chosen=places, sort=self.sort, columns=self.columns).query()


@dataclass(frozen=True)
class Choice:
    """A row of the business that inquiries can be filtered by."""

    id: int
    name: str
    colour: str = ""
    above: int = 0
    """of a type: its parent"""


Choices = Mapping[str, list[Choice]]


def wanted(query: Any, choices: Choices) -> Wanted:
    """The address (a QueryDict) read with what the business has (rule 2)."""
    chosen, gone = vanished.sorted_out(query, NAMES, lambda name, value: is_known(name, value, choices))
    chosen["scope"] = tuple(one for one in chosen.get("scope", ())[:1] if one != "mine")
    return Wanted(
        text=cleaned(query.get("q", ""))[:100],
        chosen={name: values for name, values in chosen.items() if values},
        gone=tuple(pair for pair in gone if pair[0] not in PLACES),
        sort=query.get("sort", "")[:20],
        columns=tuple(dict.fromkeys(part for part in columns_text(query)[:600].split(",") if part)),
        types_below=types_below(chosen.get("type", ()), choices),
    )


def types_below(values: tuple[str, ...], choices: Choices) -> tuple[str, ...]:
    """Rule 4."""
    asked = [int(value) for value in values if value != NONE]
    return tuple(map(str, type_tree.below(choices["type"], asked))) if asked else ()


def is_known(name: str, value: str, choices: Choices) -> bool:
    if name in FIXED:
        return value in FIXED[name]
    if value == NONE or (value == ME and name == "assignee"):
        return True
    return value in {str(choice.id) for choice in choices.get(name, [])}


def columns_text(query: Any) -> str:
    """Columns come in one value, or each in its own as a form sends them."""
    return ",".join(query.getlist("columns"))
