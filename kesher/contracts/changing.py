"""Changing a service contract.

1. Name, renewal, warning, reference, remarks, manager and price can be changed while it is not cancelled.
2. Other clauses make a new version from a day on, within the contract's days and not before the version that holds; a reason
   is kept with it. The earlier versions stay as they were.
3. A draft has one version, which is changed in place; signing it grants what has begun.
4. The last day of a signed contract may be moved later or earlier, not before today; its lots move along, and those
   that have expired hold again. The first day stays.
5. Nothing changed, nothing recorded.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.contracts import describing, filling
from kesher.contracts.kinds import Kind
from kesher.contracts.models import Contract
from kesher.core.refusals import Problem, refuse_if
from kesher.customers import standing


def problems(contract: Contract, details: dict[str, Any], *, today: date) -> list[Problem]:
    found = standing.problems(contract.customer)
    if contract.cancelled_on:
        found.append(Problem("contract-cancelled", _("A cancelled contract cannot be changed.")))
    if contract.is_draft:
        return found
    if details.get("starts_on", contract.starts_on) != contract.starts_on:
        found.append(
            Problem("contract-begun", _("The first day of a signed contract stays."), field="starts_on")
        )
    ends = details.get("ends_on", contract.ends_on)
    if ends != contract.ends_on and ends and ends < today:
        found.append(Problem("end-past", _("The last day cannot be moved into the past."), field="ends_on"))
    if details.get("is_draft"):
        found.append(
            Problem("contract-signed", _("A signed contract is no draft any more."), field="is_draft")
        )
    return found


def version_problems(contract: Contract, starts_on: date | None) -> list[Problem]:
    """Rule 2."""
    if contract.is_draft:
        return []
    last = max((one.starts_on for one in contract.versions.all()), default=contract.starts_on)
    if starts_on is None:
        return [Problem("version-day", _("Please say from when the clauses hold."), field="version_on")]
    if starts_on < last or (contract.ends_on and starts_on > contract.ends_on):
        text = _("The new clauses must begin within the contract, not before the version that holds.")
        return [Problem("version-day", text, field="version_on")]
    return []


@transaction.atomic
def change(
    contract: Contract,
    *,
    by: Any,
    now: datetime,
    clauses: Sequence[dict[str, Any]] | None = None,
    sites: Iterable[Any] | None = None,
    equipment: Iterable[Any] | None = None,
    version_on: date | None = None,
    reason: str = "",
    **details: Any,
) -> Contract:
    contract, today = held(contract), timezone.localdate(now)
    before = {name: getattr(contract, name) for name in describing.FIELDS}
    wanted = {**before, **details}
    current = describing.copied(newest(contract))
    was_draft = contract.is_draft
    is_new = clauses is not None and list(clauses) != current
    typed = list(clauses) if clauses is not None else current
    places = {"sites": sites or (), "equipment": equipment or ()}
    found = problems(contract, details, today=today)
    found += describing.problems(contract.customer, details=wanted, clauses_typed=typed, **places)
    refuse_if([*found, *(version_problems(contract, version_on) if is_new else [])])
    changed = changes(before, wanted)
    save(contract, wanted, changed)
    moved = sites is not None and recover(contract, sites, equipment or ())
    if was_draft and (is_new or "starts_on" in changed):
        contract.versions.all().delete()
        version_on = None
    if is_new or not contract.versions.exists():
        starts_on = version_on or contract.starts_on
        describing.write_version(contract, typed, starts_on=starts_on, reason=reason, by=by, now=now)
    if not (changed or moved or is_new):
        return contract
    if "ends_on" in changed:
        filling.end_lots(contract, by=by, now=now)
    filling.fill(contract, day=today, by=by, now=now)
    told = {"version": contract.versions.count(), "reason": reason} if is_new else {}
    record(Kind.CHANGED, contract, by=by, now=now, changes=changed, **told)
    return contract


def held(contract: Contract) -> Contract:
    """The customer under lock, then the contract."""
    customer = contract.customer.locked()
    contract = contract.fresh()
    contract.customer = customer
    return contract


def newest(contract: Contract) -> Any:
    return contract.versions.prefetch_related("clauses").order_by("-number").first()


def save(contract: Contract, wanted: dict[str, Any], changed: dict[str, Any]) -> None:
    for name in changed:
        setattr(contract, name, wanted[name])
    if changed:
        contract.save(update_fields=list(changed))


def recover(contract: Contract, sites: Iterable[Any], equipment: Iterable[Any]) -> bool:
    """Covers other places, and so do its lots; whether it differs."""
    before = describing.scope_of(contract)
    describing.cover(contract, sites=sites, equipment=equipment)
    after = describing.scope_of(contract)
    filling.lots_of(contract).filter(closed_at=None).update(scope=after)
    return before != after
