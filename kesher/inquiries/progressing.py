"""Where an inquiry stands: statuses, per cent done, reopening.

1. Any status that is not retired may be set by who works on inquiries. One of the closed category closes (closing.py).
2. A closed inquiry changes its status by reopening only: within the business's days for it (14 unless it set others), on the
   same number, by who has the right, with a reason. Later a new one follows it (follow_up). Whoever closed it takes that
   back within ten minutes without the right, since it is a slip of their own; going on with the work of a closed one is no
   slip, and takes the right (AMB-05).
3. Per cent done is set in steps of one at any stage; 100 proposes closing and never forces it (AMB-12). A closed one is at
   100; reopening asks for the number, which is else what it was before the closing.
4. Nothing changed, nothing recorded. Watchers are told.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from kesher.activity.models import Entry
from kesher.activity.recording import record
from kesher.businesses.permissions import Permission
from kesher.core.refusals import Problem, refuse_if
from kesher.inquiries import announcing, clocks, closing, holding, opening
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import Category, Inquiry, Status

TAKEN_BACK_WITHIN = timedelta(minutes=10)
HUNDRED = 100


def problems(inquiry: Inquiry, *, status: Status, by: Any) -> list[Problem]:
    found = closing.right_problems(by)
    if status.retired_at and status.pk != inquiry.status_id:
        found.append(Problem("status-retired", _("This status is no longer in use."), field="status"))
    if inquiry.is_closed and status.category != Category.CLOSED:
        found.append(Problem("is-closed", _("This inquiry is closed. Reopen it first."), field="status"))
    return found


@transaction.atomic
def set_status(
    inquiry: Inquiry,
    *,
    status: Status,
    by: Any,
    now: datetime,
    at: datetime | None = None,
    resolution: str = "",
) -> Inquiry:
    """`at`: when a closing was entered (closing.py)."""
    inquiry = holding.held(inquiry)
    refuse_if(problems(inquiry, status=status, by=by))
    if status.pk == inquiry.status_id:
        return inquiry
    if status.category == Category.CLOSED and not inquiry.is_closed:
        return closing.shut(inquiry, status=status, resolution=resolution, by=by, now=now, at=at)
    move(inquiry, status, by=by, now=now)
    return inquiry


def move(inquiry: Inquiry, status: Status, *, by: Any, now: datetime, **told: Any) -> None:
    """To a status of the same side: open to open, or closed to closed."""
    before, inquiry.status, inquiry.changed_at = inquiry.status, status, now
    inquiry.save(update_fields=["status", "changed_at"])
    clocks.note_status(inquiry, now)
    changed = {"status": [str(before), str(status)]}
    entry = record(Kind.STATUS_CHANGED, inquiry, by=by, now=now, changes=changed, **told)
    text = _("%(inquiry)s: now %(status)s") % {"inquiry": inquiry, "status": status}
    closing.tell_watchers(inquiry, text=text, key=f"status-{entry.pk}", by=by, now=now)


@transaction.atomic
def set_percent(inquiry: Inquiry, *, percent: int, by: Any, now: datetime) -> Inquiry:
    inquiry = holding.held(inquiry)
    refuse_if([*closing.right_problems(by), *percent_problems(inquiry, percent)])
    if percent == inquiry.percent:
        return inquiry
    before, inquiry.percent, inquiry.changed_at = inquiry.percent, percent, now
    inquiry.save(update_fields=["percent", "changed_at"])
    record(Kind.CHANGED, inquiry, by=by, now=now, changes={"percent": [before, percent]})
    return inquiry


def percent_problems(inquiry: Inquiry, percent: int) -> list[Problem]:
    if not 0 <= percent <= HUNDRED:
        return [Problem("percent-wrong", _("Please enter a number from 0 to 100."), field="percent")]
    if inquiry.is_closed and percent != HUNDRED:
        return [Problem("is-closed", _("This inquiry is closed. Reopen it first."), field="percent")]
    return []


def proposes_closing(inquiry: Inquiry) -> bool:
    """Rule 3."""
    return inquiry.percent == HUNDRED and not inquiry.is_closed


def reopen_problems(
    inquiry: Inquiry, *, by: Any, now: datetime, reason: str, is_undo: bool = False
) -> list[Problem]:
    """Rule 2; `is_undo`: the closing is taken back, no more."""
    if not inquiry.is_closed:
        return [Problem("is-open", _("This inquiry is open already."))]
    found = holding.lacking(by, Permission.INQUIRY_REOPEN, _("Reopening takes a right that you do not have."))
    if found and is_undo and is_own_slip(inquiry, by=by, now=now):
        found = []
    within = inquiry.business.reopening_days
    if inquiry.closed_at and now - inquiry.closed_at > max(timedelta(days=within), TAKEN_BACK_WITHIN):
        found.append(Problem("reopen-late", late_sentence(within)))
    if not reason.strip():
        found.append(Problem("reason-missing", _("Please write why."), field="reason"))
    return found


def late_sentence(days: int) -> str:
    if not days:
        return gettext("Closed inquiries are not reopened. Please open a new inquiry that follows it.")
    text = ngettext(
        "It was closed more than %(num)s day ago. Please open a new inquiry that follows it.",
        "It was closed more than %(num)s days ago. Please open a new inquiry that follows it.",
        days,
    )
    return text % {"num": days}


def is_own_slip(inquiry: Inquiry, *, by: Any, now: datetime) -> bool:
    entry = last_closing(inquiry)
    return bool(by and entry and entry.actor_id == by.pk and now - entry.at <= TAKEN_BACK_WITHIN)


def last_closing(inquiry: Inquiry) -> Entry | None:
    entries = Entry.objects.of(inquiry.business).on({Inquiry: [inquiry.pk]})
    return entries.filter(kind=Kind.CLOSED).newest_first().first()


def percent_before(inquiry: Inquiry) -> int:
    """Rule 3."""
    entry = last_closing(inquiry)
    told = entry.details.get("changes", {}).get("percent") if entry else None
    return int(told[0]) if told else 0


@transaction.atomic
def reopen(
    inquiry: Inquiry,
    *,
    by: Any,
    now: datetime,
    reason: str,
    status: Status | None = None,
    percent: int | None = None,
    is_undo: bool = False,
) -> Inquiry:
    inquiry = holding.held(inquiry)
    refuse_if(reopen_problems(inquiry, by=by, now=now, reason=reason, is_undo=is_undo))
    status = status or opening.first_status(inquiry.business)
    open_again(inquiry, status, by=by, now=now, reason=reason, percent=percent)
    return inquiry


def open_again(
    inquiry: Inquiry,
    status: Status | None,
    *,
    by: Any,
    now: datetime,
    reason: str,
    percent: int | None = None,
) -> None:
    """Of an inquiry under lock that may be reopened."""
    inquiry.percent = percent_before(inquiry) if percent is None else percent
    inquiry.status, inquiry.closed_at, inquiry.changed_at = status, None, now
    inquiry.save(update_fields=["status", "closed_at", "changed_at", "percent"])
    clocks.resume(inquiry, now)
    entry = record(Kind.REOPENED, inquiry, by=by, now=now, reason=reason)
    text = _("Reopened: %(inquiry)s") % {"inquiry": inquiry}
    people = [*announcing.watchers_of(inquiry), *announcing.in_charge_of(inquiry)]
    announcing.tell(people, inquiry, kind="watched", text=text, key=f"reopened-{entry.pk}", by=by, now=now)
