"""Treatment lines of a service call: work, parts, outside work, closing (AMB-03 to AMB-05).

1. What a line asks for stands in line_checks.py, what it takes from the hour bank in banking.py.
2. The latest line by the time it was performed gives the call its status (of two at one time the one entered later). It does
   so when it comes, changes or goes; what was set by hand since stays otherwise.
3. A closing line closes and gives the call its resolution. A line performed after the closing of a closed call reopens it.
   Work was performed when it ended (or started), anything else when it was entered, unless another time is given.
4. Start and end of the call are filled by its lines where they are empty; a later end moves it.
5. A removed line counts for nothing; it can be brought back. A phone that sends a line twice (`client_key`) adds it once.
6. Each change is recorded, another status than the type's too.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.core.refusals import refuse_if
from kesher.core.words import cleaned_lines
from kesher.inquiries import banking, billing_status, closing, driving, holding, items, line_checks
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import Inquiry, Treatment

FIELDS = (
    "type", "status", "staff", "performed_at", "starts_at", "ends_at", "minutes", "travel_minutes", "rate", "item",
    "quantity", "price", "supplier", "lot", "resolution", "remarks",
)  # fmt: skip
BANKED = {"type", "performed_at", "minutes", "travel_minutes", "rate", "lot"}
"""what the hour bank asks"""
EMPTY = {"quantity": 1, "minutes": 0, "travel_minutes": 0, "rate": 0, "price": 0}


@transaction.atomic
def add(
    inquiry: Inquiry,
    *,
    by: Any,
    now: datetime,
    entered_at: datetime | None = None,
    client_key: str = "",
    **details: Any,
) -> Treatment:
    if client_key and (sent := inquiry.business.treatments.filter(client_key=client_key).first()):
        return sent  # type: ignore[no-any-return]
    inquiry = holding.held(inquiry)
    details = completed({**details, "staff": details.get("staff") or by}, entered_at=entered_at or now)
    refuse_if(line_checks.problems(inquiry, details=details, by=by, now=now, is_new=True))
    before = driving.latest(inquiry)
    line: Treatment = inquiry.business.treatments.create(
        inquiry=inquiry, client_key=client_key, created_at=now, created_by=by, **details
    )
    banking.book(line, by=by, now=now)
    record(Kind.TREATMENT_ADDED, line, by=by, now=now, **override(line))
    settle(inquiry, before, by=by, now=now, at=entered_at)
    return line


def completed(details: dict[str, Any], *, entered_at: datetime) -> dict[str, Any]:
    """Minutes from start to end, when it was performed (rule 3), the type's status, cleaned words."""
    kept = {**details, **{name: value for name, value in EMPTY.items() if details.get(name) is None}}
    times = [kept.get(name) for name in ("performed_at", "ends_at", "starts_at")]
    kept["performed_at"] = next((at for at in times if at), entered_at)
    kind = kept.get("type")
    if kind and not kept.get("status"):
        kept["status"] = kind.status
    if not kept["minutes"] and kept.get("starts_at") and kept.get("ends_at"):
        kept["minutes"] = max(0, int((kept["ends_at"] - kept["starts_at"]).total_seconds() // 60))
    for name in ("resolution", "remarks"):
        kept[name] = cleaned_lines(kept.get(name) or "")
    kept["item"], kept["supplier"] = (
        items.named(kept.get("item") or ""),
        items.named(kept.get("supplier") or ""),
    )
    return kept


def is_moved(line: Treatment, whole: dict[str, Any]) -> bool:
    return any(whole[name] != getattr(line, name) for name in ("starts_at", "ends_at"))


def override(line: Treatment) -> dict[str, Any]:
    """Told when the line's status is not its type's (AMB-04)."""
    return {"status": line.status, "is_override": True} if line.status_id != line.type.status_id else {}


def settle(inquiry: Inquiry, before: Any, *, by: Any, now: datetime, at: datetime | None = None) -> None:
    """What follows from the lines as they are now."""
    driving.fill_times(inquiry)
    billing_status.follow(inquiry, by=by, now=now)
    driving.follow(inquiry, before, by=by, now=now, at=at)


@transaction.atomic
def change(line: Treatment, *, by: Any, now: datetime, **details: Any) -> Treatment:
    """Changes the given fields; the others stay. Another type brings its own status."""
    inquiry, line = held(line)
    whole = {name: getattr(line, name) for name in FIELDS} | details
    if "type" in details and details["type"] != line.type and "status" not in details:
        whole["status"] = None
    if is_moved(line, whole):
        whole["performed_at"] = details.get("performed_at")
        if whole["minutes"] == line.minutes and whole["starts_at"] and whole["ends_at"]:
            whole["minutes"] = 0
    whole = completed(whole, entered_at=line.performed_at)
    refuse_if(line_checks.problems(inquiry, details=whole, by=by, now=now, is_new=False))
    changed = changes({name: getattr(line, name) for name in FIELDS}, whole)
    if line.removed_at or not changed:
        return line
    before = driving.latest(inquiry)
    for name in changed:
        setattr(line, name, whole[name])
    line.save(update_fields=list(changed))
    if BANKED & set(changed):
        banking.unbook(line, by=by, now=now, reason=str(_("The line was changed")))
        if "lot" not in changed:
            banking.let_go(line)
        banking.book(line, by=by, now=now)
    record(Kind.TREATMENT_CHANGED, line, by=by, now=now, changes=changed, **override(line))
    settle(inquiry, before, by=by, now=now)
    return line


@transaction.atomic
def remove(line: Treatment, *, by: Any, now: datetime) -> Treatment:
    inquiry, line = held(line)
    refuse_if(closing.right_problems(by))
    if line.removed_at:
        return line
    before = driving.latest(inquiry)
    banking.unbook(line, by=by, now=now, reason=str(_("The line was removed")))
    line.removed_at = now
    line.save(update_fields=["removed_at"])
    record(Kind.TREATMENT_REMOVED, line, by=by, now=now)
    settle(inquiry, before, by=by, now=now)
    return line


@transaction.atomic
def restore(line: Treatment, *, by: Any, now: datetime) -> Treatment:
    inquiry, line = held(line)
    refuse_if(closing.right_problems(by))
    if not line.removed_at:
        return line
    before = driving.latest(inquiry)
    line.removed_at = None
    line.save(update_fields=["removed_at"])
    banking.let_go(line)
    banking.book(line, by=by, now=now)
    record(Kind.TREATMENT_ADDED, line, by=by, now=now)
    settle(inquiry, before, by=by, now=now)
    return line


def held(line: Treatment) -> tuple[Inquiry, Treatment]:
    """The call under lock, then the line."""
    inquiry = holding.held(line.inquiry)
    line = line.fresh()
    line.inquiry = inquiry
    return inquiry, line
