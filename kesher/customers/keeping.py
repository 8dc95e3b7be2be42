"""What is kept about a person (notes, files, injuries).

1. It changes only while the person is current: not archived, not erased, not merged into somebody else.
2. What was removed can be brought back for 30 days; then it is gone for good.
"""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from kesher.core.refusals import Problem
from kesher.customers.models import Customer

REMOVED_KEPT = timedelta(days=30)


def problems(customer: Customer) -> list[Problem]:
    if customer.is_current:
        return []
    return [Problem("not-current", _("This person is in the archive. Restore the person first."))]
