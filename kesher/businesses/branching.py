"""Branches: the places of the business (A062-A063).

1. A branch has a name of its own.
2. A branch is closed, never deleted: its people and its past stay. A closed one is no longer offered.
3. A closed branch can be opened again.
4. Opening hours of its own are optional; without them the business's hours hold.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.businesses.kinds import Kind
from kesher.businesses.models import Branch, Business
from kesher.core import opening_hours, phones
from kesher.core.refusals import Problem, refuse_if, refused_when_taken


def problems(business: Business, branch: Branch | None = None, *, details: dict[str, Any]) -> list[Problem]:
    if not details.get("name"):
        return [Problem("name-missing", _("Please enter a name."), field="name")]
    others = business.branches.exclude(pk=branch.pk) if branch else business.branches.all()
    if others.filter(name=details["name"]).exists():
        return [name_taken()]
    return opening_hours.problems(details.get("opening_hours") or {})


def name_taken() -> Problem:
    return Problem("name-taken", _("There is a branch with this name already."), field="name")


@transaction.atomic
def add(business: Business, *, by: Any, now: datetime, **details: Any) -> Branch:
    refuse_if(problems(business, details=details))
    with refused_when_taken(name_taken()):
        branch: Branch = business.branches.create(**normalised(details))
    record(Kind.BRANCH_ADDED, branch, by=by, now=now)
    return branch


@transaction.atomic
def change(branch: Branch, *, by: Any, now: datetime, **details: Any) -> Branch:
    branch = branch.fresh()
    refuse_if(problems(branch.business, branch, details={"name": branch.name, **details}))
    details = normalised(details)
    changed = changes({name: getattr(branch, name) for name in details}, details)
    if changed:
        for name in changed:
            setattr(branch, name, details[name])
        with refused_when_taken(name_taken()):
            branch.save(update_fields=list(changed))
        record(Kind.BRANCH_CHANGED, branch, by=by, now=now, changes=changed)
    return branch


@transaction.atomic
def close(branch: Branch, *, by: Any, now: datetime) -> Branch:
    branch = branch.fresh()
    if branch.retired_at is None:
        branch.retired_at = now
        branch.save(update_fields=["retired_at"])
        record(Kind.BRANCH_RETIRED, branch, by=by, now=now)
    return branch


@transaction.atomic
def reopen(branch: Branch, *, by: Any, now: datetime) -> Branch:
    branch = branch.fresh()
    if branch.retired_at is not None:
        branch.retired_at = None
        branch.save(update_fields=["retired_at"])
        record(Kind.BRANCH_RESTORED, branch, by=by, now=now)
    return branch


def normalised(details: dict[str, Any]) -> dict[str, Any]:
    kept, phone = dict(details), phones.parsed(details.get("phone") or "")
    if phone:
        kept["phone"] = phone.e164
    if "opening_hours" in kept:
        kept["opening_hours"] = opening_hours.normalised(kept["opening_hours"])
    return kept
