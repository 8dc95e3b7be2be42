"""What stood before a move of several meetings; their series keeps it, so that the move can be undone (unmoving.py).

1. Keys and moments are kept, no words: series and turn of each meeting, its times, room and staff, and its reminder.
2. Only what the move changed is kept, with a seal of all that it left: another seal says that something changed since.
"""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import Q

from kesher.activity.recording import plain
from kesher.businesses.models import Business
from kesher.calendar import silencing
from kesher.calendar.models import Meeting

Package = dict[str, Any]
PUT_BACK = (
    "series_id", "original_starts_at", "starts_at", "ends_at", "is_all_day", "resource_id", "is_exception", "removed_at",
)  # fmt: skip
SEALED = (*PUT_BACK, "state", "changed_at")
SERIES = ("rule", "starts_at", "made_until", "ended_on")
COPY = ("due_at", "dismissed_at", "sent_for")


def before(meeting: Meeting, scope: str) -> Package:
    """All that a move of this reach may change."""
    series: Any = meeting.series
    rows = series.meetings.all()
    if scope == "following":
        rows = rows.filter(original_starts_at__gte=meeting.original_starts_at)
    keys = list(rows.values_list("pk", flat=True))
    return {
        "scope": scope, **state(meeting.business, keys, [series.pk]), "reminders": reminders(meeting.business, keys)
    }  # fmt: skip


def keep(meeting: Meeting, was: Package, *, now: datetime) -> None:
    """After the move (rule 2)."""
    series: Any = meeting.fresh().series
    keys, groups = [*was["meetings"]], [*was["series"], series.pk]
    found = state(meeting.business, keys, groups, besides=series.pk)
    changed = {pk: one for pk, one in was["meetings"].items() if found["meetings"][pk] != one}
    reminded = {pk: one for pk, one in was["reminders"].items() if one["meeting"] in changed}
    series.undo = plain({
        **was, "meetings": changed, "reminders": reminded, "made": [*found["meetings"].keys() - was["meetings"].keys()],
        "kept": keys, "seal": seal(found), "at": now,
    })  # fmt: skip
    series.save(update_fields=["undo"])


def is_as_left(meeting: Meeting, package: Package) -> bool:
    series: Any = meeting.series
    groups = [*map(int, package["series"]), series.pk]
    return bool(package["seal"] == seal(state(meeting.business, package["kept"], groups, besides=series.pk)))


def state(business: Business, keys: list[int], groups: list[int], *, besides: int | None = None) -> Package:
    """The meetings of these keys and of the series `besides`, and these series."""
    rows = business.meetings.filter(Q(pk__in=keys) | Q(series__in=[besides] if besides else []))
    found = {row.pop("pk"): row | {"staff": []} for row in rows.order_by("pk").values("pk", *SEALED)}
    people = business.participants.filter(meeting__in=list(found), staff__isnull=False).order_by("pk")
    for pk, staff_id in people.values_list("meeting_id", "staff_id"):
        found[pk]["staff"].append(staff_id)
    series = business.meeting_series.filter(pk__in=groups).order_by("pk").values("pk", *SERIES)
    return {"meetings": found, "series": {row.pop("pk"): row for row in series}}


def reminders(business: Business, keys: list[int]) -> dict[int, Any]:
    """When each rings, and what everybody has done with it."""
    rows = silencing.reminders_on(business, keys)
    found: dict[int, Any] = {
        one.pk: {"meeting": one.subject_id, "at": one.remind_at, "copies": {}} for one in rows
    }
    copies = business.reminder_copies.filter(reminder__in=list(found)).order_by("pk")
    for copy in copies.values("reminder_id", "staff_id", *COPY):
        found[copy.pop("reminder_id")]["copies"][copy.pop("staff_id")] = copy
    return found


def seal(found: Package) -> str:
    return sha256(json.dumps(plain(found), sort_keys=True).encode()).hexdigest()
