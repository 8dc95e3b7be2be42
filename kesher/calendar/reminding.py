"""Reminders: at a time, of anything that somebody does or owns.

1. A subject has at most one reminder; reminding of it again changes that one.
2. Everybody who is reminded has a copy. It is due from its time until it is dismissed; snoozing moves that copy alone,
   to a time ahead.
3. Another time makes all copies due anew; with the same time they stay as they are, so what was dismissed stays so.
   Who is no longer among those reminded loses the copy.
4. A time that has passed already is due at once.
5. Who left is not reminded, nor is anybody reminded of a person whom they may not see.
6. Setting, changing and removing are recorded. Snoozing and dismissing one's own copy are like reading: they are not.
7. Chosen as so many minutes before the time of its subject (BEFORE), it is counted from that time; the subject moves it.
8. While its subject is deleted a reminder is silent: its copies count as dismissed at that moment, and are given back with
   the subject.
9. A copy that was dismissed, or whose subject's reminder is gone, stays as it is when it is snoozed or dismissed again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.businesses.models import Business, Staff
from kesher.calendar.kinds import Kind
from kesher.calendar.models import BEFORE, Reminder, ReminderCopy
from kesher.core.refusals import Problem, refuse_if
from kesher.messaging import seeing

LABEL, TEXT = 200, 200
SNOOZES = ("5", "15", "60", "tomorrow")
"""minutes, or the next morning"""
MORNING = time(9)


@dataclass(frozen=True)
class Wanted:
    """What somebody chose."""

    at: datetime
    by_email: bool = False
    by_push: bool = True


@transaction.atomic
def remind(
    subject: Any,
    *,
    path: str,
    label: str,
    at: datetime,
    staff: Iterable[Staff],
    text: str = "",
    by_email: bool = False,
    by_push: bool = True,
    customer_id: int | None = None,
    by: Any,
    now: datetime,
) -> Reminder:
    wanted = {
        "subject_label": label[:LABEL], "path": path, "customer_id": customer_id, "remind_at": at,
        "text": text[:TEXT], "by_email": by_email, "by_push": by_push,
    }  # fmt: skip
    reminder, is_new = subject.business.reminders.get_or_create(
        **key_of(subject), defaults={**wanted, "created_by": by, "created_at": now}
    )
    changed = {} if is_new else put(reminder, wanted)
    people_changed = share(reminder, staff, is_anew="remind_at" in changed)
    if is_new:
        record(Kind.REMINDER_SET, reminder, by=by, now=now, remind_at=at)
    elif changed or people_changed:
        record(Kind.REMINDER_CHANGED, reminder, by=by, now=now, changes=changed)
    return reminder  # type: ignore[no-any-return]


def put(reminder: Reminder, wanted: dict[str, Any]) -> dict[str, list[Any]]:
    reminder.refresh_from_db(from_queryset=reminder.business.reminders.select_for_update(no_key=True))
    changed = changes({name: getattr(reminder, name) for name in wanted}, wanted)
    if changed:
        for name, value in wanted.items():
            setattr(reminder, name, value)
        reminder.save(update_fields=list(wanted))
    return changed


def share(reminder: Reminder, staff: Iterable[Staff], *, is_anew: bool) -> bool:
    """Rules 3 and 5; whether the people are others than before."""
    people = {one.pk: one for one in staff if one.is_active and seeing.may_know(one, reminder.customer_id)}
    held = set(reminder.copies.values_list("staff_id", flat=True))
    for person in [person for key, person in people.items() if key not in held]:
        reminder.copies.create(business_id=reminder.business_id, staff=person, due_at=reminder.remind_at)
    gone = held - set(people)
    if gone:
        reminder.copies.filter(staff__in=gone).delete()
    if is_anew:
        reminder.copies.update(due_at=reminder.remind_at, dismissed_at=None, sent_for=None)
    return held != set(people)


def again(subject: Any, *, by: Any, now: datetime, **changed: Any) -> Reminder | None:
    """The same reminder but for what changed; nothing where none is set."""
    one = reminder_of(subject)
    if one is None:
        return None
    kept = {
        "path": one.path, "label": one.subject_label, "at": one.remind_at, "text": one.text, "by_email": one.by_email,
        "by_push": one.by_push, "customer_id": one.customer_id,
    }  # fmt: skip
    if "staff" not in changed:
        kept["staff"] = [copy.staff for copy in one.copies.select_related("staff")]
    return remind(subject, by=by, now=now, **{**kept, **changed})


def is_counted(reminder: Reminder, anchor: datetime) -> bool:
    """Rule 7."""
    return any(anchor - timedelta(minutes=minutes) == reminder.remind_at for minutes in BEFORE)


@transaction.atomic
def forget(subject: Any, *, by: Any, now: datetime) -> None:
    reminder = reminder_of(subject)
    if reminder is None:
        return
    record(Kind.REMINDER_REMOVED, reminder, by=by, now=now, remind_at=reminder.remind_at)
    reminder.delete()


def reminder_of(subject: Any) -> Reminder | None:
    return subject.business.reminders.filter(**key_of(subject)).first()  # type: ignore[no-any-return]


def key_of(subject: Any) -> dict[str, Any]:
    return {"subject_kind": subject._meta.label_lower, "subject_id": subject.pk}  # noqa: SLF001


def due(staff: Staff, now: datetime) -> Any:
    """The copies that should be on this person's screen, the longest due first."""
    copies = staff.reminder_copies.due(now).select_related("reminder").order_by("due_at", "pk")
    return seeing.tellable(copies, staff, field="reminder__customer_id")


