"""Who can be worked on.

1. A person in the archive, an erased one and one merged into somebody else can be read, not changed.
2. Whoever changes a person's affairs holds the person's row first.
"""

from django.utils.translation import gettext_lazy as _

from kesher.core.refusals import Problem, refuse_if
from kesher.customers.models import Customer


def problems(customer: Customer) -> list[Problem]:
    if customer.erased_at:
        return [Problem("person-erased", _("This person's data was erased, so nothing can be changed."))]
    if customer.merged_into_id:
        return [Problem("person-merged", _("This person was merged into another one. Please work there."))]
    if customer.archived_at:
        return [Problem("person-archived", _("This person is in the archive. Restore first, then change."))]
    return []


def held(customer: Customer) -> Customer:
    """The person's row under lock, open to changes; refuses otherwise."""
    customer = customer.locked()
    refuse_if(problems(customer))
    return customer
