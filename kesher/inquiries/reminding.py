"""The reminder of an inquiry (R114, R115, R129; AMB-16).

1. Who is in charge of it (announcing.py), who took it in and who asked for the reminder are reminded. It follows the
   assignees and the team: who has it anew is reminded, who no longer does is not.
2. It is counted from the target, where there is none from the start. When that time moves, it moves by as much; one at a
   typed time stays.
3. Closed, merged into another one or deleted it is silent: nobody is reminded of what is done. Reopened, parted again or
   brought back, who had not dismissed it is reminded again. What changes while it is closed waits with it.
"""

from datetime import datetime
from typing import Any

from kesher.activity.models import Entry
from kesher.businesses.models import Staff
from kesher.calendar import reminding
from kesher.calendar.models import Reminder
from kesher.calendar.reminding import Wanted
from kesher.inquiries import announcing, holding
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import Inquiry, Team


def time_of(inquiry: Inquiry) -> datetime | None:
    return inquiry.target_at or inquiry.starts_at


def people(inquiry: Inquiry, asked_by: Any) -> list[Staff]:
    """Rule 1."""
    found = [*announcing.in_charge_of(inquiry), inquiry.opened_by, asked_by]
    return list({one.pk: one for one in found if one}.values())


def keep(inquiry: Inquiry, wanted: Wanted | None, *, by: Any, now: datetime) -> Reminder | None:
    """Sets it as wanted, or takes it away; a closed inquiry gets none."""
    if wanted is None:
        reminding.forget(inquiry, by=by, now=now)
    if wanted is None or inquiry.is_closed:
        return None
    return reminding.remind(
        inquiry, path=announcing.path_of(inquiry), label=str(inquiry), at=wanted.at, staff=people(inquiry, by),
        by_email=wanted.by_email, by_push=wanted.by_push, customer_id=inquiry.customer_id, by=by, now=now,
    )  # fmt: skip


def follow(inquiry: Inquiry, changed: dict[str, Any], *, by: Any, now: datetime) -> None:
    """Rules 1 and 2, after a change of the inquiry; `changed`: {field: [before, after]}."""
    reminder = reminding.reminder_of(inquiry)
    if reminder is None:
        return
    before = anchor_before(inquiry, changed)
    anchor = time_of(inquiry)
    is_moved = before and anchor and reminding.is_counted(reminder, before)
    at = reminder.remind_at + (anchor - before) if is_moved and anchor and before else reminder.remind_at
    reminding.again(
        inquiry, at=at, staff=people(inquiry, reminder.created_by), label=str(inquiry), by=by, now=now
    )
    if inquiry.is_closed:
        reminding.silence(inquiry, now=silent_since(inquiry))


def follow_team(team: Team, *, by: Any, now: datetime) -> None:
    """Rule 1: others are in the team now."""
    kind = Inquiry._meta.label_lower  # noqa: SLF001 - Django documents it
    reminded = team.business.reminders.filter(subject_kind=kind).values("subject_id")
    rows = team.inquiries.active().filter(pk__in=reminded).select_related("customer")
    for inquiry in rows.order_by("customer", "pk"):
        follow(holding.locked(inquiry), {}, by=by, now=now)


def anchor_before(inquiry: Inquiry, changed: dict[str, Any]) -> datetime | None:
    def before(name: str) -> datetime | None:
        found: datetime | None = changed[name][0] if name in changed else getattr(inquiry, name)
        return found

    return before("target_at") or before("starts_at")


def silence_ended(inquiry: Inquiry, *, since: datetime) -> None:
    """Rule 3."""
    if is_over(inquiry):
        reminding.silence(inquiry, now=since)


def give_back(inquiry: Inquiry) -> None:
    """Rule 3: reopened, or parted again."""
    if not is_over(inquiry):
        reminding.unsilence(inquiry, silent_since=silent_since(inquiry))


def is_over(inquiry: Inquiry) -> bool:
    return inquiry.is_closed or inquiry.merged_into_id is not None


def silent_since(inquiry: Inquiry) -> datetime:
    """When it was closed or merged last; it may have been opened as a closed one."""
    entries = Entry.objects.of(inquiry.business).on({Inquiry: [inquiry.pk]})
    ends = entries.filter(kind__in=[Kind.CLOSED, Kind.MERGED]).newest_first()
    return ends.values_list("at", flat=True).first() or inquiry.created_at
