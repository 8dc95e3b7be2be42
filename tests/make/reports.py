"""Rows that reports count, made without their verbs: states in any mixture."""

from itertools import count

from django.utils import timezone

from kesher.core.owning import acting_for

_next = count(1_000_000)


def counted_inquiry(business, *, status=None, assignee=None, created_at=None, outcome="", **fields):
    """An inquiry as it would stand in the table; `outcome`: of its response time (`promise` makes further clocks)."""
    created_at = created_at or timezone.now()
    with acting_for(business):
        status = status or business.statuses.order_by("-number").first() or a_status(business)
        fields = {"kind": "task", "contact_name": "Dana", **fields}
        made = business.inquiries.create(
            number=next(_next),
            status=status,
            created_at=created_at,
            changed_at=created_at,
            search_text="",
            **fields,
        )
        if assignee:
            business.assignees.create(inquiry=made, staff=assignee, is_main=True)
        if outcome:
            promise(made, outcome)
    return made


def promise(inquiry, outcome, *, kind="response", **fields):
    """A clock that was kept, missed, or is still running."""
    at = inquiry.created_at
    with acting_for(inquiry.business):
        return inquiry.business.response_clocks.create(
            inquiry=inquiry, kind=kind, minutes=60, policy="", started_at=at,
            stopped_at=at if outcome == "kept" else None, missed_at=at if outcome == "missed" else None, **fields,
        )  # fmt: skip


def a_status(business):
    return business.statuses.create(number=100, name="Made", category="open")
