"""Closing an inquiry.

1. Who may work on inquiries closes them, with a status of the closed category that is in use; status 0 unless another is
   chosen (AMB-06).
2. A service call asks for its resolution; the others may have one.
3. A closed inquiry is done to 100 per cent (AMB-12). It is closed once: who comes second is told so.
4. What another open inquiry blocks (linking.py) is not closed before that one is closed or the link is removed.
5. Watchers are told.
6. Told later, from a phone that had no reception, it was closed when that was entered (`at`), though not before it was opened.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.businesses.permissions import Permission
from kesher.core.addresses import address
from kesher.core.refusals import Problem, refuse_if
from kesher.core.words import cleaned_lines
from kesher.inquiries import announcing, clocks, holding
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import Category, Inquiry, InquiryKind, LinkKind, Status

HUNDRED = 100


def right_problems(by: Any) -> list[Problem]:
    sentence = _("Working on inquiries takes a right that you do not have.")
    return holding.lacking(by, Permission.INQUIRY_EDIT, sentence)


def problems(inquiry: Inquiry, *, status: Status | None = None, resolution: str, by: Any) -> list[Problem]:
    """Without a status: number 0."""
    if inquiry.is_closed:
        return [Problem("is-closed-already", _("This inquiry is closed already."))]
    found = right_problems(by)
    if status and status.category != Category.CLOSED:
        found.append(Problem("status-not-closed", _("Please choose a closed status."), field="status"))
    elif status and status.retired_at:
        found.append(Problem("status-retired", _("This status is no longer in use."), field="status"))
    if inquiry.kind == InquiryKind.SERVICE_CALL and not (resolution.strip() or inquiry.resolution):
        found.append(
            Problem("resolution-missing", _("Please write how the call was resolved."), field="resolution")
        )
    return [*found, *blocked_problems(inquiry)]


def blocked_problems(inquiry: Inquiry) -> list[Problem]:
    """Rule 4."""
    blocking = [link.first for link in inquiry.links_in.all() if link.kind == LinkKind.BLOCKS]
    return [
        blocked_by(one, inquiry.business.slug) for one in blocking if not (one.is_closed or one.removed_at)
    ]


def blocked_by(other: Inquiry, slug: str) -> Problem:
    sentence = _(
        "Number %(number)s blocks this one and is still open. Close that one first, or remove the link."
    ) % {"number": other.number}
    url = address("inquiries:show", slug, other.pk)
    label = _("Open number %(number)s") % {"number": other.number}
    return Problem("blocked", sentence, fix_url=url, fix_label=label)


@transaction.atomic
def close(
    inquiry: Inquiry,
    *,
    by: Any,
    now: datetime,
    at: datetime | None = None,
    resolution: str = "",
    status: Status | None = None,
) -> Inquiry:
    inquiry = holding.held(inquiry)
    status = status or inquiry.business.statuses.get(number=0)
    return shut(inquiry, status=status, resolution=resolution, by=by, now=now, at=at)


def shut(
    inquiry: Inquiry,
    *,
    status: Status,
    resolution: str,
    by: Any,
    now: datetime,
    at: datetime | None = None,
) -> Inquiry:
    """Of an inquiry under lock."""
    refuse_if(problems(inquiry, status=status, resolution=resolution, by=by))
    before, done, at = inquiry.status, inquiry.percent, clocks.happened(inquiry, at, now=now)
    inquiry.status, inquiry.closed_at, inquiry.changed_at, inquiry.percent = status, at, now, HUNDRED
    inquiry.resolution = cleaned_lines(resolution) or inquiry.resolution
    inquiry.save(update_fields=["status", "closed_at", "changed_at", "percent", "resolution"])
    clocks.stop(inquiry, at)
    changed = {"status": [str(before), str(status)], "percent": [done, HUNDRED]}
    entry = record(Kind.CLOSED, inquiry, by=by, now=now, changes=changed, resolution=inquiry.resolution)
    text = _("Closed: %(inquiry)s") % {"inquiry": inquiry}
    tell_watchers(inquiry, text=text, key=f"closed-{entry.pk}", by=by, now=now)
    return inquiry


def tell_watchers(inquiry: Inquiry, *, text: Any, key: str, by: Any, now: datetime) -> None:
    people = announcing.watchers_of(inquiry)
    announcing.tell(people, inquiry, kind="watched", text=text, key=key, by=by, now=now)
