"""The archive: where people go who are no longer worked with. Nothing is lost (AMB-40).

1. Whoever is archived leaves lists and search; the page still opens by its address.
2. What must be settled first is asked of the higher domains; with their problems, nothing happens.
3. Restoring brings the person back as before. Who was erased or merged into somebody else stays in the archive.
4. Who is archived already, or is not, is left as is, and nothing is recorded.
5. A person's place as a staff member is not touched.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kesher.activity.reacting import Foreseen, foresee, refuse_if_changed
from kesher.activity.recording import record
from kesher.core.refusals import Problem, refuse_if
from kesher.core.words import isolated
from kesher.customers import standing
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer


def foreseen(customer: Customer, *, by: Any) -> Foreseen:
    """What archiving brings with it, and what stands in its way."""
    beside = held(customer, by=by)
    leaves = _("%(name)s leaves lists and search. The page stays, with everything on it.")
    return Foreseen([leaves % {"name": isolated(customer)}, *beside.sentences], beside.problems)


def held(customer: Customer, *, by: Any) -> Foreseen:
    """What the person stays or holds, and what stands in the way; of many, each is told by name."""
    ahead = foresee(Kind.ARCHIVED, customer, by=by)
    is_staff = customer.staff_id and customer.staff.is_active
    stays = [_("%(name)s stays a staff member.") % {"name": isolated(customer)}] if is_staff else []
    return Foreseen([*stays, *ahead.sentences], [*standing.problems(customer), *ahead.problems])


@transaction.atomic
def archive(customer: Customer, *, by: Any, now: datetime, seen: str = "") -> Customer:
    """`seen`: the fingerprint of what the page showed, if it showed anything."""
    customer = customer.locked()
    if customer.archived_at and not customer.erased_at and not customer.merged_into_id:
        return customer
    ahead = foreseen(customer, by=by)
    refuse_if(ahead.problems)
    refuse_if_changed(seen, ahead)
    customer.archived_at = now
    customer.save(update_fields=["archived_at"])
    record(Kind.ARCHIVED, customer, by=by, now=now)
    return customer


def restore_problems(customer: Customer) -> list[Problem]:
    """Rule 3."""
    return standing.problems(customer) if customer.erased_at or customer.merged_into_id else []


@transaction.atomic
def restore(customer: Customer, *, by: Any, now: datetime) -> Customer:
    customer = customer.locked()
    if customer.archived_at is None:
        return customer
    refuse_if(restore_problems(customer))
    customer.archived_at = None
    customer.save(update_fields=["archived_at"])
    record(Kind.RESTORED, customer, by=by, now=now)
    return customer
