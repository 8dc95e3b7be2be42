"""A staff member's diary as a private iCalendar address, for Thunderbird, Google, Apple and others.

1. The address carries the business's id and a secret of which only the hash is kept; it is shown once. A new one ends the older.
2. It gives the meetings in which the person takes part or which they organise, private ones of their own too: from BACK days
   ago to AHEAD days from now. Removed ones are gone, cancelled ones are marked.
3. Where it is asked to, it names no customers: neither in the subject, which becomes the type of meeting, nor elsewhere.
4. Every turn of a series is an event of its own with a UID that stays. Times stand in the business's zone, whose definition
   comes along.
5. It ends when revoked and when the person leaves; while the person may not see the diary it gives nothing.
6. When it was last fetched is noted once an hour at most.
"""

import re
import secrets
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from kesher.activity.recording import record
from kesher.businesses.models import Business, Staff
from kesher.businesses.permissions import Permission
from kesher.calendar import seeing, working
from kesher.calendar.kinds import Kind
from kesher.calendar.models import Feed, Meeting, MeetingState
from kesher.core.owning import acting_for
from kesher.core.refusals import Problem, refuse_if

BACK, AHEAD = timedelta(days=60), timedelta(days=400)
NOTED_EVERY = timedelta(hours=1)
STATES = {MeetingState.CANCELLED: "CANCELLED", MeetingState.NO_SHOW: "CANCELLED"}


def problems(staff: Staff, *, by: Any) -> list[Problem]:
    if not staff.is_active:
        return [Problem("staff-left", _("%(name)s is no longer here.") % {"name": staff})]
    if by is not None and by != staff:
        return [Problem("not-yours", _("Everybody makes the address of their own diary."))]
    return []


@transaction.atomic
def make(staff: Staff, *, hides_names: bool, by: Any, now: datetime) -> str:
    """The secret, shown once (rule 1)."""
    staff = staff.fresh()
    refuse_if(problems(staff, by=by))
    staff.feeds.filter(revoked_at=None).update(revoked_at=now)
    token = secrets.token_urlsafe(24)
    feed = staff.business.feeds.create(
        staff=staff, token_hash=hashed(token), hides_names=hides_names, created_at=now
    )
    record(Kind.FEED_MADE, feed, by=by, now=now, staff=str(staff))
    return token


@transaction.atomic
def revoke(staff: Staff, *, by: Any, now: datetime) -> int:
    feeds = list(staff.feeds.filter(revoked_at=None).select_for_update(no_key=True))
    for feed in feeds:
        feed.revoked_at = now
        feed.save(update_fields=["revoked_at"])
        record(Kind.FEED_REVOKED, feed, by=by, now=now, staff=str(staff))
    return len(feeds)


def hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def found(business_id: int, token: str) -> Feed | None:
    """The open feed of this secret, with its staff member and business."""
    business = Business.objects.filter(pk=business_id).first()
    if business is None or not re.fullmatch(r"[\w-]{20,64}", token, re.ASCII):
        return None
    with acting_for(business):
        feeds = business.feeds.select_related("staff", "business").filter(
            revoked_at=None, staff__left_at=None
        )
        feed: Feed | None = feeds.filter(token_hash=hashed(token)).first()
        return feed if feed and feed.staff.may(Permission.DIARY_VIEW) else None


def current(staff: Staff) -> Feed | None:
    feed: Feed | None = staff.feeds.filter(revoked_at=None).first()
    return feed


def note_fetch(feed: Feed, *, now: datetime) -> None:
    """Rule 6."""
    if feed.fetched_at is None or now - feed.fetched_at >= NOTED_EVERY:
        feed.fetched_at = now
        feed.save(update_fields=["fetched_at"])


