"""Rows that reports count, made without their verbs: states in any mixture."""

from itertools import count

from django.utils import timezone

from kesher.core.owning import acting_for

_next = count(1_000_000)


def counted_inquiry(business, *, status=None, assignee=None, missed=None, created_at=None, **fields):
    """An inquiry as it would stand in the table; `missed`: whether its response time was."""
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
        if missed is not None:
            business.response_clocks.create(
                inquiry=made, kind="response", minutes=60, policy="", started_at=created_at,
                missed_at=created_at if missed else None,
            )  # fmt: skip
    return made


def a_status(business):
    return business.statuses.create(number=100, name="Made", category="open")
