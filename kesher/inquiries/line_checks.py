"""What a treatment line asks for; which fields count follows from its type's sub-type (AMB-03).

1. Only service calls have lines. A retired type is not used anew.
2. Work has minutes, typed or from start to end; a part or service is named; outside work says who did it or what; closing
   asks for its resolution.
3. The line has its type's status unless another is given, which takes a right and is recorded (AMB-04). A closing line has a
   closed status, every other line an open one.
4. It does not end before it starts, there is some quantity, and it was not performed in the future.
5. A line later than the closing of a closed call reopens the call: within its time, and by who has that right (AMB-05).
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from kesher.businesses.permissions import Permission
from kesher.core.refusals import Problem
from kesher.inquiries import closing, holding
from kesher.inquiries.models import Category, Inquiry, InquiryKind, TreatmentSubType

CLOCKS_DIFFER = timedelta(hours=1)
"""a phone's clock may be ahead of ours"""
ASKED = {
    TreatmentSubType.WORK: ("minutes", _("Please enter the minutes, or start and end.")),
    TreatmentSubType.PARTS: ("item", _("Please write which part or service.")),
    TreatmentSubType.EXTERNAL: ("supplier", _("Please write who did the work, or what was done.")),
    TreatmentSubType.CLOSING: ("resolution", _("Please write how the call was resolved.")),
}


def problems(
    inquiry: Inquiry, *, details: dict[str, Any], by: Any, now: datetime, is_new: bool
) -> list[Problem]:
    """`details`: the whole of the line, as it would be."""
    found = closing.right_problems(by)
    if inquiry.kind != InquiryKind.SERVICE_CALL:
        return [*found, Problem("not-a-call", _("Only service calls have treatments."))]
    if details.get("type") is None:
        return [*found, Problem("type-missing", _("Please choose a treatment type."), field="type")]
    if is_new and details["type"].retired_at:
        found.append(Problem("type-retired", _("This type is no longer in use."), field="type"))
    return [
        *found,
        *asked_problems(details),
        *status_problems(details, by=by),
        *sense_problems(details, now=now),
    ]


def asked_problems(details: dict[str, Any]) -> list[Problem]:
    """Rule 2."""
    sub_type = TreatmentSubType(details["type"].sub_type)
    name, sentence = ASKED[sub_type]
    given = bool(details.get(name))
    if sub_type == TreatmentSubType.EXTERNAL:
        given = given or bool(details.get("item") or details.get("remarks"))
    return [] if given else [Problem(f"{name}-missing", sentence, field=name)]


def status_problems(details: dict[str, Any], *, by: Any) -> list[Problem]:
    """Rule 3."""
    kind, status, found = details["type"], details["status"], []
    if status.pk != kind.status_id:
        sentence = _("Another status than the type's takes a right that you do not have.")
        found += holding.lacking(by, Permission.INQUIRY_OVERRIDE, sentence)
    is_closing = kind.sub_type == TreatmentSubType.CLOSING
    if is_closing and status.category != Category.CLOSED:
        found.append(Problem("closing-stays-open", _("A closing line has a closed status."), field="status"))
    if not is_closing and status.category == Category.CLOSED:
        found.append(Problem("open-line-closes", _("Only a closing line closes the call."), field="status"))
    return found


def sense_problems(details: dict[str, Any], *, now: datetime) -> list[Problem]:
    """Rule 4."""
    found = []
    starts_at, ends_at = details.get("starts_at"), details.get("ends_at")
    if starts_at and ends_at and ends_at < starts_at:
        found.append(Problem("ends-before-start", _("The end is before the start."), field="ends_at"))
    if (details.get("quantity") or 0) <= 0:
        found.append(Problem("quantity-wrong", _("Please enter a quantity."), field="quantity"))
    if details["performed_at"] > now + CLOCKS_DIFFER:
        found.append(Problem("performed-ahead", _("This time is still ahead."), field="performed_at"))
    return found
