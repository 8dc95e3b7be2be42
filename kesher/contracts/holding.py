"""What a customer holds, said before the customer is archived, erased, merged or becomes a former customer.

1. Valid contracts and hours or visits that are left are named in every preview.
2. Nobody is erased while a contract binds or hours are left: they are cancelled, or run out, first (AMB-40).
3. A merge moves contracts, hours and visits to the survivor.
"""

from datetime import date

from django.utils.translation import gettext as _

from kesher.contracts import stating
from kesher.contracts.models import Contract
from kesher.core.addresses import address
from kesher.core.refusals import Problem
from kesher.customers.models import Customer
from kesher.entitlements import statements


def binding(customer: Customer, day: date) -> list[Contract]:
    contracts = customer.contracts.filter(is_draft=False)
    return [one for one in contracts if stating.state_of(one, day) in stating.BINDING]


def left(customer: Customer, day: date) -> dict[str, int]:
    """{unit: how much can still be used}"""
    found: dict[str, int] = {}
    for lot in customer.lots.filter(closed_at=None):
        is_over = lot.valid_until and lot.valid_until < day
        if lot.balance > 0 and not is_over:
            found[lot.unit] = found.get(lot.unit, 0) + lot.balance
    return found


def sentences(customer: Customer, day: date) -> list[str]:
    contracts = [_("%(name)s is valid.") % {"name": one} for one in binding(customer, day)]
    return contracts + [
        _("%(amount)s are left.") % {"amount": statements.shown(quantity, unit)}
        for unit, quantity in left(customer, day).items()
    ]


def erase_problems(customer: Customer, day: date) -> list[Problem]:
    found = []
    for contract in binding(customer, day):
        url = address("contracts:show", customer.business.slug, contract.pk)
        text = _("%(name)s is valid. Please cancel it first, from today.") % {"name": contract}
        found.append(Problem("contract-valid", text, fix_url=url, fix_label=_("Open the contract")))
    if not found and left(customer, day):
        url = address("entitlements:statement", customer.business.slug, customer.pk)
        text = _("Hours or visits are left. Please use them up or adjust them first.")
        found.append(Problem("hours-left", text, fix_url=url, fix_label=_("Open the statement")))
    return found
