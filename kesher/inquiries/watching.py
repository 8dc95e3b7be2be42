"""Who watches an inquiry: they see it, and are told of status, answers, closing and reopening (announcing.py).

1. Whoever sees an inquiry may watch it, and stop; nobody is made a watcher by others but by being mentioned.
2. Who is mentioned in a note watches from then on, so that they see what they were asked about.
3. Who left does not become a watcher.
4. Starting and stopping are recorded; nothing changed, nothing recorded. Deleted and merged ones are not watched anew.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from kesher.activity.recording import record
from kesher.businesses.models import Staff
from kesher.inquiries import announcing, holding
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import Inquiry


def is_watching(inquiry: Inquiry, staff: Staff) -> bool:
    return bool(inquiry.watchers.filter(staff=staff).exists())


@transaction.atomic
def watch(inquiry: Inquiry, *, by: Staff, now: datetime) -> Inquiry:
    inquiry = holding.held(inquiry)
    join(inquiry, [by], by=by, now=now)
    return inquiry


@transaction.atomic
def stop(inquiry: Inquiry, *, by: Staff, now: datetime) -> Inquiry:
    inquiry = holding.locked(inquiry)
    before = names(inquiry)
    if inquiry.watchers.filter(staff=by).delete()[0]:
        tell(inquiry, before, by=by, now=now)
    return inquiry


def join(inquiry: Inquiry, people: Iterable[Staff], *, by: Any, now: datetime) -> None:
    """Of an inquiry under lock: these watch it too (rules 2 and 3)."""
    held = set(inquiry.watchers.values_list("staff_id", flat=True))
    new = [one for one in people if one.is_active and one.pk not in held]
    if not new:
        return
    before = names(inquiry)
    for one in new:
        inquiry.business.watchers.create(inquiry=inquiry, staff=one)
    tell(inquiry, before, by=by, now=now)


def names(inquiry: Inquiry) -> list[str]:
    return [str(one) for one in announcing.watchers_of(inquiry)]


def tell(inquiry: Inquiry, before: list[str], *, by: Any, now: datetime) -> None:
    record(Kind.WATCHED, inquiry, by=by, now=now, changes={"watchers": [before, names(inquiry)]})