def snoozed_until(length: str, *, now: datetime) -> datetime:
    if length != "tomorrow":
        return now + timedelta(minutes=int(length))
    day = timezone.localtime(now).date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, MORNING))


def snooze_problems(until: datetime | None, *, now: datetime) -> list[Problem]:
    if until is None or until <= now:
        return [Problem("snooze-past", _("Please choose a time that is still ahead."), field="until")]
    return []


@transaction.atomic
def snooze(copy: ReminderCopy, *, until: datetime, by: Any, now: datetime) -> ReminderCopy:  # noqa: ARG001 - whose copy it is, the page asks
    refuse_if(snooze_problems(until, now=now))
    copy = copy.fresh()
    if copy.dismissed_at is None:
        copy.due_at, copy.sent_for = until, None
        copy.save(update_fields=["due_at", "sent_for"])
    return copy


@transaction.atomic
def dismiss(copy: ReminderCopy, *, by: Any, now: datetime) -> ReminderCopy:  # noqa: ARG001 - as above
    copy = copy.fresh()
    if copy.dismissed_at is None:
        copy.dismissed_at = now
        copy.save(update_fields=["dismissed_at"])
    return copy


def dismiss_all(staff: Staff, *, now: datetime) -> int:
    """All that are due now: of somebody who comes back from a holiday."""
    return int(staff.reminder_copies.due(now).update(dismissed_at=now))


def end(staff: Staff, *, now: datetime) -> None:
    """They left."""
    staff.reminder_copies.filter(dismissed_at=None).update(dismissed_at=now)


def give_back(staff: Staff, *, left_at: datetime) -> None:
    """Leaving was undone."""
    staff.reminder_copies.filter(dismissed_at=left_at).update(dismissed_at=None)


def silence(subject: Any, *, now: datetime) -> None:
    """Rule 8."""
    copies_of(subject).filter(dismissed_at=None).update(dismissed_at=now)


def unsilence(subject: Any, *, silent_since: datetime) -> None:
    copies_of(subject).filter(dismissed_at=silent_since).update(dismissed_at=None)


def copies_of(subject: Any) -> Any:
    return subject.business.reminder_copies.filter(
        reminder__in=subject.business.reminders.filter(**key_of(subject))
    )


def blank(business: Business, *, customer_ids: list[int]) -> None:
    """The person was erased: nobody is reminded of them, and nothing names them."""
    reminders = business.reminders.filter(customer_id__in=customer_ids)
    business.reminder_copies.filter(reminder__in=reminders).delete()
    reminders.update(subject_label="–", text="", path="")