def written(feed: Feed, *, now: datetime) -> bytes:
    """The calendar file: the same rows give the same bytes."""
    calendar = Calendar()
    calendar.add("PRODID", "-//Kesher//Diary//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", f"{feed.staff} – {feed.business}")
    calendar.add("X-WR-TIMEZONE", str(working.zone()))
    calendar.add("REFRESH-INTERVAL", NOTED_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT1H")
    calendar.add_component(zone_definition())
    for meeting in meetings_of(feed, now=now):
        calendar.add_component(event_of(meeting, feed))
    return bytes(calendar.to_ical())


@lru_cache(maxsize=4)
def zone_definition() -> Timezone:
    """VTIMEZONE with each change of the clock; the library's own puts the spring change an hour late."""
    zone = working.zone()
    found = Timezone()
    found.add("TZID", str(zone))
    for moment, before, after in clock_changes(zone):
        part = TimezoneDaylight() if after.dst() else TimezoneStandard()
        part.add("DTSTART", (moment + (before.utcoffset() or timedelta())).replace(tzinfo=None))
        part.add("TZOFFSETFROM", before.utcoffset())
        part.add("TZOFFSETTO", after.utcoffset())
        part.add("TZNAME", after.tzname())
        found.add_component(part)
    return found


def clock_changes(zone: ZoneInfo) -> list[tuple[datetime, datetime, datetime]]:
    """(moment in UTC, the local time just before it, the local time at it), the first for what held before."""
    hour = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    found = [(hour, hour.astimezone(zone), hour.astimezone(zone))]
    while hour.year < LAST_YEAR:
        after = hour + timedelta(days=1)
        if hour.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            while hour.astimezone(zone).utcoffset() == (hour + HALF_HOUR).astimezone(zone).utcoffset():
                hour += HALF_HOUR
            found.append((hour + HALF_HOUR, hour.astimezone(zone), (hour + HALF_HOUR).astimezone(zone)))
        hour = after
    return found


FIRST_YEAR, LAST_YEAR = 2024, 2038
HALF_HOUR = timedelta(minutes=30)


def meetings_of(feed: Feed, *, now: datetime) -> Any:
    start = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = feed.business.meetings.standing().between(start - BACK, start + AHEAD)
    mine = Q(organiser=feed.staff) | Q(seeing.takes_part(feed.business, [feed.staff_id]))
    return rows.filter(mine).select_related("type", "customer", "resource").order_by("starts_at", "pk")


def event_of(meeting: Meeting, feed: Feed) -> Event:
    event = Event()
    event.add("UID", f"meeting-{meeting.pk}-{meeting.business_id}@kesher")
    event.add("DTSTAMP", meeting.changed_at)
    event.add("LAST-MODIFIED", meeting.changed_at)
    event.add("CREATED", meeting.created_at)
    start, end = (
        timezone.localtime(meeting.starts_at, working.zone()),
        timezone.localtime(meeting.ends_at, working.zone()),
    )
    event.add("DTSTART", start.date() if meeting.is_all_day else start)
    event.add("DTEND", end.date() if meeting.is_all_day else end)
    event.add("SEQUENCE", int((meeting.changed_at - meeting.created_at).total_seconds()))
    event.add("STATUS", STATES.get(MeetingState(meeting.state), "CONFIRMED"))
    event.add("CLASS", "PRIVATE" if meeting.is_private else "PUBLIC")
    for name, value in texts_of(meeting, hides_names=feed.hides_names).items():
        if value:
            event.add(name, value)
    return event


def texts_of(meeting: Meeting, *, hides_names: bool) -> dict[str, str]:
    """Rule 3."""
    if hides_names:
        return {"SUMMARY": str(meeting.type or _("Meeting")), "LOCATION": str(meeting.resource or "")}
    customer = str(meeting.customer or "")
    subject = meeting.subject
    return {
        "SUMMARY": f"{subject} – {customer}" if customer and customer not in subject else subject,
        "LOCATION": ", ".join(filter(None, [meeting.place, str(meeting.resource or "")])),
        "DESCRIPTION": meeting.notes,
        "URL": meeting.link,
    }
