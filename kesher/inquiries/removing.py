"""Deleting an inquiry, and bringing it back.

1. It takes a right of its own; a task is deleted by whoever opened or handles it, too (A096). Nobody sees a deleted inquiry;
   its number is not given again, and nothing of it is lost.
2. A call with treatment lines is not deleted: first its lines go, so that the hours they took are given back.
3. Its reminder is silent as long as it is deleted.
4. It can be brought back as it was, by who may delete. Its response times went on in between.
5. What is deleted already is not deleted again; one that was merged into another is part of that one.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.calendar import reminding
from kesher.core.refusals import Problem, refuse_if
from kesher.customers import standing
from kesher.inquiries import holding
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import Inquiry, InquiryKind


def removable(inquiries: Any, staff: Staff) -> Any:
    """Of these the ones that this staff member may delete, and bring back (rule 1)."""
    if staff.may(Permission.INQUIRY_REMOVE):
        return inquiries
    if not staff.may(Permission.INQUIRY_EDIT):
        return inquiries.none()
    handled = staff.business.inquiries.of_staff(staff).values("pk")
    return inquiries.filter(Q(opened_by=staff) | Q(pk__in=handled), kind=InquiryKind.TASK)


def may_remove(inquiry: Inquiry, staff: Staff) -> bool:
    if staff.may(Permission.INQUIRY_REMOVE) or inquiry.kind != InquiryKind.TASK:
        return staff.may(Permission.INQUIRY_REMOVE)
    return bool(removable(inquiry.business.inquiries.filter(pk=inquiry.pk), staff).exists())


def remover_problems(inquiry: Inquiry, by: Any) -> list[Problem]:
    """Rule 1."""
    return [] if by is None or may_remove(inquiry, by) else right_problems(by)


def right_problems(by: Any) -> list[Problem]:
    """Of what takes the right, whose inquiry it may be (merging.py)."""
    sentence = _("Deleting inquiries takes a right that you do not have.")
    return holding.lacking(by, Permission.INQUIRY_REMOVE, sentence)


def problems(inquiry: Inquiry, *, by: Any) -> list[Problem]:
    found = remover_problems(inquiry, by)
    if inquiry.treatments.filter(removed_at=None).exists():
        sentence = _(
            "This call has treatment lines. Please remove them first, so that their hours are given back."
        )
        found.append(Problem("has-treatments", sentence))
    return found


@transaction.atomic
def remove(inquiry: Inquiry, *, by: Any, now: datetime) -> Inquiry:
    inquiry = holding.held(inquiry)
    refuse_if(problems(inquiry, by=by))
    reminding.silence(inquiry, now=now)
    mark(inquiry, removed_at=now, now=now)
    record(Kind.REMOVED, inquiry, by=by, now=now)
    return inquiry


@transaction.atomic
def restore(inquiry: Inquiry, *, by: Any, now: datetime) -> Inquiry:
    inquiry = holding.locked(inquiry)
    refuse_if(
        [*remover_problems(inquiry, by), *(standing.problems(inquiry.customer) if inquiry.customer else [])]
    )
    if inquiry.removed_at:
        reminding.unsilence(inquiry, silent_since=inquiry.removed_at)
        mark(inquiry, removed_at=None, now=now)
        record(Kind.RESTORED, inquiry, by=by, now=now)
    return inquiry


def mark(inquiry: Inquiry, *, removed_at: datetime | None, now: datetime) -> None:
    inquiry.removed_at, inquiry.changed_at = removed_at, now
    inquiry.save(update_fields=["removed_at", "changed_at"])
