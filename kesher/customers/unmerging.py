"""Undoing a merge: both people are again what they were.

1. For 30 days; after that the undo package is thrown away.
2. What moved goes back, chosen values return; what was added or changed since stays with the survivor and is counted.
3. A survivor who has been archived, erased or merged on stands in the way until that is undone.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.core.refusals import Problem, refuse_if
from kesher.core.statements import compiled
from kesher.customers import merging, moving, searching, standing
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer, Merge
from kesher.customers.moving import Package

UNDO_DAYS = 30


def problems(merge: Merge, *, now: datetime) -> list[Problem]:
    if merge.undone_at:
        return [Problem("merge-undone", _("This merge has been undone already."))]
    if not merge.undo or now - merge.merged_at > timedelta(days=UNDO_DAYS):
        return [Problem("merge-old", _("A merge can be undone for 30 days."))]
    if merge.merged.erased_at:
        return standing.problems(merge.merged)
    return standing.problems(merge.survivor)


def open_of(survivor: Customer, *, by: Any, now: datetime) -> list[Merge]:
    """The merges into this person that `by` can undo now, the latest first."""
    return [
        one for one in standing_of(survivor) if one.merged.is_visible_to(by) and not problems(one, now=now)
    ]


@compiled
def standing_of(survivor: Customer) -> Any:
    """The merges into this person that were not undone."""
    return survivor.merges_in.filter(undone_at=None).select_related("merged")


@transaction.atomic
def undo(merge: Merge, *, by: Any, now: datetime) -> int:
    """Parts the two again; how much could not go back."""
    refuse_if(problems(merge, now=now))
    survivor, merged = merging.locked(merge.survivor, merge.merged)
    merge = merge.fresh()
    refuse_if(problems(merge, now=now))
    missed = moving.move_back(merged, survivor, Package(**merge.undo))
    survivor, merged = survivor.fresh(), merged.fresh()
    searching.renew(survivor)
    searching.renew(merged)
    merge.undone_at, merge.undo = now, {}
    merge.save(update_fields=["undone_at", "undo"])
    record(Kind.MERGE_UNDONE, merged, by=by, now=now)
    record(Kind.MERGE_UNDONE, survivor, by=by, now=now, merged=merged)
    return missed


def forget(merges: Any, *, now: datetime) -> int:
    """Rule 1: empties the packages that nobody can use any more; `merges` of one business or of all."""
    old = merges.filter(merged_at__lt=now - timedelta(days=UNDO_DAYS))
    return int(old.exclude(undo={}).update(undo={}))
