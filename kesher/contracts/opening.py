"""Opening a service contract.

1. It gets the next number of its series, a first version with its clauses, and covers (describing.py).
2. A signed contract that has begun grants its hours and visits at once (filling.py); a draft grants nothing.
3. A draft may be changed in everything and signed later (changing.py).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from kesher.activity.recording import record
from kesher.businesses import numbering
from kesher.contracts import describing, filling
from kesher.contracts.kinds import Kind
from kesher.contracts.models import Contract
from kesher.core.refusals import Problem, refuse_if
from kesher.customers import standing
from kesher.customers.models import Customer

SERIES = "contract"


def problems(customer: Customer, **typed: Any) -> list[Problem]:
    return [*standing.problems(customer), *describing.problems(customer, **typed)]


@transaction.atomic
def open_contract(
    customer: Customer,
    *,
    by: Any,
    now: datetime,
    clauses: Sequence[dict[str, Any]],
    sites: Iterable[Any] = (),
    equipment: Iterable[Any] = (),
    **details: Any,
) -> Contract:
    customer = customer.locked()
    sites, equipment = list(sites), list(equipment)
    refuse_if(problems(customer, details=details, clauses_typed=clauses, sites=sites, equipment=equipment))
    contract = create(customer, details, now=now)
    describing.cover(contract, sites=sites, equipment=equipment)
    describing.write_version(contract, clauses, starts_on=contract.starts_on, reason="", by=by, now=now)
    filling.fill(contract, day=timezone.localdate(now), by=by, now=now)
    record(Kind.OPENED, contract, by=by, now=now, starts_on=contract.starts_on, ends_on=contract.ends_on)
    return contract


def create(customer: Customer, details: dict[str, Any], *, now: datetime, **more: Any) -> Contract:
    contract: Contract = customer.contracts.create(
        business=customer.business, number=numbering.next_number(customer.business, SERIES), created_at=now,
        **details, **more,
    )  # fmt: skip
    return contract
