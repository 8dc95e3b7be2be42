"""What a contract says about itself: the details that are typed, what is wrong with them, the version that holds on a day.

1. A contract has a name, a first day and, unless it is open-ended, a last day that is not before the first.
2. It covers sites and equipment of its own customer; one that names none covers the whole customer.
3. A clause is checked by its kind (clauses.py); a contract has at least one.
4. On a day the version with the latest first day that is not after it holds; before the first one, the first.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kesher.contracts import clauses
from kesher.contracts.models import Clause, Contract, ContractVersion
from kesher.core.refusals import Problem
from kesher.customers.models import Customer

FIELDS = (
    "name", "is_draft", "starts_on", "ends_on", "price", "renewal", "warning_days", "reference", "remarks", "manager",
)  # fmt: skip


def problems(
    customer: Customer,
    *,
    details: dict[str, Any],
    clauses_typed: Sequence[dict[str, Any]],
    sites: Iterable[Any] = (),
    equipment: Iterable[Any] = (),
) -> list[Problem]:
    found = []
    if not str(details.get("name", "")).strip():
        found.append(Problem("contract-name", _("Please give the contract a name."), field="name"))
    if not details.get("starts_on"):
        found.append(Problem("contract-start", _("Please say from when."), field="starts_on"))
    elif details.get("ends_on") and details["ends_on"] < details["starts_on"]:
        found.append(Problem("contract-days", _("The last day is before the first one."), field="ends_on"))
    if any(one.customer_id != customer.pk for one in [*sites, *equipment]):
        found.append(Problem("cover-foreign", _("What is covered must be this customer's."), field="sites"))
    return [*found, *clause_problems(clauses_typed)]


def clause_problems(typed: Sequence[dict[str, Any]]) -> list[Problem]:
    if not typed:
        return [Problem("no-clause", _("A contract needs at least one clause."))]
    return [
        problem
        for one in typed
        for problem in clauses.problems(one["kind"], one.get("terms", {}), text=one.get("text", ""))
    ]


def write_version(
    contract: Contract, typed: Sequence[dict[str, Any]], *, starts_on: date, reason: str, by: Any, now: Any
) -> ContractVersion:
    number = contract.versions.count() + 1
    version: ContractVersion = contract.versions.create(
        business_id=contract.business_id, number=number, starts_on=starts_on, reason=reason, created_at=now, created_by=by
    )  # fmt: skip
    for position, one in enumerate(typed):
        version.clauses.create(
            business_id=contract.business_id, kind=one["kind"], text=one.get("text", ""), terms=one.get("terms", {}),
            position=position,
        )  # fmt: skip
    return version


def version_on(contract: Contract, day: date) -> ContractVersion | None:
    """Rule 4."""
    versions: list[ContractVersion] = sorted(
        contract.versions.all(), key=lambda one: (one.starts_on, one.number)
    )
    begun = [one for one in versions if one.starts_on <= day]
    return begun[-1] if begun else next(iter(versions), None)


def clause_on(contract: Contract, kind: str, day: date) -> Clause | None:
    version = version_on(contract, day)
    return next((one for one in version.clauses.all() if one.kind == kind), None) if version else None


def copied(version: ContractVersion | None) -> list[dict[str, Any]]:
    """The clauses as they would be typed again."""
    rows = version.clauses.all() if version else ()
    return [{"kind": one.kind, "text": one.text, "terms": dict(one.terms)} for one in rows]


def scope_of(contract: Contract) -> dict[str, list[int]]:
    """What its lots can be used for."""
    covers = list(contract.covers.all())
    named = {
        "site": sorted(one.site_id for one in covers if one.site_id),
        "equipment": sorted(one.equipment_id for one in covers if one.equipment_id),
    }
    return {name: ids for name, ids in named.items() if ids}


def cover(contract: Contract, *, sites: Iterable[Any], equipment: Iterable[Any]) -> None:
    """Makes the covers exactly these."""
    wanted = {("site", one.pk) for one in sites} | {("equipment", one.pk) for one in equipment}
    for row in contract.covers.all():
        key = ("site", row.site_id) if row.site_id else ("equipment", row.equipment_id)
        if key in wanted:
            wanted.discard(key)
        else:
            row.delete()
    for name, pk in sorted(wanted):
        contract.covers.create(business_id=contract.business_id, **{f"{name}_id": pk})
