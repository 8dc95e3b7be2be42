"""The meetings of a series, made ahead as rows.

1. Meetings stand as rows for HORIZON days ahead; a nightly job makes those that come into sight, as the last one was.
2. A change that reaches further than one meeting changes those of the series which were not changed by themselves and are
   still scheduled; exceptions, held, missed and cancelled ones stay as they are.
3. Another time or another rule begins a new series with the meetings from that turn on, in order; what is too much is removed,
   what is missing is made. Exceptions come along with their turn; by another rule they stand alone.
4. Removing reaches exceptions too, but never what was held or missed. A series that was removed is not made further.
5. A room that is taken when the job makes a meeting is left away; the meeting is made.
6. The series of somebody in the archive is not made further.
7. What is made is reminded of as the meeting that it is like (meeting_reminders.py).
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from kesher.businesses.models import Business
from kesher.calendar import attending, meeting_reminders, recurring, silencing, working
from kesher.calendar.composing import COLUMNS, TIMES
from kesher.calendar.conflicts import rooms_taken, span_of
from kesher.calendar.models import Meeting, MeetingSeries, MeetingState
from kesher.core.days import today

HORIZON = timedelta(days=400)
KEPT = {MeetingState.HELD, MeetingState.NO_SHOW}


def begin(first: Meeting, *, rule: str, people: attending.People, now: datetime) -> list[Meeting]:
    """Makes `first` the first of a series; gives the meetings made besides it."""
    series = started(first, rule=rule, now=now)
    first.series, first.original_starts_at = series, first.starts_at
    first.save(update_fields=["series", "original_starts_at"])
    return made(first, turns_of(series)[1:], people=people, now=now)


def started(first: Meeting, *, rule: str, now: datetime) -> MeetingSeries:
    horizon = today(working.zone(), max(now, first.starts_at)) + HORIZON
    series: MeetingSeries = first.business.meeting_series.create(
        rule=rule, starts_at=first.starts_at, zone=str(working.zone()), made_until=horizon, created_at=now
    )
    return series


def turns_of(series: MeetingSeries, *, until: date | None = None) -> list[datetime]:
    last = min(series.ended_on or date.max, until or series.made_until)
    return recurring.turns(series.rule, starts_at=series.starts_at, zone=working.zone(), until=last)


def made(
    like: Meeting, turns: Sequence[datetime], *, people: attending.People, now: datetime
) -> list[Meeting]:
    """Meetings as `like` at other turns, with the same people."""
    same = {name: getattr(like, name) for name in COLUMNS if name not in TIMES[:2]}
    rows = [
        Meeting(
            business_id=like.business_id, series=like.series, organiser=like.organiser, starts_at=turn, created_at=now,
            ends_at=ending(like, turn), original_starts_at=turn, changed_at=now, **same,
        )
        for turn in turns
    ]  # fmt: skip
    kept = like.business.meetings.bulk_create(rows)
    attending.invite(kept, people)
    meeting_reminders.spread(like, kept, now=now)
    return list(kept)


def ending(like: Meeting, turn: datetime) -> datetime:
    """A whole day stays one, however long the night; other meetings keep their length."""
    if not like.is_all_day:
        return turn + (like.ends_at - like.starts_at)
    zone = working.zone()
    return recurring.shifted(turn, by=recurring.distance(like.starts_at, like.ends_at, zone=zone), zone=zone)


def reached(meeting: Meeting, scope: str) -> list[Meeting]:
    """The plain, scheduled meetings that a change reaches (rule 2), itself first."""
    if scope == "this" or meeting.series is None:
        return [meeting]
    rows = meeting.series.meetings.standing().filter(state=MeetingState.SCHEDULED, is_exception=False)
    if scope == "following":
        rows = rows.filter(original_starts_at__gte=meeting.original_starts_at)
    others = rows.exclude(pk=meeting.pk).select_for_update(no_key=True).order_by("original_starts_at")
    return [meeting, *others]


def removable(meeting: Meeting, scope: str) -> list[Meeting]:
    """Rule 4."""
    if scope == "this" or meeting.series is None:
        return [meeting]
    rows = meeting.series.meetings.standing().exclude(state__in=KEPT)
    if scope == "following":
        rows = rows.filter(original_starts_at__gte=meeting.original_starts_at)
    return list(rows.select_for_update(no_key=True).order_by("original_starts_at"))


def stop(series: MeetingSeries, *, before: datetime) -> None:
    """Nothing is made from this turn on."""
    series.ended_on = today(working.zone(), before) - timedelta(days=1)
    series.save(update_fields=["ended_on"])


def resettle(meeting: Meeting, *, scope: str, rule: str | None, now: datetime) -> list[Meeting]:
    """Rule 3: the meetings of the new series; `meeting` has its new times."""
    old: Any = meeting.series
    zone = working.zone()
    meeting.is_exception = False
    meeting.save(update_fields=["is_exception"])
    rows = old.meetings.order_by("original_starts_at")
    pivot: Any = rows.first() if scope == "all" and rule is None else meeting
    done = rows.filter(original_starts_at__lt=pivot.original_starts_at).count()
    rest = list(rows.filter(original_starts_at__gte=pivot.original_starts_at).select_for_update(no_key=True))
    shift = recurring.distance(meeting.original_starts_at or meeting.starts_at, meeting.starts_at, zone=zone)
    begins = recurring.shifted(pivot.original_starts_at, by=shift, zone=zone)
    left = recurring.remaining(old.rule, done=done)
    new_rule = rule or recurring.moved(left, before=pivot.original_starts_at, after=begins, zone=zone)
    stop(old, before=pivot.original_starts_at)
    series = old.business.meeting_series.create(
        rule=new_rule, starts_at=begins, zone=str(zone), made_until=old.made_until, created_at=now
    )
    rows_now = seated(rest, turns_of(series), series=series, like=meeting, is_same=rule is None, now=now)
    lacking = turns_of(series)[len(rows_now) :]
    like = next((one for one in rows_now if plain(one)), meeting)
    made_now = made(like, lacking, people=attending.people_of(meeting), now=now) if lacking else []
    return [*(one for one in rows_now if plain(one)), *made_now]


def seated(
    rows: list[Meeting],
    turns: list[datetime],
    *,
    series: MeetingSeries,
    like: Meeting,
    is_same: bool,
    now: datetime,
) -> list[Meeting]:
    """Gives the rows their turns, in order; they last as long as `like`."""
    ours = rows if is_same else [one for one in rows if plain(one)]
    for row in [] if is_same else [one for one in rows if not plain(one)]:
        row.series = row.original_starts_at = None
        row.save(update_fields=["series", "original_starts_at"])
    was = {row.pk: row.starts_at for row in ours}
    silencing.silence(ours[len(turns) :], since=now)
    for row in ours[len(turns) :]:
        row.removed_at = row.removed_at or now
        row.save(update_fields=["removed_at"])
    for row, turn in zip(ours, turns, strict=False):
        row.series, row.original_starts_at, row.changed_at = series, turn, now
        if plain(row):
            row.starts_at, row.ends_at = turn, ending(like, turn)
        row.save(update_fields=["series", "original_starts_at", "starts_at", "ends_at", "changed_at"])
    meeting_reminders.settle([row for row in ours[: len(turns)] if plain(row)], was=was, now=now)
    return ours[: len(turns)]


def plain(meeting: Meeting) -> bool:
    is_scheduled = meeting.state == MeetingState.SCHEDULED
    return is_scheduled and not meeting.is_exception and meeting.removed_at is None


def extend(business: Business, *, now: datetime) -> int:
    """Makes what has come into sight (rule 1); says how many."""
    horizon = today(working.zone(), now) + HORIZON
    behind = business.meeting_series.filter(ended_on=None, made_until__lt=horizon).select_for_update()
    return sum(extend_one(series, until=horizon, now=now) for series in behind.order_by("pk"))


def extend_one(series: MeetingSeries, *, until: date, now: datetime) -> int:
    last = series.meetings.standing().order_by("is_exception", "-original_starts_at").first()
    after, series.made_until = series.made_until, until
    series.save(update_fields=["made_until"])
    if last is None or (last.customer and not last.customer.is_current):
        return 0
    ahead = [turn for turn in turns_of(series, until=until) if timezone.localtime(turn).date() > after]
    rows = made(last, ahead, people=attending.people_of(last), now=now)
    for row in rows:
        if rooms_taken(series.business, spans=[span_of(row)], resource=row.resource, besides=[row.pk]):
            row.resource = None
            row.save(update_fields=["resource"])
    return len(rows)
