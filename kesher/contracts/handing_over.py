"""What becomes of a staff member's contracts when they leave.

1. The contracts that they manage get the successor as account manager, or none; each change stands in the log.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import ngettext_lazy

from kesher.activity.recording import record
from kesher.businesses.models import Staff
from kesher.contracts.kinds import Kind


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
        contract.manager = successor
        contract.save(update_fields=["manager"])
        change = {"manager": [str(staff), str(successor) if successor else None]}
        record(Kind.CHANGED, contract, by=by, now=now, changes=change)
