"""Undoing a merge: both inquiries are again what they were.

1. For 30 days, by who may delete; then the package is thrown away.
2. What moved goes back, the note that told of it goes, who watched because of it does no more. What was written since stays
   with the one that stayed.
3. One that stayed and was deleted or merged on stands in the way until that is undone; so does a customer who cannot be
   worked on.
4. Both are recorded.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.core.refusals import Problem, refuse_if
from kesher.inquiries import holding, removing, searching
from kesher.inquiries.kinds import Kind
from kesher.inquiries.merging import MOVED
from kesher.inquiries.models import Inquiry, InquiryMerge

UNDO_DAYS = 30


def problems(merge: InquiryMerge, *, by: Any, now: datetime) -> list[Problem]:
    found = removing.right_problems(by)
    if merge.undone_at:
        found.append(Problem("merge-undone", _("This merge has been undone already.")))
    elif not merge.undo or now - merge.merged_at > timedelta(days=UNDO_DAYS):
        found.append(Problem("merge-old", _("A merge can be undone for 30 days.")))
    return [*found, *holding.problems(merge.survivor)]


@transaction.atomic
def undo(merge: InquiryMerge, *, by: Any, now: datetime) -> Inquiry:
    """Parts the two; returns the one that is there again."""
    refuse_if(problems(merge, by=by, now=now))
    survivor = holding.held(merge.survivor)
    merged = holding.locked(merge.merged)
    merge = merge.fresh()
    merge.survivor = survivor
    refuse_if(problems(merge, by=by, now=now))
    move_back(merged, survivor, merge.undo)
    merged.merged_into, merged.changed_at = None, now
    merged.save(update_fields=["merged_into", "changed_at"])
    survivor.search_text, survivor.changed_at = searching.text_of(survivor), now
    survivor.save(update_fields=["search_text", "changed_at"])
    merge.undone_at, merge.undo = now, {}
    merge.save(update_fields=["undone_at", "undo"])
    record(Kind.MERGE_UNDONE, merged, by=by, now=now)
    record(Kind.MERGE_UNDONE, survivor, by=by, now=now, merged=merged)
    return merged


def move_back(merged: Inquiry, survivor: Inquiry, package: dict[str, Any]) -> None:
    for name, key in MOVED.items():
        getattr(survivor, name).filter(pk__in=package[name]).update(**{key: merged})
    for side, ids in package["links"].items():
        survivor.business.inquiry_links.filter(pk__in=ids).update(**{side: merged})
    survivor.watchers.filter(staff__in=package["watchers"]).delete()
    survivor.notes.filter(pk=package["note"]).delete()


def forget(merges: Any, *, now: datetime) -> int:
    """Rule 1: empties the packages that nobody can use any more."""
    old = merges.filter(merged_at__lt=now - timedelta(days=UNDO_DAYS))
    return int(old.exclude(undo={}).update(undo={}))
