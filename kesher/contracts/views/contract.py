"""The page of a contract, and a customer's contracts."""

from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.urls import NoReverseMatch
from django.utils import timezone

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.contracts import clauses, describing, filling, listing, renewing, stating
from kesher.contracts.models import ClauseKind, Contract, ContractVersion
from kesher.contracts.views import reaching
from kesher.core.addresses import address
from kesher.core.pages import page
from kesher.entitlements import statements
from kesher.entitlements.models import Unit

PARTS = ("versions__clauses", "versions__created_by", "renewed_by", "covers__site", "covers__equipment")
UNIT_LABELS = dict(Unit.choices) | {Unit.MINUTES: ClauseKind.HOUR_BANK.label}


@staff_may(Permission.CONTRACT_VIEW)
def show(request: StaffRequest, contract_id: int) -> HttpResponse:
    contract = reaching.contract(request, contract_id)
    return page(request, "contracts/show.html", block="body", **facts(request, contract))


def facts(request: StaffRequest, contract: Contract) -> dict[str, Any]:
    today = timezone.localdate()
    prefetch_related_objects([contract], *PARTS)
    state = stating.state_of(contract, today)
    versions = list(contract.versions.all())
    current = describing.version_on(contract, max(today, contract.starts_on))
    may_see_calls = request.staff.may(Permission.INQUIRY_VIEW)
    return {
        "contract": contract,
        "state": state,
        "tone": stating.TONES[state],
        "last_day": stating.last_day(contract),
        "version": current,
        "lines": lines(current),
        "versions": [(one, lines(one)) for one in reversed(versions)],
        "covers": contract.covers.all(),
        "balances": balances(request, contract),
        "clock": statements.clock,
        "renewed": contract.renewed_by.first(),
        "calls_url": part_url("inquiries:of_contract", contract) if may_see_calls else "",
        **rights(request, contract, today),
    }


def rights(request: StaffRequest, contract: Contract, today: date) -> dict[str, bool]:
    may_edit = request.staff.may(Permission.CONTRACT_EDIT) and contract.customer.is_current
    day = contract.cancelled_on
    return {
        "may_edit": may_edit and not (day and day <= today),
        "may_renew": may_edit and not renewing.problems(contract),
        "may_take_back": may_edit and bool(day and day > today),
    }


def lines(version: ContractVersion | None) -> list[dict[str, Any]]:
    rows = version.clauses.all() if version else ()
    return [
        {"kind": one.get_kind_display(), "told": clauses.told(one), "icon": clauses.KINDS[one.kind].icon}
        for one in rows
    ]


def balances(request: StaffRequest, contract: Contract) -> list[dict[str, Any]]:
    """One for each unit, with its lots."""
    found = listing.figures_of([contract])
    lots = list(filling.lots_of(contract).order_by("pk"))
    may_adjust = request.staff.may(Permission.ENTITLEMENT_ADJUST)
    return [
        {
            "unit": unit,
            "label": UNIT_LABELS[unit],
            "figures": figures,
            "bars": bars(figures),
            "lots": [one for one in lots if one.unit == unit],
            "may_adjust": may_adjust,
        }
        for (_pk, unit), figures in found.items()
    ]


def bars(figures: dict[str, int]) -> list[dict[str, Any]]:
    """The parts of the bar, as hundredths of what was granted."""
    whole = max(1, figures["granted"], figures["used"] + figures["reserved"] + figures["expired"])
    made, start = [], 0.0
    for name in ("used", "reserved", "expired"):
        width = 100 * max(0, figures[name]) / whole
        made.append({"name": name, "x": round(start, 2), "width": round(width, 2)})
        start += width
    return made


def part_url(name: str, row: Any) -> str:
    """Where a part stands; empty while nobody serves it."""
    try:
        return address(name, row.business.slug, row.pk)
    except NoReverseMatch:
        return ""


@staff_may(Permission.CONTRACT_VIEW)
def of_customer(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The profile's tab."""
    customer, today = reaching.person(request, customer_id), timezone.localdate()
    contracts = list(customer.contracts.prefetch_related("versions__clauses"))
    figures = listing.figures_of(contracts)
    rows = []
    for one in contracts:
        state = stating.state_of(one, today)
        version = describing.version_on(one, max(today, one.starts_on))
        mine = [(unit, found, bars(found)) for (pk, unit), found in figures.items() if pk == one.pk]
        rows.append(
            {
                "row": one,
                "state": state,
                "tone": stating.TONES[state],
                "lines": lines(version),
                "mine": mine,
                "until": stating.last_day(one),
            }
        )
    may_edit = request.staff.may(Permission.CONTRACT_EDIT) and customer.is_current
    return page(
        request, "contracts/of_customer.html", block="box", customer=customer, rows=rows, may_edit=may_edit,
        clock=statements.clock, unit_labels=UNIT_LABELS,
    )  # fmt: skip
