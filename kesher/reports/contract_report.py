"""The service contracts report (R176-R178): each contract's hours and visits side by side (AMB-15).

1. One row for each hour-bank or visits clause that granted something, with granted, used, reserved, remaining, expired. A
   contract that granted nothing has one row without figures, which names its clauses.
2. Shown are contracts that were valid at some day of the period, of customers whom the reader may see.
3. Adjustments count as granted or taken back; what was reversed was not used, or did not expire.
4. Hours are added up below; visits and hours cannot be added.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesher.businesses.models import Staff
from kesher.contracts import describing, stating
from kesher.contracts.models import ClauseKind
from kesher.core.addresses import address
from kesher.entitlements.models import EntryKind, Unit
from kesher.reports.asking import Question
from kesher.reports.tables import Amount, Column, Row, Table, share

COLUMNS = (
    Column("contract", gettext_lazy("Service contract")),
    Column("customer", gettext_lazy("Customer")),
    Column("until", gettext_lazy("Valid until"), "date"),
    Column("clause", gettext_lazy("Clause")),
    Column("granted", gettext_lazy("Granted"), "amount"),
    Column("used", gettext_lazy("Used"), "amount"),
    Column("reserved", gettext_lazy("Reserved"), "amount", is_fact=False),
    Column("remaining", gettext_lazy("Remaining"), "amount"),
    Column("expired", gettext_lazy("Expired"), "amount", is_fact=False),
    Column("share", gettext_lazy("Used of granted"), "percent", is_charted=True),
)
SIDES = ("granted", "used", "reserved", "remaining", "expired")
GIVEN = {EntryKind.GRANT, EntryKind.ADJUST, EntryKind.TRANSFER, EntryKind.REFUND}
TAKEN = {EntryKind.CONSUME, EntryKind.REVERSE}
CLAUSES = {Unit.MINUTES: ClauseKind.HOUR_BANK.label, Unit.VISITS: ClauseKind.VISITS.label}


def table(staff: Staff, question: Question, *, now: datetime) -> Table:  # noqa: ARG001
    contracts = {one.pk: one for one in valid(staff, question)}
    owners = clauses(contracts.values())
    granted = staff.business.lots.filter(source_kind="contracts.clause", source_id__in=list(owners))
    lots = list(granted.order_by("valid_until", "pk"))
    sums = figures(staff, lots)
    by_contract: dict[int, list[Any]] = defaultdict(list)
    for lot in lots:
        by_contract[owners[lot.source_id]].append(lot)
    rows: list[Row] = []
    for contract in contracts.values():
        mine = [row(staff, contract, lot, sums[lot.pk]) for lot in by_contract[contract.pk]]
        rows += mine or [bare(staff, contract, question)]
    return Table(
        title=_("Service contracts report"),
        columns=COLUMNS,
        rows=rows,
        totals=totals([sums[lot.pk] for lot in lots if lot.unit == Unit.MINUTES]),
        chart="bar",
        subtitles=[question.period_text],
    )


def valid(staff: Staff, question: Question) -> Any:
    """Rule 2."""
    people = staff.business.customers.visible_to(staff).values("pk")
    return (
        staff.business.contracts.filter(
            Q(ends_on=None) | Q(ends_on__gte=question.since),
            Q(cancelled_on=None) | Q(cancelled_on__gt=Greatest(question.since, F("starts_on"))),
            is_draft=False,
            starts_on__lte=question.until,
            customer__in=people,
        )
        .select_related("customer")
        .prefetch_related("versions__clauses")
        .order_by("customer__full_name", "number")
    )


def clauses(contracts: Iterable[Any]) -> dict[int, int]:
    """{clause: its contract}"""
    return {
        clause.pk: contract.pk
        for contract in contracts
        for version in contract.versions.all()
        for clause in version.clauses.all()
    }


def figures(staff: Staff, lots: Any) -> dict[int, dict[str, int]]:
    """{lot: its five numbers}, summed by the database (rule 3)."""
    found: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(SIDES, 0))
    for lot in lots:
        found[lot.pk] |= {"reserved": lot.reserved, "remaining": lot.free}
    entries = staff.business.ledger_entries.filter(lot__in=[lot.pk for lot in lots])
    told = (
        entries.order_by().annotate(told=Coalesce(F("reverses__kind"), F("kind"))).values_list("lot", "told")
    )
    for lot_id, kind, quantity in told.annotate(sum=Sum("quantity")):
        if kind in GIVEN:
            found[lot_id]["granted"] += quantity
        elif kind in TAKEN:
            found[lot_id]["used"] -= quantity
        elif kind == EntryKind.EXPIRE:
            found[lot_id]["expired"] -= quantity
    return found


def row(staff: Staff, contract: Any, lot: Any, sums: dict[str, int]) -> Row:
    values = [
        str(contract), str(contract.customer), stating.last_day(contract), str(CLAUSES.get(lot.unit, lot.label)),
        *(Amount(sums[side], lot.unit == Unit.MINUTES) for side in SIDES), share(sums["used"], sums["granted"]),
    ]  # fmt: skip
    return Row(values, path=address("contracts:show", staff.business.slug, contract.pk))


def bare(staff: Staff, contract: Any, question: Question) -> Row:
    """Of a contract that granted nothing: its clauses, as they stand at the end of the period."""
    version = describing.version_on(contract, question.until)
    rows = version.clauses.all() if version else ()
    named = ", ".join(dict.fromkeys(str(one.get_kind_display()) for one in rows))
    values = [
        str(contract),
        str(contract.customer),
        stating.last_day(contract),
        named,
        *[None for _name in COLUMNS[4:]],
    ]
    return Row(values, path=address("contracts:show", staff.business.slug, contract.pk))


def totals(banks: list[dict[str, int]]) -> list[Any] | None:
    """Rule 4."""
    if not banks:
        return None
    sums = {side: sum(one[side] for one in banks) for side in SIDES}
    amounts = [Amount(sums[side], is_minutes=True) for side in SIDES]
    return [_("Total hours"), None, None, None, *amounts, share(sums["used"], sums["granted"])]
