from itertools import count

from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.entitlements import granting

_next = count(1)


def lot(customer, *, quantity=600, now=None, **details):
    now = now or timezone.now()
    details = {
        "unit": "minutes", "label": "Hour bank", "source": customer, "bought_at": now,
        "key": f"lot-{next(_next)}", **details,
    }  # fmt: skip
    with acting_for(customer.business):
        return granting.grant(customer, quantity=quantity, by=None, now=now, **details)
