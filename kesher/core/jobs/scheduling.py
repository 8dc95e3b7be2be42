"""Schedules become jobs.

1. A due time is written as a unique slot in the same transaction as its job: racing schedulers start one job.
2. A time that passed while no worker ran is made up for once, with the latest one.
3. A schedule that was never seen before waits for its next time.
4. "09:00" stays nine o'clock when the clocks change; a fixed time that the change repeats happens once,
   one that it skips happens an hour later.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from croniter import croniter
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max

from kesher.core.jobs.declaring import Schedule, schedules
from kesher.core.models import Slot

KEPT = timedelta(days=7)


def latest_due(cron: str, *, now: datetime) -> datetime:
    """The last time at or before `now` that `cron` names, read on the wall clock and answered in UTC."""
    zone = ZoneInfo(settings.TIME_ZONE)
    if _repeats_by_the_hour(cron):
        return _previous(cron, now.astimezone(UTC))
    wall = now.astimezone(zone).replace(tzinfo=None)
    due = _previous(cron, wall)
    moment = due.replace(tzinfo=zone).astimezone(UTC)
    if moment > now:  # the second pass through an hour, or a time that the change skips
        moment = _previous(cron, due - timedelta(seconds=1)).replace(tzinfo=zone).astimezone(UTC)
    return moment


def _repeats_by_the_hour(cron: str) -> bool:
    """Every few minutes or hours: counted on the world's clock, which neither repeats nor skips."""
    _minute, hour, *_days = cron.split()
    return hour == "*"


def _previous(cron: str, at: datetime) -> datetime:
    times: Any = croniter(cron, at.replace(microsecond=0) + timedelta(seconds=1))
    found: datetime = times.get_prev(datetime)
    return found


def enqueue_due(*, now: datetime, seen: dict[str, datetime] | None = None) -> int:
    """Start the job of each schedule whose time has come; `seen` saves asking the database again."""
    seen = {} if seen is None else seen
    started = 0
    for name, schedule in schedules.items():
        due = latest_due(schedule.cron, now=now)
        if seen.get(name) != due:
            started += _take(name, schedule, due)
            seen[name] = due
    return started


def _take(name: str, schedule: Schedule, due: datetime) -> int:
    slots = Slot.objects.filter(name=name)
    if slots.filter(due_at=due).exists():
        return 0
    is_new = not slots.exists()
    try:
        with transaction.atomic():
            Slot.objects.create(name=name, due_at=due)
            if not is_new:
                schedule.task.enqueue()
    except IntegrityError:
        return 0
    return 0 if is_new else 1


def forget_old_slots() -> None:
    """The latest slot of a schedule stays, since it says that its time has been dealt with."""
    for name, latest in Slot.objects.values_list("name").annotate(Max("due_at")):
        Slot.objects.filter(name=name, due_at__lt=latest - KEPT).delete()
