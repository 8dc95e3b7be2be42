"""How treatment lines drive their call: its status, its start and end (AMB-04, AMB-05, AMB-50).

1. The latest line by the time it was performed, of two at one time the one entered later, gives the status.
2. Its closed status closes the call, as of when the line was entered; a later line on a closed call reopens it, within the
   time for it and by who has the right. Whose own closing line goes, or becomes another one, takes the closing back
   (progressing.py).
3. On a call that was closed without a closing line, a line performed before that leaves it closed.
4. When the line that gave the status goes and none is left, the call is open.
5. The resolution of a closed call is its closing line's, also when that is mended.
6. Start and end are filled by the lines; a line with minutes only ended when it was performed, which is when it was entered,
   and began so many minutes before. Typed times go before such reckoned ones.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from kesher.core.refusals import refuse_if
from kesher.inquiries import closing, opening, progressing
from kesher.inquiries.models import Category, Inquiry, Status, Treatment, TreatmentSubType

Span = tuple[datetime | None, datetime | None]


@dataclass(frozen=True)
class Latest:
    """The line that gives the status: two that are equal give the same."""

    line_id: int
    performed_at: datetime
    status_id: int
    is_closing: bool
    resolution: str


def latest(inquiry: Inquiry) -> Latest | None:
    rows = inquiry.treatments.filter(removed_at=None).select_related("type").order_by("-performed_at", "-id")
    line = rows.first()
    if line is None:
        return None
    is_closing = line.type.sub_type == TreatmentSubType.CLOSING
    return Latest(line.pk, line.performed_at, line.status_id, is_closing, line.resolution)


def follow(
    inquiry: Inquiry, before: Latest | None, *, by: Any, now: datetime, at: datetime | None = None
) -> None:
    """Gives the call the status of its latest line, when that is another one than `before`, or says another."""
    after = latest(inquiry)
    if after == before or stays_closed(inquiry, before, after):
        return
    status: Any = (
        inquiry.business.statuses.get(pk=after.status_id) if after else opening.first_status(inquiry.business)
    )
    if status.category == Category.CLOSED and not inquiry.is_closed:
        resolution = after.resolution if after else ""
        closing.shut(inquiry, status=status, resolution=resolution, by=by, now=now, at=at)
    elif status.category != Category.CLOSED and inquiry.is_closed:
        reopen(inquiry, status, by=by, now=now, is_undo=is_taken_back(before, after))
    elif status.pk != inquiry.status_id:
        progressing.move(inquiry, status, by=by, now=now, by_treatment=True)
    if after and after.is_closing and inquiry.resolution != after.resolution:
        inquiry.resolution = after.resolution
        inquiry.save(update_fields=["resolution"])


def stays_closed(inquiry: Inquiry, before: Latest | None, after: Latest | None) -> bool:
    """Rule 3."""
    if not inquiry.is_closed or (before and before.is_closing) or (after and after.is_closing):
        return False
    return after is None or bool(inquiry.closed_at and after.performed_at <= inquiry.closed_at)


def is_taken_back(before: Latest | None, after: Latest | None) -> bool:
    """Rule 2: the closing line gave the status, and no later line came."""
    if before is None or not before.is_closing:
        return False
    return after is None or (after.performed_at, after.line_id) <= (before.performed_at, before.line_id)


def reopen(inquiry: Inquiry, status: Status, *, by: Any, now: datetime, is_undo: bool) -> None:
    reason = _("Work went on after the closing")
    refuse_if(progressing.reopen_problems(inquiry, by=by, now=now, reason=reason, is_undo=is_undo))
    progressing.open_again(inquiry, status, by=by, now=now, reason=reason)


def fill_times(inquiry: Inquiry) -> None:
    """The call's start and end follow its lines (rule 6)."""
    spans = counted(inquiry)
    starts, ends = [one for one, _end in spans if one], [one for _start, one in spans if one]
    starts_at = inquiry.starts_at or min(starts, default=None)
    ends_at = max([*ends, *([inquiry.ends_at] if inquiry.ends_at else [])], default=None)
    if starts_at and ends_at and ends_at < starts_at:
        starts_at = min(starts, default=starts_at)
    if (starts_at, ends_at) != (inquiry.starts_at, inquiry.ends_at):
        inquiry.starts_at, inquiry.ends_at = starts_at, ends_at
        inquiry.save(update_fields=["starts_at", "ends_at"])


def counted(inquiry: Inquiry) -> list[Span]:
    """The spans of its lines; what only minutes tell moves nothing that was typed in the call."""
    lines = list(inquiry.treatments.select_related("type"))
    is_typed = inquiry.ends_at not in {span(one)[1] for one in lines}
    first, last = inquiry.starts_at, inquiry.ends_at if is_typed else None

    def fits(at: datetime) -> bool:
        return (first is None or at >= first) and (last is None or at <= last)

    standing = [(span(one), one) for one in lines if one.removed_at is None]
    return [
        (start, end) for (start, end), one in standing if one.starts_at or one.ends_at or not end or fits(end)
    ]


def span(line: Treatment) -> Span:
    """From when to when: as typed; what was not follows from the minutes of work, which end when it was performed."""
    start, end = line.starts_at, line.ends_at
    if line.type.sub_type != TreatmentSubType.WORK or not line.minutes or (start and end):
        return start, end
    length = timedelta(minutes=line.minutes)
    if start:
        return start, start + length
    end = end or line.performed_at.replace(second=0, microsecond=0)
    return end - length, end
