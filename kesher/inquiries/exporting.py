"""Taking the list away: Excel or CSV, exactly what is shown.

1. The whole filtered list, in its order, with its columns; it is recorded before it leaves.
2. Rows leave one after the other, so that memory does not grow with the list.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kesher.activity.recording import record
from kesher.businesses.models import Staff
from kesher.core.sheets import writing
from kesher.inquiries import listing
from kesher.inquiries.columns import Column
from kesher.inquiries.kinds import Kind
from kesher.inquiries.listing import Found
from kesher.inquiries.phrasing import KIND_LABELS


@transaction.atomic
def note(found: Found, columns: Sequence[Column], *, filters: Sequence[str], by: Staff, now: datetime) -> int:
    """Rule 1; returns how many rows leave."""
    count = int(found.inquiries.order_by().count() + found.meetings.order_by().count())
    names = [str(column.label) for column in columns]
    record(Kind.EXPORTED, by.business, by=by, now=now, count=count, filters=list(filters), columns=names)
    return count


def heads(columns: Sequence[Column]) -> list[writing.Column]:
    first = [
        writing.Column(_("Number"), "number"),
        writing.Column(_("Kind")),
        writing.Column(_("Subject"), width=36),
        writing.Column(_("Type")),
    ]
    return [*first, *(writing.Column(str(column.label), column.kind) for column in columns)]


def rows(
    found: Found, columns: Sequence[Column], *, sort: str, by: Staff, now: datetime
) -> Iterator[list[Any]]:
    """Number, kind, subject and type, then the columns."""
    for row in listing.all_rows(found, columns, sort=sort, by=by, now=now):
        told = [column.told_of(row, now) for column in columns]
        title = row["title"] or row["details"][:200]
        yield [row["number"], str(KIND_LABELS[row["kind"]]), title, row["type__name"] or "", *told]
