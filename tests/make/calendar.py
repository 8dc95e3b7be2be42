from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.utils import timezone

from kesher.calendar import meetings
from kesher.core.owning import acting_for

_next = count(1)
ZONE = ZoneInfo("Asia/Jerusalem")


def at(text: str) -> datetime:
    """2026-11-22 10:00 on the wall clock of the business."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def meeting(business, *, starts_at=None, ends_at=None, by=None, now=None, **details):
    starts_at = starts_at or at("2026-11-22 10:00")
    details = {"subject": f"Meeting {next(_next)}", **details}
    with acting_for(business):
        return meetings.set_meeting(
            business, by=by, now=now or timezone.now(), starts_at=starts_at,
            ends_at=ends_at or starts_at + timedelta(hours=1), **details,
        )  # fmt: skip


def resource(business, *, name="", **fields):
    with acting_for(business):
        return business.resources.create(name=name or f"Room {next(_next)}", **fields)


def absence(business, staff, *, starts_at, ends_at, **fields):
    with acting_for(business):
        return business.absences.create(
            staff=staff, starts_at=starts_at, ends_at=ends_at, created_at=timezone.now(), **fields
        )
