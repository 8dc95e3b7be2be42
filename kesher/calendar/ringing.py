"""Copies of reminders by mail and push, at their time (a job each minute).

1. The copies of one time go out once, whether or not the page showed the reminder; snoozing makes another time.
2. Marking and handing to the worker are one transaction: a worker that dies in between loses nothing and repeats nothing.
3. What has been due for more than a day is only shown on the page.
4. Nothing is sent of what was dismissed meanwhile, or about a person whom the reader may no longer see.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from kesher.calendar.models import ReminderCopy
from kesher.core import days
from kesher.core.owning import acting_for
from kesher.messaging import copies

TOO_LATE = timedelta(days=1)
PUSH, EMAIL = "kesher.calendar.tasks.push_reminder", "kesher.calendar.tasks.email_reminder"


def ring(*, now: datetime) -> int:
    """How many copies were handed to the worker."""
    waiting = ReminderCopy.objects.across_businesses().unsent(now).filter(due_at__gt=now - TOO_LATE)
    pairs = list(waiting.order_by("pk").values_list("business_id", "pk"))
    return sum(hand_out(business_id, pk, now=now) for business_id, pk in pairs)


@transaction.atomic
def hand_out(business_id: int, pk: int, *, now: datetime) -> int:
    with acting_for(business_id):
        rows: Any = ReminderCopy.objects.across_businesses().filter(business_id=business_id, pk=pk)
        copy = rows.unsent(now).select_for_update(no_key=True).first()
        if copy is None:
            return 0
        copy.sent_for = copy.due_at
        copy.save(update_fields=["sent_for"])
        reminder = copy.reminder
        if copies.is_welcome(copy.staff, reminder.customer_id):
            if reminder.by_push:
                copies.hand_to_browsers(copy.staff, task=PUSH, copy_id=copy.pk)
            if reminder.by_email:
                import_string(EMAIL).enqueue(business_id=business_id, copy_id=copy.pk)
        return 1


def waiting(copy_id: int, *, business: Any) -> ReminderCopy | None:
    """The copy, while somebody still waits for it (rule 4)."""
    copy = (
        business.reminder_copies.select_related("reminder", "staff__user", "staff__business")
        .filter(pk=copy_id, dismissed_at=None)
        .first()
    )
    return copy if copy and copies.is_welcome(copy.staff, copy.reminder.customer_id) else None


def title(copy: ReminderCopy) -> str:
    """The subject of the mail: what one is reminded of, in one line."""
    return " ".join(copy.reminder.subject_label.split())


def letter(copy: ReminderCopy) -> str:
    """What stands in the mail: what, of whom, when."""
    one = copy.reminder
    person = copy.business.customers.filter(pk=one.customer_id).first() if one.customer_id else None
    lines = [one.subject_label, one.text]
    if person:
        lines.append(_("Customer: %(name)s") % {"name": person})
    lines.append(
        _("Reminder for %(moment)s") % {"moment": days.shown_moment(timezone.localtime(copy.due_at))}
    )
    return "\n".join(filter(None, lines))
