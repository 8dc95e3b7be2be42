"""Turning an inquiry into another kind: a message into a task or a service call, one of those into the other.

1. It stays the same inquiry: number, thread, files, links, watchers and log go on. Messages, tasks and calls can be turned
   into one another; a documentation stays what it is.
2. A closed one is reopened first; a call with treatment lines stays a call.
3. It gets a type of its new kind, and has all that its new kind asks for (requiring.py): who handles it and the customer may
   be named with it.
4. A call gets the most specific valid contract, and a target from its promise, as if it had been opened as a call.
5. Clocks that run go on, whatever it becomes: who waits for an answer still waits. A task that becomes a call is promised
   from then.
6. It is recorded with what it was.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.businesses.models import Staff
from kesher.core.refusals import Problem, refuse_if
from kesher.inquiries import assigning, changing, clocks, closing, holding, opening, requiring, searching
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import Inquiry, InquiryKind, InquiryType, Team

KINDS = (InquiryKind.MESSAGE, InquiryKind.TASK, InquiryKind.SERVICE_CALL)
GIVEN = ("customer", "title", "priority", "target_at", "site", "equipment", "contract")
"""what may be told along with the type"""


def offered(inquiry: Inquiry) -> list[InquiryKind]:
    """What it could become."""
    return [kind for kind in KINDS if kind != inquiry.kind] if inquiry.kind in KINDS else []


def problems(inquiry: Inquiry, *, kind: str, by: Any) -> list[Problem]:
    """What stands in the way, whatever is told (rules 1 and 2)."""
    found = closing.right_problems(by)
    if kind not in offered(inquiry):
        found.append(Problem("cannot-become", _("This inquiry cannot become that.")))
    if inquiry.is_closed:
        found.append(Problem("is-closed", _("This inquiry is closed. Reopen it first.")))
    if inquiry.treatments.filter(removed_at=None).exists():
        found.append(Problem("has-treatments", _("This call has treatment lines, so it stays a call.")))
    return found


@transaction.atomic
def convert(
    inquiry: Inquiry,
    *,
    kind: str,
    type: InquiryType,  # noqa: A002 - the field's name
    by: Any,
    now: datetime,
    staff: Sequence[Staff] | None = None,
    team: Team | None = None,
    **details: Any,
) -> Inquiry:
    """`staff` None: who handles it stays as it is."""
    inquiry = holding.held(inquiry)
    refuse_if(problems(inquiry, kind=kind, by=by))
    before = {"kind": inquiry.get_kind_display(), "type": inquiry.type}
    values = {**completed(inquiry, kind, details, now=now), "type": type}
    whole = {name: getattr(inquiry, name) for name in opening.FIELDS} | values
    has_handler = bool(team or staff) if staff is not None else is_handled(inquiry)
    refuse_if(requiring.problems(kind, whole, has_handler=has_handler))
    put(inquiry, {**values, "kind": kind}, now=now)
    if staff is not None:
        inquiry = assigning.assign(inquiry, staff=staff, team=team, by=by, now=now)
    after = {"kind": inquiry.get_kind_display(), "type": type}
    changed = {name: [before[name], after[name]] for name in after}
    record(Kind.CONVERTED, inquiry, by=by, now=now, changes=changed)
    return inquiry


def is_handled(inquiry: Inquiry) -> bool:
    return bool(inquiry.team_id) or inquiry.assignees.exists()


def completed(inquiry: Inquiry, kind: str, details: dict[str, Any], *, now: datetime) -> dict[str, Any]:
    """Rules 3 and 4: the customer is held from here on."""
    given = {name: value for name, value in details.items() if name in GIVEN}
    values = opening.normalised(changing.with_customer(inquiry, given))
    customer = values.get("customer", inquiry.customer)
    if kind == InquiryKind.SERVICE_CALL and customer and not values.get("contract", inquiry.contract):
        place = {name: values.get(name, getattr(inquiry, name)) for name in ("site", "equipment")}
        values |= opening.covered({"customer": customer, **place}, day=timezone.localdate(now))
    if not values.get("priority", inquiry.priority):
        values["priority"] = opening.normal_priority(inquiry.business)
    return values


def put(inquiry: Inquiry, values: dict[str, Any], *, now: datetime) -> None:
    for name, value in values.items():
        setattr(inquiry, name, value)
    inquiry.search_text, inquiry.changed_at = searching.text_of(inquiry), now
    inquiry.save(update_fields=[*values, "search_text", "changed_at"])
    if inquiry.kind not in clocks.CLOCKED:
        return
    if inquiry.clock_spans.exists():
        clocks.promise(inquiry, now)
    else:
        clocks.start(inquiry, now)
    if inquiry.kind == InquiryKind.SERVICE_CALL and inquiry.target_at is None:
        inquiry.target_at = clocks.target_of(list(inquiry.clocks.all()))
        inquiry.save(update_fields=["target_at"])
