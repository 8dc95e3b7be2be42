"""What a customer has that is serviced.

1. Equipment has a name and, if known, maker, model, serial number, site, day of installation and end of warranty.
2. It stands at a site of the same customer, or at none that is written down.
3. The warranty does not end before the installation.
4. Retired equipment is offered no more; what was done to it stays. It can be restored. Nothing changed, nothing recorded.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.core.refusals import Problem, refuse_if
from kesher.customers import standing
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer, Equipment

FIELDS = ("name", "maker", "model", "serial_number", "site", "installed_on", "warranty_until", "remarks")


def problems(customer: Customer, details: dict[str, Any]) -> list[Problem]:
    found = []
    if not details.get("name", "").strip():
        found.append(Problem("equipment-name", _("Please give the equipment a name."), field="name"))
    site = details.get("site")
    if site and site.customer_id != customer.pk:
        found.append(Problem("site-foreign", _("The site must be one of the same customer's."), field="site"))
    installed, until = details.get("installed_on"), details.get("warranty_until")
    if installed and until and until < installed:
        text = _("The warranty cannot end before the installation.")
        found.append(Problem("warranty-early", text, field="warranty_until"))
    return found


def is_in_warranty(equipment: Equipment, day: date) -> bool | None:
    """None: nobody wrote down until when."""
    return None if equipment.warranty_until is None else equipment.warranty_until >= day


@transaction.atomic
def add(customer: Customer, *, by: Any, now: datetime, **details: Any) -> Equipment:
    refuse_if(problems(customer, details))
    customer = standing.held(customer)
    equipment: Equipment = customer.equipment.create(business=customer.business, created_at=now, **details)
    record(Kind.EQUIPMENT_ADDED, equipment, by=by, now=now)
    return equipment


@transaction.atomic
def change(equipment: Equipment, *, by: Any, now: datetime, **details: Any) -> Equipment:
    customer = standing.held(equipment.customer)
    equipment = equipment.fresh()
    before = {name: getattr(equipment, name) for name in FIELDS}
    wanted = {**before, **details}
    refuse_if(problems(customer, wanted))
    changed = changes(before, wanted)
    if not changed:
        return equipment
    for name in changed:
        setattr(equipment, name, wanted[name])
    equipment.save(update_fields=list(changed))
    record(Kind.EQUIPMENT_CHANGED, equipment, by=by, now=now, changes=changed)
    return equipment


def retire(equipment: Equipment, *, by: Any, now: datetime) -> Equipment:
    return set_retired(equipment, now, kind=Kind.EQUIPMENT_RETIRED, by=by, now=now)


def restore(equipment: Equipment, *, by: Any, now: datetime) -> Equipment:
    return set_retired(equipment, None, kind=Kind.EQUIPMENT_RESTORED, by=by, now=now)


@transaction.atomic
def set_retired(
    equipment: Equipment, moment: datetime | None, *, kind: str, by: Any, now: datetime
) -> Equipment:
    standing.held(equipment.customer)
    equipment = equipment.fresh()
    if bool(equipment.retired_at) == bool(moment):
        return equipment
    equipment.retired_at = moment
    equipment.save(update_fields=["retired_at"])
    record(kind, equipment, by=by, now=now)
    return equipment
