"""The reminder of an inquiry (R114, R115, R129; AMB-16).

1. Who handles it, who took it in and who asked for the reminder are reminded. It follows the assignees: who handles it anew
   is reminded, who no longer does is not.
2. It is counted from the target, where there is none from the start. When that time moves, it moves by as much; one at a
   typed time stays.
3. Closing it and merging it into another forget it; nobody is reminded of what is done. Deleting it keeps it silent:
   when the inquiry is brought back, who had not dismissed it is reminded again.
"""

from datetime import datetime
from typing import Any

from kesher.businesses.models import Staff
from kesher.calendar import reminding
from kesher.calendar.models import Reminder
from kesher.calendar.reminding import Wanted
from kesher.inquiries import announcing
from kesher.inquiries.models import Inquiry


def time_of(inquiry: Inquiry) -> datetime | None:
    return inquiry.target_at or inquiry.starts_at


def people(inquiry: Inquiry, asked_by: Any) -> list[Staff]:
    """Rule 1."""
    found = [*announcing.handlers_of(inquiry), inquiry.opened_by, asked_by]
    return list({one.pk: one for one in found if one}.values())


def keep(inquiry: Inquiry, wanted: Wanted | None, *, by: Any, now: datetime) -> Reminder | None:
    """Sets it as wanted, or takes it away; a closed inquiry has none."""
    if wanted is None or inquiry.is_closed:
        reminding.forget(inquiry, by=by, now=now)
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


def anchor_before(inquiry: Inquiry, changed: dict[str, Any]) -> datetime | None:
    def before(name: str) -> datetime | None:
        found: datetime | None = changed[name][0] if name in changed else getattr(inquiry, name)
        return found

    return before("target_at") or before("starts_at")


def forget_ended(inquiry: Inquiry, *, by: Any, now: datetime) -> None:
    """Rule 3."""
    if inquiry.is_closed or inquiry.merged_into_id:
        reminding.forget(inquiry, by=by, now=now)
