"""What becomes of a staff member's contracts when they leave, and when that is undone.

1. The contracts that they manage get the successor as account manager, or none; each change stands in the log.
2. Undoing gives back the contracts that the successor still manages.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import ngettext_lazy

from kesher.activity.models import Entry
from kesher.activity.recording import record
from kesher.businesses.models import Staff
from kesher.contracts.kinds import Kind
from kesher.contracts.models import Contract


def sentences(staff: Staff, *, successor: Staff | None) -> list[Any]:
    count = staff.managed_contracts.count()
    if not count:
        return []
    if successor is None:
        text = ngettext_lazy(
            "%(count)s service contract is left without an account manager.",
            "%(count)s service contracts are left without an account manager.",
            "count",
        )
        return [text % {"count": count}]
    text = ngettext_lazy(
        "%(name)s becomes the account manager of %(count)s service contract.",
        "%(name)s becomes the account manager of %(count)s service contracts.",
        "count",
    )
    return [text % {"count": count, "name": successor}]


def hand_over(staff: Staff, *, successor: Staff | None, by: Any, now: datetime) -> None:
    for contract in staff.managed_contracts.select_for_update(no_key=True).order_by("pk"):
        give(contract, successor, before=staff, by=by, now=now, handed_over_from=staff.pk)


def give(
    contract: Contract, manager: Staff | None, *, before: Staff | None, by: Any, now: datetime, **details: Any
) -> None:
    contract.manager = manager
    contract.save(update_fields=["manager"])
    change = {"manager": [str(before) if before else None, str(manager) if manager else None]}
    record(Kind.CHANGED, contract, by=by, now=now, changes=change, **details)


def give_back(staff: Staff, *, left_at: datetime, by: Any, now: datetime) -> None:
    """Rule 2."""
    entries = Entry.objects.of(staff.business).filter(kind=Kind.CHANGED, at__gte=left_at)
    handed = entries.filter(details__handed_over_from=staff.pk).values_list("subject_id", "details")
    names = {contract_id: details["changes"]["manager"][1] for contract_id, details in handed}
    rows = staff.business.contracts.select_for_update(of=("self",), no_key=True).select_related("manager")
    for contract in rows.filter(pk__in=names).order_by("pk"):
        manager = contract.manager
        if (str(manager) if manager else None) == names[contract.pk]:
            give(contract, staff, before=manager, by=by, now=now)
