"""Who can be worked on.

1. A person in the archive, an erased one and one merged into somebody else can be read, not changed.
2. Whoever changes a person's affairs holds the person's row first.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kesher.core.addresses import address
from kesher.core.refusals import Problem, refuse_if
from kesher.customers.models import Customer


def problems(customer: Customer) -> list[Problem]:
    if customer.erased_at:
        return [Problem("person-erased", _("This person's data was erased, so nothing can be changed."))]
    if customer.merged_into_id:
        sentence = _("This person was merged into another one. Please work there.")
        return [settled_at(customer, customer.merged_into_id, code="person-merged", sentence=sentence)]
    if customer.archived_at:
        sentence = _("This person is in the archive. Restore first, then change.")
        return [settled_at(customer, customer.pk, code="person-archived", sentence=sentence)]
    return []


def settled_at(customer: Customer, pk: int, *, code: str, sentence: Any) -> Problem:
    """One goes on at the page of the person `pk`."""
    url = address("customers:profile", customer.business.slug, pk)
    return Problem(code, sentence, fix_url=url, fix_label=_("Open the person"))


def held(customer: Customer) -> Customer:
    """The person's row under lock, open to changes; refuses otherwise."""
    customer = customer.locked()
    refuse_if(problems(customer))
    return customer
