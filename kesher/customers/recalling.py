"""The people that a staff member worked on last, as the log has it.

1. Newest first, each person once; only people who are current and whom the staff member sees.
2. The last entries of the business are looked through (LOOKED), not the whole log.
"""

from dataclasses import dataclass
from datetime import datetime

from kesher.activity.models import Entry
from kesher.businesses.models import Staff

LOOKED = 500


@dataclass(frozen=True)
class Recent:
    id: int
    name: str
    phone: str
    at: datetime
    kind: str
    """what was done last"""


def recent(staff: Staff, *, most: int = 8) -> list[Recent]:
    entries = Entry.objects.of(staff.business).newest_first()
    last: dict[int, tuple[datetime, str]] = {}
    for actor, customer, at, kind in entries.values_list("actor_id", "customer_id", "at", "kind")[:LOOKED]:
        if actor == staff.pk and customer and len(last) < most * 2:
            last.setdefault(customer, (at, kind))
    people = staff.business.customers.visible_to(staff).current().filter(pk__in=last)
    rows = {pk: (name, phone) for pk, name, phone in people.values_list("pk", "full_name", "phone")}
    return [Recent(pk, *rows[pk], *last[pk]) for pk in last if pk in rows][:most]
