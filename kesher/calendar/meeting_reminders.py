"""The reminder of a meeting.

1. The staff who take part and who organises it are reminded; of a recurring meeting each turn by itself.
2. A turn is reminded of as the meeting is that it is made like, as long before its start. What is over gets no reminder.
3. It moves with its meeting, keeps its words and goes to who takes part now; the meeting's own change tells that. What does
   not move stays snoozed or dismissed, and what is over does not ring again.
4. Choosing another one, or none, reaches as far as the change of the meeting.
5. Only what is scheduled reminds (silencing.py).
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import OuterRef, Subquery

from kesher.businesses.models import Business, Staff
from kesher.calendar import recurring, reminding, silencing, working
from kesher.calendar.models import Meeting, Reminder, ReminderCopy
from kesher.calendar.reminding import Wanted
from kesher.core.addresses import address
from kesher.messaging import seeing


def keep(
    meeting: Meeting, wanted: Wanted | None, *, others: Sequence[Meeting] = (), by: Any, now: datetime
) -> bool:
    """Sets it as chosen, or takes it away, for the turns that are reached too (rule 4); whether the meeting's is another."""
    was = chosen(reminding.reminder_of(meeting))
    if wanted is None:
        reminding.forget(meeting, by=by, now=now)
    else:
        people = people_of([meeting])[meeting.pk]
        given = {**asdict(wanted), **told(meeting, meeting.business)}
        reminding.remind(meeting, staff=people, by=by, now=now, **given)
    spread(meeting, others, now=now)
    return was != wanted


def chosen(reminder: Reminder | None) -> Wanted | None:
    return Wanted(reminder.remind_at, reminder.by_email, reminder.by_push) if reminder else None


def told(meeting: Meeting, business: Business) -> dict[str, Any]:
    path = address("calendar:meeting", business.slug, meeting.pk)
    return {"path": path, "label": str(meeting), "customer_id": meeting.customer_id}


def spread(like: Meeting, turns: Sequence[Meeting], *, now: datetime) -> None:
    """The turns that are still ahead are reminded of as `like` is (rule 2); those that are already stay as they are."""
    model = reminding.reminder_of(like) if turns else None
    times = {one.pk: moved(model, like.starts_at, one.starts_at) for one in turns} if model else {}
    ahead = [one for one in turns if is_ahead(one, times.get(one.pk), now=now)]
    held = reminders_of(ahead)
    same = {pk: one for pk, one in held.items() if one.remind_at == times.get(pk)}
    rows = like.business.reminders
    rows.filter(pk__in=[one.pk for pk, one in held.items() if pk not in same]).delete()
    if model is None:
        return
    flags = {"by_email": model.by_email, "by_push": model.by_push}
    rows.filter(pk__in=[one.pk for one in same.values()]).update(**flags)
    lacking = [one for one in ahead if one.pk not in same]
    Reminder.objects.bulk_create(copied(one, model, at=times[one.pk], now=now) for one in lacking)
    share(ahead)


def copied(turn: Meeting, model: Reminder, *, at: datetime, now: datetime) -> Reminder:
    shown = told(turn, model.business)
    return Reminder(
        **reminding.key_of(turn), business_id=turn.business_id, subject_label=shown["label"][: reminding.LABEL],
        path=shown["path"], customer_id=turn.customer_id, remind_at=at, text=model.text, by_email=model.by_email,
        by_push=model.by_push, created_by=model.created_by, created_at=now,
    )  # fmt: skip


def settle(meetings: Sequence[Meeting], *, was: dict[int, datetime] | None = None, now: datetime) -> None:
    """After a change of the meetings (rule 3); `was`: when those that moved began."""
    held, moved_ones = reminders_of(meetings), []
    for meeting in [one for one in meetings if one.pk in held]:
        reminder = held[meeting.pk]
        at = moved(reminder, (was or {}).get(meeting.pk, meeting.starts_at), meeting.starts_at)
        if at != reminder.remind_at and is_ahead(meeting, at, now=now):
            moved_ones.append(reminder)
        reminder.remind_at, reminder.customer_id = at, meeting.customer_id
        reminder.subject_label = str(meeting)[: reminding.LABEL]
    if held:
        rows = meetings[0].business.reminders
        rows.bulk_update(held.values(), ["remind_at", "customer_id", "subject_label"], batch_size=200)
        ring_anew(meetings[0].business, moved_ones)
        share([one for one in meetings if is_ahead(one, None, now=now)])


def moved(reminder: Reminder, before: datetime, after: datetime) -> datetime:
    """Counted from the start it keeps its distance; typed it keeps its hour."""
    if reminding.is_counted(reminder, before):
        return after - (before - reminder.remind_at)
    zone = working.zone()
    return recurring.shifted(reminder.remind_at, by=recurring.distance(before, after, zone=zone), zone=zone)


def is_ahead(meeting: Meeting, at: datetime | None, *, now: datetime) -> bool:
    return meeting.starts_at > now or (at is not None and at > now)


def ring_anew(business: Business, reminders: Sequence[Reminder]) -> None:
    time = business.reminders.filter(pk=OuterRef("reminder_id")).values("remind_at")[:1]
    copies = business.reminder_copies.filter(reminder__in=reminders)
    copies.update(due_at=Subquery(time), dismissed_at=None, sent_for=None)


def share(meetings: Sequence[Meeting]) -> None:
    """Everybody of rule 1 has a copy, and nobody else; asked once for all."""
    held = reminders_of(meetings)
    if not held:
        return
    people, copies = people_of(meetings), meetings[0].business.reminder_copies
    may_know = cache(seeing.may_know)
    wanted = {
        (one.pk, staff.pk): one
        for pk, one in held.items()
        for staff in people[pk]
        if staff.is_active and may_know(staff, one.customer_id)
    }
    rows = copies.filter(reminder__in=list(held.values()))
    there = {(one.reminder_id, one.staff_id): one.pk for one in rows}
    copies.filter(pk__in=[pk for key, pk in there.items() if key not in wanted]).delete()
    ReminderCopy.objects.bulk_create(
        ReminderCopy(business_id=one.business_id, reminder=one, staff_id=key[1], due_at=one.remind_at)
        for key, one in wanted.items()
        if key not in there
    )


def reminders_of(meetings: Sequence[Meeting]) -> dict[int, Reminder]:
    """By the meeting."""
    rows = silencing.reminders_of(meetings) if meetings else ()
    return {one.subject_id: one for one in rows}


def people_of(meetings: Sequence[Meeting]) -> dict[int, list[Staff]]:
    """Rule 1, by the meeting."""
    business, found = meetings[0].business, {one.pk: {one.organiser_id} for one in meetings}
    rows = business.participants.filter(meeting__in=list(found), staff__isnull=False)
    for pk, staff_id in rows.values_list("meeting_id", "staff_id"):
        found[pk].add(staff_id)
    staff = business.staff.in_bulk(set().union(*found.values()) - {None})
    return {pk: [staff[key] for key in keys if key] for pk, keys in found.items()}
