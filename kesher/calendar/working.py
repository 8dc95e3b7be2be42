"""The working calendar of a business and of its branches.

1. A change of the hours is a new version with the day from which it holds, today at the earliest: what was counted is not
   judged anew. A version that has not begun yet can be taken back.
2. A branch without a version of its own has the business's hours; a version without hours gives it back to them.
3. The business itself works at some time of the week.
4. A special day is closed or has hours of its own; it is today or later when it is written down, changed or removed, and
   there is one a day for the business and for each branch.
"""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.businesses import numbering
from kesher.businesses.models import Branch, Business
from kesher.calendar import holidays
from kesher.calendar.counting import SHIPPED_EVE, SHIPPED_HOURS, Calendar, Span, Special, Version
from kesher.calendar.kinds import Kind
from kesher.calendar.models import CalendarVersion, SpecialDay
from kesher.core import opening_hours
from kesher.core.refusals import Problem, refuse_if, refused_when_taken


def load(business: Business) -> Calendar:
    """The whole calendar, for many questions at once."""
    versions = [
        Version(row.number, row.branch_id, row.starts_on, row.hours, row.keeps_holidays, row.eve_ends_at)
        for row in business.calendar_versions.order_by("starts_on", "number")
    ]
    specials = {
        (row.branch_id, row.day): Special(row.name, row.hours)
        for row in business.special_days.only("business", "branch", "day", "name", "hours")
    }
    return Calendar(zone(), tuple(versions), specials, holidays.of)


def spans(business: Business, branch: Branch | None, start: datetime, end: datetime) -> list[Span]:
    return load(business).spans(branch.pk if branch else None, start, end)


def minutes_between(business: Business, branch: Branch | None, start: datetime, end: datetime) -> int:
    return load(business).minutes_between(branch.pk if branch else None, start, end)


def after(business: Business, branch: Branch | None, start: datetime, minutes: int) -> datetime:
    return load(business).after(branch.pk if branch else None, start, minutes)


def zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def ship(business: Business, *, now: datetime) -> None:
    """What a new business starts with: Sunday to Thursday, 8 to 17, eves until 13."""
    number = numbering.next_number(business, "working-calendar")
    business.calendar_versions.create(
        number=number,
        starts_on=timezone.localdate(now),
        hours=SHIPPED_HOURS,
        eve_ends_at=SHIPPED_EVE,
        created_at=now,
    )


def problems(
    *, branch: Branch | None, starts_on: date, hours: opening_hours.Hours, today: date
) -> list[Problem]:
    found = [Problem(one.code, one.sentence, field="hours") for one in opening_hours.problems(hours)]
    if starts_on < today:
        sentence = _("New hours begin today at the earliest, so that what was counted stays.")
        found.append(Problem("begins-before-today", sentence, field="starts_on"))
    if branch is None and not any(hours.values()):
        found.append(Problem("never-open", _("Please enter the hours of one day at least."), field="hours"))
    return found


@transaction.atomic
def renew(
    business: Business,
    *,
    starts_on: date,
    hours: opening_hours.Hours,
    by: Any,
    now: datetime,
    branch: Branch | None = None,
    keeps_holidays: bool = True,
    eve_ends_at: time | None = SHIPPED_EVE,
) -> CalendarVersion:
    """A new version (rule 1); none where the one that holds from that day on says the same."""
    refuse_if(problems(branch=branch, starts_on=starts_on, hours=hours, today=timezone.localdate(now)))
    said = {
        "hours": opening_hours.normalised(hours),
        "keeps_holidays": keeps_holidays,
        "eve_ends_at": eve_ends_at,
    }
    held = business.calendar_versions.filter(branch=branch, starts_on__lte=starts_on)
    last: CalendarVersion | None = held.order_by("-starts_on", "-number").first()
    if last and all(getattr(last, name) == value for name, value in said.items()):
        return last
    version: CalendarVersion = business.calendar_versions.create(
        branch=branch,
        number=numbering.next_number(business, "working-calendar"),
        starts_on=starts_on,
        created_at=now,
        created_by=by,
        **said,
    )
    record(Kind.CALENDAR_CHANGED, version, by=by, now=now, branch=branch, starts_on=starts_on)
    return version


@transaction.atomic
def take_back(version: CalendarVersion, *, by: Any, now: datetime) -> None:
    version = version.fresh()
    if version.starts_on <= timezone.localdate(now):
        refuse_if([Problem("has-begun", _("These hours hold already, so they stay in the record."))])
    record(Kind.CALENDAR_TAKEN_BACK, version, by=by, now=now, starts_on=version.starts_on)
    version.delete()


def special_problems(*, day: date, name: str, hours: list[list[str]], today: date) -> list[Problem]:
    found = []
    if day < today:
        sentence = _("A special day is today or later, so that what was counted stays.")
        found.append(Problem("day-past", sentence, field="day"))
    if not name.strip():
        found.append(Problem("name-missing", _("Please enter a name."), field="name"))
    if reason := opening_hours.wrong(hours):
        found.append(Problem("hours-wrong", reason, field="hours"))
    return found


@transaction.atomic
def add_special_day(
    business: Business,
    *,
    day: date,
    name: str,
    by: Any,
    now: datetime,
    hours: list[list[str]] | None = None,
    branch: Branch | None = None,
) -> SpecialDay:
    hours = sorted(hours or [])
    refuse_if(special_problems(day=day, name=name, hours=hours, today=timezone.localdate(now)))
    with refused_when_taken(day_taken()):
        made: SpecialDay = business.special_days.create(
            branch=branch, day=day, name=name.strip(), hours=hours, created_at=now
        )
    record(Kind.SPECIAL_DAY_ADDED, made, by=by, now=now, day=day)
    return made


@transaction.atomic
def change_special_day(special: SpecialDay, *, by: Any, now: datetime, **details: Any) -> SpecialDay:
    special = special.fresh()
    before = {name: getattr(special, name) for name in ("day", "name", "hours", "branch")}
    after = {**before, **details}
    today = timezone.localdate(now)
    asked = {name: after[name] for name in ("name", "hours")}
    refuse_if(special_problems(day=min(before["day"], after["day"]), today=today, **asked))
    told = changes(before, details)
    for name in told:
        setattr(special, name, details[name])
    if told:
        with refused_when_taken(day_taken()):
            special.save(update_fields=list(told))
        record(Kind.SPECIAL_DAY_CHANGED, special, by=by, now=now, changes=told)
    return special


@transaction.atomic
def remove_special_day(special: SpecialDay, *, by: Any, now: datetime) -> None:
    special = special.fresh()
    refuse_if(special_problems(day=special.day, name="x", hours=[], today=timezone.localdate(now)))
    record(Kind.SPECIAL_DAY_REMOVED, special, by=by, now=now, day=special.day)
    special.delete()


def day_taken() -> Problem:
    return Problem("day-taken", _("This day is in the list already."), field="day")
