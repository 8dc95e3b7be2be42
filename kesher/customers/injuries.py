"""Injuries: medical, shown by need, each reading and each change recorded (AMB-36).

1. An injury says what it is, what staff should know, from when, and until when if that is known.
2. It ends no earlier than it started.
3. It says whether it shows at check-in and at access control; both only while it holds.
4. The log tells that an injury was changed, never what it says.
5. Showing a person's injuries is recorded once per opening.
6. A removed injury is not shown among the others and cannot be edited; it can be brought back for 30 days, then it goes
   for good.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.core.refusals import Problem, refuse_if
from kesher.customers import standing
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer, Injury

DETAILS = ("title", "remarks", "starts_on", "ends_on", "shows_at_check_in", "shows_at_access")
UNTOLD = {"title", "remarks"}
"""fields whose values the log does not repeat"""


def problems(customer: Customer, *, starts_on: date, ends_on: date | None) -> list[Problem]:
    found = standing.problems(customer)
    if ends_on and ends_on < starts_on:
        found.append(
            Problem("ends-before-start", _("An injury cannot end before it started."), field="ends_on")
        )
    return found


@transaction.atomic
def add(customer: Customer, *, by: Any, now: datetime, **details: Any) -> Injury:
    customer = customer.locked()
    refuse_if(problems(customer, starts_on=details["starts_on"], ends_on=details.get("ends_on")))
    injury: Injury = customer.injuries.create(
        business_id=customer.business_id, author=by, created_at=now, **details
    )
    record(Kind.INJURY_ADDED, injury, by=by, now=now)
    return injury


@transaction.atomic
def edit(injury: Injury, *, by: Any, now: datetime, **details: Any) -> Injury:
    """Changes the given fields; the others stay."""
    return write(injury, Kind.INJURY_CHANGED, by=by, now=now, **details)


@transaction.atomic
def end(injury: Injury, *, ends_on: date, by: Any, now: datetime) -> Injury:
    return write(injury, Kind.INJURY_ENDED, by=by, now=now, ends_on=ends_on)


def write(injury: Injury, kind: Kind, *, by: Any, now: datetime, **details: Any) -> Injury:
    customer, injury = held(injury)
    changed = changes({name: getattr(injury, name) for name in details}, details)
    for name in changed:
        setattr(injury, name, details[name])
    refuse_if(problems(customer, starts_on=injury.starts_on, ends_on=injury.ends_on) + gone(injury))
    if changed:
        injury.save(update_fields=list(changed))
        record(kind, injury, by=by, now=now, changes=told(changed))
    return injury


@transaction.atomic
def remove(injury: Injury, *, by: Any, now: datetime) -> Injury:
    return mark(injury, Kind.INJURY_REMOVED, removed_at=now, by=by, now=now)


@transaction.atomic
def restore(injury: Injury, *, by: Any, now: datetime) -> Injury:
    return mark(injury, Kind.INJURY_RESTORED, removed_at=None, by=by, now=now)


def mark(injury: Injury, kind: Kind, *, removed_at: datetime | None, by: Any, now: datetime) -> Injury:
    customer, injury = held(injury)
    refuse_if(standing.problems(customer))
    if bool(injury.removed_at) != bool(removed_at):
        injury.removed_at = removed_at
        injury.save(update_fields=["removed_at"])
        record(kind, injury, by=by, now=now)
    return injury


@transaction.atomic
def read(customer: Customer, *, by: Any, now: datetime) -> list[Injury]:
    """The person's injuries, newest first; that they were seen is recorded."""
    found = list(customer.injuries.filter(removed_at=None).select_related("author"))
    record(Kind.INJURY_READ, customer, by=by, now=now)
    return found


@transaction.atomic
def purge(injury: Injury, *, by: Any, now: datetime) -> None:
    """Removes the injury for good (rule 6)."""
    _customer, injury = held(injury)
    if injury.removed_at:
        record(Kind.INJURY_PURGED, injury, by=by, now=now)
        injury.delete()


def held(injury: Injury) -> tuple[Customer, Injury]:
    """The person under lock, then the injury."""
    return injury.customer.locked(), injury.fresh()


def gone(injury: Injury) -> list[Problem]:
    return [Problem("injury-removed", _("This injury has been removed."))] if injury.removed_at else []


def told(changed: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The change as the log repeats it: rule 4."""
    return {name: ["…", "…"] if name in UNTOLD else pair for name, pair in changed.items()}
