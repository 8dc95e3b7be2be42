"""The list of contracts: one row is one clause (R169, R170).

1. Shown are the clauses of the version that holds today; of a contract that begins later, the first one.
2. It is narrowed by customer, kind of clause, state, days until the end, and a text in name, number or customer.
   A value that is not offered (any more) is nobody's (core/vanished.py).
3. Newest contract first, its clauses in their order. A page holds 50 rows; the next begins after the last one shown.
4. Hour banks and visits show what is granted, used and left in their contract.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Greatest

from kesher.businesses.models import Staff
from kesher.contracts import clauses, filling, stating
from kesher.contracts.models import Clause, Contract
from kesher.core import vanished
from kesher.core.words import folded
from kesher.entitlements import statements

PAGE = 50
ENDS_WITHIN = (30, 60, 90)
DIGITS = 16


@dataclass(frozen=True)
class Wanted:
    text: str = ""
    customer: int | None = None
    kind: str = ""
    state: str = ""
    within: int | None = None
    gone: vanished.Pairs = ()

    def query(self) -> dict[str, str]:
        named = {
            "q": self.text, "customer": self.customer, "kind": self.kind, "state": self.state, "within": self.within,
        }  # fmt: skip
        return {name: str(value) for name, value in named.items() if value} | dict(self.gone)


@dataclass(frozen=True)
class Row:
    clause: Clause
    contract: Contract
    state: stating.State
    until: date | None
    """the last day on which it holds"""
    told: str
    unit: str
    figures: dict[str, int] | None


def wanted(given: Any) -> Wanted:
    """The address read."""

    def number(name: str) -> int | None:
        return int(chosen[name][0]) if name in chosen else None

    chosen, gone = vanished.sorted_out(given, ("customer", "kind", "state", "within"), is_offered)
    return Wanted(
        text=given.get("q", "").replace("\0", "").strip()[:100],
        customer=number("customer"),
        kind=chosen.get("kind", ("",))[0],
        state=chosen.get("state", ("",))[0],
        within=number("within"),
        gone=gone,
    )


def is_offered(name: str, value: str) -> bool:
    if name in {"customer", "within"}:
        return value.isascii() and value.isdecimal() and len(value) < DIGITS
    return value in (clauses.KINDS if name == "kind" else stating.State.values)


def clauses_of(staff: Staff, asked: Wanted, *, today: date) -> Any:
    """Rules 1 and 2, in the order of rule 3."""
    people = staff.business.customers.visible_to(staff)
    begun = Greatest(Value(today), OuterRef("version__contract__starts_on"))
    holding = (
        staff.business.contract_versions.filter(contract=OuterRef("version__contract"), starts_on__lte=begun)
        .order_by("-number")
        .values("pk")[:1]
    )
    rows = staff.business.clauses.filter(version=Subquery(holding), version__contract__customer__in=people)
    return narrowed(rows, asked, today=today).order_by(
        "-version__contract__number", "position", "pk"
    )  # fmt: skip


def narrowed(rows: Any, asked: Wanted, *, today: date) -> Any:
    contract = "version__contract__"
    if asked.gone:
        return rows.none()
    if asked.customer is not None:
        rows = rows.filter(version__contract__customer=asked.customer)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.state:
        rows = rows.filter(stating.in_state(asked.state, today, contract))
    if asked.within is not None:
        until = today + timedelta(days=min(asked.within, 36_500))
        rows = rows.filter(
            stating.in_state(stating.State.VALID, today, contract), stating.over_by(until, contract)
        )
    if asked.text:
        found = Q(version__contract__name__icontains=asked.text)
        found |= Q(version__contract__customer__search_text__contains=folded(asked.text))
        if asked.text.isdecimal() and len(asked.text) < DIGITS:
            found |= Q(version__contract__number=int(asked.text))
        rows = rows.filter(found)
    return rows


def page_of(rows: Any, *, after: str, today: date) -> tuple[list[Row], str]:
    found = list(
        begun(rows, after).select_related("version__contract__customer")[: PAGE + 1]
    )  # fmt: skip
    shown = found[:PAGE]
    return rows_of(shown, today=today), cursor(shown[-1]) if len(found) > PAGE else ""


def cursor(clause: Clause) -> str:
    return f"{clause.version.contract.number}-{clause.position}-{clause.pk}"


def begun(rows: Any, after: str) -> Any:
    parts = after.split("-")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < DIGITS for part in parts):  # noqa: PLR2004
        return rows
    number, position, pk = map(int, parts)
    same = Q(version__contract__number=number)
    later = Q(position__gt=position) | Q(position=position, pk__gt=pk)
    return rows.filter(Q(version__contract__number__lt=number) | (same & later))


def rows_of(found: Sequence[Clause], *, today: date) -> list[Row]:
    contracts = {one.version.contract.pk: one.version.contract for one in found}
    figures = figures_of(list(contracts.values()))
    return [
        Row(
            clause=one,
            contract=one.version.contract,
            state=stating.state_of(one.version.contract, today),
            until=stating.last_day(one.version.contract),
            told=clauses.told(one),
            unit=filling.UNITS.get(one.kind, ""),  # type: ignore[call-overload]
            figures=figures.get((one.version.contract.pk, filling.UNITS.get(one.kind, ""))),  # type: ignore[call-overload]
        )
        for one in found
    ]


def figures_of(contracts: Sequence[Contract]) -> dict[tuple[int, str], dict[str, int]]:
    """What each contract's lots hold, by unit; three questions however many they are."""
    if not contracts:
        return {}
    business = contracts[0].business
    named = dict(
        business.clauses.filter(version__contract__in=contracts, kind__in=filling.UNITS).values_list(
            "pk", "version__contract"
        )
    )
    lots = list(business.lots.filter(source_kind=filling.SOURCE, source_id__in=named))
    found: dict[tuple[int, str], dict[str, int]] = {}
    by_lot = statements.balances_by_lot(lots)
    for lot in lots:
        key = (named[lot.source_id], lot.unit)
        total = found.setdefault(key, dict.fromkeys(statements.FIGURES, 0))
        for side, quantity in by_lot[lot.pk].items():
            total[side] += quantity
    return found
