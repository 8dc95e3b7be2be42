"""Addresses of a person.

1. An address names at least a town or a street.
2. One address is the main one: the first is, until another one is chosen; when it goes, the next one follows.
3. A postal code in Israel has seven digits (five in old letters).
4. A removal can be taken back: the address is the main one again, unless another one was chosen meanwhile.
5. Towns and streets are completed from the public lists, but any text is accepted: lists are never complete.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.core.refusals import Problem, refuse_if
from kesher.customers import moving, standing
from kesher.customers.kinds import Kind
from kesher.customers.models import Address, Customer
from kesher.customers.moving import Package

FIELDS = (
    "label", "town", "street", "house", "entrance", "floor", "flat", "postal_code", "country", "remarks", "is_main",
)  # fmt: skip
LABEL = "customers.address"
POSTAL_LENGTHS = {5, 7}


def problems(*, details: dict[str, Any]) -> list[Problem]:
    found = []
    if not details.get("town") and not details.get("street"):
        found.append(Problem("address-empty", _("Please fill in a town or a street."), field="town"))
    code = details.get("postal_code", "")
    if code and not details.get("country") and not (code.isdigit() and len(code) in POSTAL_LENGTHS):
        found.append(Problem("postal-code", _("A postal code has seven digits."), field="postal_code"))
    return found


@transaction.atomic
def add(customer: Customer, *, by: Any, now: datetime, **details: Any) -> Address:
    refuse_if(problems(details=details))
    customer = standing.held(customer)
    is_main = details.pop("is_main", False) or not customer.addresses.exists()
    if is_main:
        customer.addresses.filter(is_main=True).update(is_main=False)
    address: Address = customer.addresses.create(business=customer.business, is_main=is_main, **details)
    record(Kind.ADDRESS_ADDED, address, by=by, now=now)
    return address


@transaction.atomic
def change(address: Address, *, by: Any, now: datetime, **details: Any) -> Address:
    customer = standing.held(address.customer)
    address = address.fresh()
    before = {name: getattr(address, name) for name in FIELDS}
    details = {**before, **details, "is_main": before["is_main"] or details.get("is_main", False)}
    refuse_if(problems(details=details))
    changed = changes(before, details)
    if not changed:
        return address
    if "is_main" in changed:
        customer.addresses.filter(is_main=True).update(is_main=False)
    for name in changed:
        setattr(address, name, details[name])
    address.save(update_fields=list(changed))
    record(Kind.ADDRESS_CHANGED, address, by=by, now=now, changes=changed)
    return address


@transaction.atomic
def remove(address: Address, *, by: Any, now: datetime) -> Package:
    """Returns what puts it back."""
    customer, package = standing.held(address.customer), Package()
    address = address.fresh()
    record(Kind.ADDRESS_REMOVED, address, by=by, now=now)
    moving.remove(address, package)
    following = customer.addresses.order_by("id").first()
    if address.is_main and following:
        moving.alter(following, {"is_main": True}, package)
    return package


@transaction.atomic
def restore(customer: Customer, package: Package, *, by: Any, now: datetime) -> Address:
    """Rule 4."""
    customer = standing.held(customer)
    for change in package.changed:
        moving.change_back(*change)
    values = moving.taken(package, LABEL)
    values["is_main"] = not customer.addresses.filter(is_main=True).exists()
    moving.bring_back(LABEL, values)
    address: Address = customer.addresses.get(pk=values["id"])
    record(Kind.ADDRESS_RESTORED, address, by=by, now=now)
    return address
