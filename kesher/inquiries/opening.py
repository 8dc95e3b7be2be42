"""Opening an inquiry of any kind.

1. What each kind asks for stands in requiring.py; who handles it may be named at once (R044), the first one as the main one.
2. Its number is the business's next one, shared by all five kinds.
3. It starts open unless another status is chosen; documentation is created closed (AMB-08). A message, a task and a call
   have the normal priority unless another is chosen; where that was retired, the most urgent one that is offered. A task
   came from within unless said otherwise.
4. Somebody in the archive gets nothing new. The branch is the customer's unless another is given.
5. A phone that sends the same thing twice (`client_key`) opens it once.
6. Who is to handle it is told; where nobody is named, the team.
7. A service call gets the most specific valid contract unless another one, or none, is chosen; why is kept (AMB-14).
8. Its clocks start (clocks.py); a service call without a target gets the moment until which its resolution is promised.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.businesses import numbering
from kesher.businesses.models import Business, Staff
from kesher.businesses.permissions import Permission
from kesher.contracts import covering
from kesher.core import phones
from kesher.core.refusals import Problem, refuse_if
from kesher.core.words import cleaned, cleaned_lines
from kesher.customers import standing
from kesher.inquiries import announcing, assigning, clocks, holding, requiring, searching, suggesting
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import Category, Channel, Inquiry, InquiryKind, ResponseClock, Status, Team

FIELDS = (
    "type", "title", "details", "customer", "contact_name", "phone", "email", "address", "site", "equipment",
    "contract", "channel", "branch", "status", "priority", "target_at", "starts_at", "ends_at", "percent",
    "is_shown_at_access",
)  # fmt: skip
"""what `open_inquiry` takes besides staff, team, watchers, checklist"""
HUNDRED = 100
suggestion = suggesting.suggestion
"""what choosing the customer fills in at once"""


def problems(
    business: Business,  # noqa: ARG001 - rules of a business's own will ask it
    *,
    kind: str,
    details: dict[str, Any],
    staff: Sequence[Staff] = (),
    team: Team | None = None,
    by: Any,
) -> list[Problem]:
    found = holding.lacking(
        by, Permission.INQUIRY_ADD, _("Opening inquiries takes a right that you do not have.")
    )
    found += requiring.problems(kind, details, has_handler=bool(staff or team))
    found += assigning.fit_problems(staff, team)
    status = details.get("status")
    if kind == InquiryKind.SERVICE_CALL and status and status.category == Category.CLOSED:
        found.append(
            Problem("opened-closed", _("A service call is closed by its closing treatment."), field="status")
        )
    return found


@transaction.atomic
def open_inquiry(
    business: Business,
    *,
    kind: str,
    by: Any,
    now: datetime,
    staff: Sequence[Staff] = (),
    team: Team | None = None,
    watchers: Sequence[Staff] = (),
    checklist: Sequence[str] = (),
    client_key: str = "",
    is_announced: bool = True,
    **details: Any,
) -> Inquiry:
    if client_key and (sent := business.inquiries.filter(client_key=client_key).first()):
        return sent
    staff = assigning.distinct(staff)
    details = with_defaults(business, kind, details, now=now)
    refuse_if(problems(business, kind=kind, details=details, staff=staff, team=team, by=by))
    inquiry = Inquiry(
        business=business, kind=kind, team=team, opened_by=by, client_key=client_key, created_at=now,
        changed_at=now, **normalised(details),
    )  # fmt: skip
    promised = promises(inquiry, now=now)
    keep(inquiry)
    gather(inquiry, staff=staff, watchers=watchers, checklist=checklist)
    clocks.keep(inquiry, promised, now)
    record(Kind.OPENED, inquiry, by=by, now=now, staff=assigning.names(staff))
    if is_announced:
        people = staff or announcing.team_of(inquiry)
        assigning.tell_assigned(inquiry, people, key="opened", by=by, now=now)
    return inquiry


def with_defaults(business: Business, kind: str, details: dict[str, Any], *, now: datetime) -> dict[str, Any]:
    """Rules 3 and 4; the customer is held from here on."""
    if details.get("customer"):
        details["customer"] = standing.held(details["customer"])
        details["branch"] = details.get("branch") or details["customer"].branch
    has_none = "contract" in details and details["contract"] is None
    if kind == InquiryKind.SERVICE_CALL and details.get("customer") and not has_none:
        details |= covered(details, day=timezone.localdate(now))
    if kind == InquiryKind.DOCUMENTATION:
        details["status"] = business.statuses.get(number=0)
        return details
    if kind == InquiryKind.TASK:
        details.setdefault("channel", Channel.STAFF)
    details["status"] = details.get("status") or first_status(business)
    details["priority"] = details.get("priority") or normal_priority(business)
    return details


def normal_priority(business: Business) -> Any:
    offered = business.priorities.filter(retired_at=None)
    return min(offered, key=lambda one: (one.key != "normal", one.rank, one.pk), default=None)


def covered(details: dict[str, Any], *, day: date) -> dict[str, Any]:
    """Rule 7."""
    choices = covering.valid_contracts(
        details["customer"], day=day, site=details.get("site"), equipment=details.get("equipment")
    )
    contract = details.get("contract") or (choices[0].contract if choices else None)
    is_first = bool(choices) and choices[0].contract == contract
    reason = choices[0].reason if is_first else _("Chosen by hand")
    return {"contract": contract, "contract_choice": str(reason) if contract else ""}


def first_status(business: Business) -> Status | None:
    """The shipped open status, or the first open one where it was retired."""
    rows = business.statuses.filter(category=Category.OPEN, retired_at=None)
    status: Status | None = rows.order_by("-key", "position", "id").first()
    return status or business.statuses.exclude(category=Category.CLOSED).first()


def normalised(details: dict[str, Any]) -> dict[str, Any]:
    """Texts cleaned, telephones as they are kept."""
    kept = dict(details)
    for name in ("title", "contact_name", "email", "address"):
        if name in kept:
            kept[name] = cleaned(kept[name] or "")
    if "details" in kept:
        kept["details"] = cleaned_lines(kept["details"] or "")
    if kept.get("phone"):
        phone = phones.parsed(kept["phone"])
        kept["phone"] = phone.e164 if phone else cleaned(kept["phone"])
    return kept


def promises(inquiry: Inquiry, *, now: datetime) -> list[ResponseClock]:
    """Rules 3 and 8, before it is kept."""
    if inquiry.status.category == Category.CLOSED:
        inquiry.closed_at, inquiry.percent = now, HUNDRED
    promised = clocks.foreseen(inquiry, now)
    if inquiry.kind == InquiryKind.SERVICE_CALL and inquiry.target_at is None:
        inquiry.target_at = clocks.target_of(promised)
    return promised


def keep(inquiry: Inquiry) -> None:
    inquiry.number = numbering.next_number(inquiry.business, "inquiry")
    inquiry.search_text = searching.text_of(inquiry)
    inquiry.save(force_insert=True)


def gather(
    inquiry: Inquiry, *, staff: Sequence[Staff], watchers: Sequence[Staff], checklist: Sequence[str]
) -> None:
    business = inquiry.business
    assigning.give(inquiry, staff)
    given = {"business": business, "inquiry": inquiry}
    watching = [business.watchers.model(staff=one, **given) for one in assigning.distinct(watchers)]
    items = [
        business.checklist_items.model(text=cleaned(text), position=place, **given)
        for place, text in enumerate(checklist)
    ]
    if watching:
        business.watchers.bulk_create(watching)
    if items:
        business.checklist_items.bulk_create(items)
