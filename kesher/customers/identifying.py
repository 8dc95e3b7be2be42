"""Reading somebody's ID number in full.

1. Only who holds the right sees it, masked until they ask; others see that there is one, and not a digit of it.
2. Each reading is recorded; the number itself never stands in the log.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from kesher.activity.recording import record
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer


@transaction.atomic
def read(customer: Customer, *, by: Any, now: datetime) -> str:
    """The ID number, written down as viewed."""
    if customer.id_number:
        record(Kind.IDENTITY_READ, customer, by=by, now=now)
    return customer.id_number
