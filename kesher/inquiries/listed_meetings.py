"""Meetings as rows of the handling screen (AMB-09): which of them, in the list's own order.

1. Active is what is still scheduled and has not ended before today; closed is the rest. Among the inquiries stand those of
   the next AHEAD days; the tab of meetings and the search have all.
2. Who sees which: listing.py, rule 6.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from kesher.businesses.models import Business, Staff
from kesher.businesses.permissions import Permission
from kesher.calendar.models import MeetingState
from kesher.core.words import folded
from kesher.inquiries.asking import ME, NONE, SPANS, Wanted
from kesher.inquiries.filtering import day_start

SORTS = {"target": "starts_at", "changed": "changed_at", "opened": "created_at", "closed": "ends_at"}
NO_RANK = 1000
AHEAD = 7
TONES = {"scheduled": "blue", "held": "green", "cancelled": "gray", "no-show": "red"}


def narrowed(by: Staff, wanted: Wanted, *, now: datetime) -> Any:
    """Rules 1 and 2, and the filters that meetings can answer."""
    rows = seen_by(by)
    if not wanted.has_meetings or not by.may(Permission.DIARY_VIEW):
        return rows.none()
    if wanted.scope == "mine":
        rows = rows.filter(Q(organiser=by) | Q(taken_part(by.business, [by.pk])))
    is_active = Q(state=MeetingState.SCHEDULED, ends_at__gte=day_start(now, 0))
    rows = rows.exclude(is_active) if wanted.scope == "closed" else rows.filter(is_active)
    if wanted.scope != "closed" and wanted.has_inquiries and not wanted.text:
        rows = rows.filter(starts_at__lt=day_start(now, AHEAD))
    for name in ("customer", "branch"):
        if name in wanted.chosen:
            pks = [int(one) for one in wanted.chosen[name] if one != NONE]
            without = Q(**{name: None}) if NONE in wanted.chosen[name] else Q(pk__in=[])
            rows = rows.filter(Q(**{f"{name}__in": pks}) | without)
    if "assignee" in wanted.chosen:
        rows = rows.filter(handled_by(wanted.chosen["assignee"], by))
    if "opened" in wanted.chosen:
        days = max(SPANS[one] for one in wanted.chosen["opened"])
        rows = rows.filter(created_at__gte=day_start(now, 1 - days))
    return rows


def seen_by(by: Staff) -> Any:
    rows = by.business.meetings.standing()
    own = Q(organiser=by) | Q(taken_part(by.business, [by.pk]))
    if not by.may(Permission.INQUIRY_ALL):
        return rows.filter(own)
    others = Q(is_private=False)
    if by.branch_ids:
        others &= Q(branch=None) | Q(branch__in=by.branch_ids)
        others &= Q(customer=None) | Q(customer__branch=None) | Q(customer__branch__in=by.branch_ids)
        others &= ~Q(with_others_of(by))
    return rows.filter(own | others)


def with_others_of(by: Staff) -> Exists:
    """A customer whom they may not see takes part (calendar/seeing.py, rule 3)."""
    guests = by.business.participants.filter(meeting=OuterRef("pk"), customer__branch__isnull=False)
    return Exists(guests.filter(~Q(customer__branch__in=by.branch_ids)))


def handled_by(values: tuple[str, ...], by: Staff) -> Q:
    """By one of these, or (none) nobody of the staff takes part."""
    holds = Q(taken_part(by.business, [by.pk if one == ME else int(one) for one in values if one != NONE]))
    anybody = Exists(by.business.participants.filter(meeting=OuterRef("pk"), staff__isnull=False))
    return holds | ~Q(anybody) if NONE in values else holds


def taken_part(business: Business, staff_ids: Iterable[int]) -> Exists:
    return Exists(business.participants.filter(meeting=OuterRef("pk"), staff__in=list(staff_ids)))


def holding(text: str) -> Q:
    holds = Q()
    for word in folded(text).split():
        holds &= (
            Q(subject__icontains=word)
            | Q(contact_name__icontains=word)
            | Q(customer__search_text__contains=word)
        )
    return holds


def in_order(rows: Any, sort: str) -> Any:
    minus, name = sort[:1] if sort.startswith("-") else "", sort.removeprefix("-")
    if name == "number":
        key: Any = Coalesce("number", Value(0))
    elif name == "priority":
        key = Value(NO_RANK)
    else:
        key = F(SORTS.get(name, "starts_at"))
        minus = minus if name in SORTS else ""
    kept = rows.annotate(sort_key=key).order_by(f"{minus}sort_key", f"{minus}pk")
    return kept.select_related("customer", "type", "branch", "site")


def as_row(meeting: Any) -> dict[str, Any]:
    """The names that the columns read."""
    is_over = meeting.state != MeetingState.SCHEDULED
    return {
        "pk": meeting.pk, "side": 1, "sort_key": meeting.sort_key, "kind": "meeting", "number": meeting.number,
        "title": meeting.subject, "details": "", "type__name": str(meeting.type or ""), "target_at": meeting.starts_at,
        "starts_at": meeting.starts_at, "ends_at": meeting.ends_at, "created_at": meeting.created_at,
        "changed_at": meeting.changed_at, "closed_at": meeting.ends_at if is_over else None,
        "customer": meeting.customer_id, "customer__full_name": meeting.customer.full_name if meeting.customer else "",
        "contact_name": meeting.contact_name, "phone": "", "customer__phone": meeting.customer.phone if meeting.customer else "",
        "status__name": str(meeting.get_state_display()), "status__colour": TONES[meeting.state],
        "status__category": "", "priority__name": "", "priority__colour": "", "team__name": "", "channel": "",
        "branch__name": meeting.branch.name if meeting.branch else "", "contract__name": "", "percent": 0,
        "site__name": meeting.site.name if meeting.site else "", "equipment__name": "", "billing_status": "",
    }  # fmt: skip


def people_of(business: Business, pks: list[int]) -> Iterable[Any]:
    links = business.participants.filter(meeting__in=pks, staff__isnull=False).order_by("pk")
    return links.values_list("meeting", "staff__first_name", "staff__last_name") if pks else []
