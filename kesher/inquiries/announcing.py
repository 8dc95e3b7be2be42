"""Who is told of what happens to an inquiry.

1. Who is assigned is told so; who watches is told of status, answers, closing and reopening; who is mentioned is told.
2. Nobody is told of what they did themselves.
3. Each is told once for each thing that happened.
4. In charge are those who handle it and are still here; where nobody is, those of its team.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch

from kesher.businesses.models import Staff
from kesher.core.addresses import address
from kesher.inquiries.models import Inquiry
from kesher.messaging import noticing


def path_of(inquiry: Inquiry) -> str:
    """The page that shows it; empty while nobody serves it."""
    try:
        return address("inquiries:show", inquiry.business.slug, inquiry.pk)
    except NoReverseMatch:
        return ""


def tell(
    people: Iterable[Staff],
    inquiry: Inquiry,
    *,
    kind: str,
    text: Any,
    key: str,
    by: Any,
    now: datetime,
    **ways: Any,
) -> None:
    """`key` names what happened; `ways`: by_push, by_email."""
    for person in people:
        if by is None or person.pk != by.pk:
            noticing.tell(
                person, kind=kind, text=text, path=path_of(inquiry), key=f"inquiry-{inquiry.pk}-{key}",
                subject=inquiry, customer_id=inquiry.customer_id, now=now, **ways,
            )  # fmt: skip


def watchers_of(inquiry: Inquiry) -> list[Staff]:
    rows = inquiry.watchers.select_related("staff", "staff__user").order_by("id")
    return [row.staff for row in rows]


def handlers_of(inquiry: Inquiry) -> list[Staff]:
    rows = inquiry.assignees.select_related("staff", "staff__user").order_by("-is_main", "id")
    return [row.staff for row in rows]


def in_charge_of(inquiry: Inquiry) -> list[Staff]:
    """Rule 4."""
    return [one for one in handlers_of(inquiry) if one.is_active] or team_of(inquiry)


def team_of(inquiry: Inquiry) -> list[Staff]:
    return list(inquiry.team.staff.active().select_related("user").order_by("id")) if inquiry.team else []
