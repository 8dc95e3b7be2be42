"""Telling who should know, before and after a response time runs out (features 7.4).

1. At the first of the business's percentages (75, 100 and 150 unless it set others) who is in charge is told (announcing.py),
   at the second the lead of its team, at the third the managers; where there is nobody of them, the managers. Other
   percentages hold from a clock's next step on.
2. Each step once: by a task, at the bell, by push and by mail. Who was away when steps were passed gets each of them.
3. At 100 per cent it is missed, and stays so.
4. Closed, deleted and merged inquiries are left alone, and those of people in the archive until they are back. Each clock
   is judged in a transaction of its own, under its inquiry; one that is refused holds up no other.
5. What is judged is reckoned first: the working calendar may have changed since.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.businesses.models import Business, Staff
from kesher.core.refusals import Refused
from kesher.inquiries import announcing, clocks, holding, opening
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import Inquiry, InquiryKind, ResponseClock

logger = logging.getLogger(__name__)
MISSED = 100
MANAGING = ("owner", "manager")


def escalate(business: Business, now: datetime) -> int:
    """All steps that were reached by now; how many."""
    due = business.response_clocks.filter(stopped_at=None, next_step_at__lte=now).order_by("next_step_at")
    present = due.filter(inquiry__customer__archived_at=None).select_related("inquiry")
    return sum(judged(clock, now=now) for clock in present)


def judged(clock: ResponseClock, *, now: datetime) -> int:
    try:
        return judge(clock, now=now)
    except Refused as refused:
        logger.warning("Response clock %s was not judged: %s", clock.pk, refused)
        return 0


@transaction.atomic
def judge(clock: ResponseClock, *, now: datetime) -> int:
    inquiry = holding.locked(clock.inquiry)
    if inquiry.is_closed or inquiry.removed_at or inquiry.merged_into_id:
        return 0
    clocks.reckon(inquiry, now)
    clock = clock.fresh()
    count = 0
    while clock.stopped_at is None and clock.next_step_at and clock.next_step_at <= now:
        step = next(one for one in clocks.steps_of(inquiry.business) if one > clock.escalated)
        pass_step(inquiry, clock, step, now=now)
        count += 1
    return count


def pass_step(inquiry: Inquiry, clock: ResponseClock, step: int, *, now: datetime) -> None:
    before, clock.escalated = clock.escalated, step
    if step >= MISSED:
        clock.missed_at = clock.missed_at or clock.due_at
    clock.save(update_fields=["escalated", "missed_at"])
    clocks.reckon(inquiry, now)
    clock.refresh_from_db()
    people = told_at(inquiry, step)
    open_task(inquiry, clock, step, people, now=now)
    announcing.tell(
        people, inquiry, kind="escalated", text=partial(sentence, inquiry, clock, step),
        key=f"{clock.kind}-{step}", by=None, now=now, by_push=True, by_email=True,
    )  # fmt: skip
    if before < MISSED <= step:
        record(Kind.RESPONSE_MISSED, inquiry, by=None, now=now, clock=clock.kind)
    record(Kind.RESPONSE_ESCALATED, inquiry, by=None, now=now, clock=clock.kind, percent=step)


def sentence(inquiry: Inquiry, clock: ResponseClock, step: int) -> str:
    words = {"what": clock.get_kind_display(), "percent": step, "inquiry": inquiry}
    return str(_("%(what)s time at %(percent)s%%: %(inquiry)s") % words)


def told_at(inquiry: Inquiry, step: int) -> list[Staff]:
    """Rule 1."""
    handler, lead, _manager = clocks.steps_of(inquiry.business)
    if step == handler:
        found = announcing.in_charge_of(inquiry)
    elif step == lead and inquiry.team and inquiry.team.lead:
        found = [inquiry.team.lead]
    else:
        found = []
    return [one for one in found if one.is_active] or managers(inquiry.business)


def managers(business: Business) -> list[Staff]:
    roles = business.staff_roles.filter(role__key__in=MANAGING).values("staff")
    return list(business.staff.active().filter(pk__in=roles).order_by("id"))


def open_task(
    inquiry: Inquiry, clock: ResponseClock, step: int, people: Sequence[Staff], *, now: datetime
) -> Any:
    """Once for each step: its key says so. Without a customer it is a message, which needs none."""
    if not people:
        return None
    kind = InquiryKind.TASK if inquiry.customer else InquiryKind.MESSAGE
    rows = inquiry.business.inquiry_types.filter(kind=kind, retired_at=None)
    made = opening.open_inquiry(
        inquiry.business, kind=kind, type=rows.order_by("position", "id").first(), customer=inquiry.customer,
        contact_name=inquiry.contact_name, details=sentence(inquiry, clock, step), staff=people,
        client_key=f"escalation-{clock.pk}-{step}", channel="staff", is_announced=False, by=None, now=now,
        branch=inquiry.branch,
    )  # fmt: skip
    # no clock of its own: an escalation is not escalated
    made.clocks.all().delete()
    inquiry.business.inquiry_links.get_or_create(business=inquiry.business, first=inquiry, second=made)
    return made
