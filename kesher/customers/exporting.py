"""Taking the list away: Excel or CSV, exactly what is shown.

1. The whole filtered list, in its order, with its columns; a page's end does not matter.
2. It is recorded before it leaves: who took how many people, which filters, which columns.
3. ID numbers go along only as a column, for staff who may see them, and then in full. That is a reading of them: the log of
   the business tells how many left; of FEW people or less it stands in the log of each, as if each had been looked at.
4. Rows leave one after the other, so that memory does not grow with the list.
5. Whatever a spreadsheet would run as a formula is made harmless (core/sheets/writing.py).
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kesher.activity.recording import record, record_many
from kesher.businesses.models import Staff
from kesher.core.sheets import writing
from kesher.customers import listing
from kesher.customers.columns import Column
from kesher.customers.kinds import Kind
from kesher.customers.models.customer import CustomerQuerySet

BATCH = 500
FEW = 50


@transaction.atomic
def note(
    people: CustomerQuerySet, columns: Sequence[Column], *, filters: Sequence[str], by: Staff, now: datetime
) -> int:
    """Rules 2 and 3; returns how many people leave."""
    count = people.order_by().count()
    told = {"count": count, "filters": list(filters), "columns": [str(column.label) for column in columns]}
    if any("id_number" in column.reads for column in columns):
        told["identities"] = note_identities(people, by=by, now=now)
    record(Kind.LIST_EXPORTED, by.business, by=by, now=now, **told)
    return count


def note_identities(people: CustomerQuerySet, *, by: Staff, now: datetime) -> int:
    """Rule 3; returns how many ID numbers leave."""
    told = people.exclude(id_number="").order_by("pk")
    count = told.count()
    if count <= FEW:
        record_many(Kind.IDENTITY_READ, [(person, {}) for person in told], by=by, now=now)
    return count


def heads(columns: Sequence[Column]) -> list[writing.Column]:
    kept = [writing.Column(str(column.label), column.kind) for column in columns]
    return [writing.Column(_("Number"), "number"), writing.Column(_("Name"), width=26), *kept]


def rows(
    people: CustomerQuerySet, columns: Sequence[Column], *, sort: str, by: Staff, today: date
) -> Iterator[list[Any]]:
    """Rules 1 and 4: number, name, then the columns."""
    names = listing.names_read(columns)
    found = listing.in_order(people, sort).values(*names).iterator(chunk_size=BATCH)
    for some in batches(found):
        listing.add_linked(some, columns, by.business)
        for row in some:
            yield [row["number"], row["full_name"], *(column.told_of(row, today) for column in columns)]


def batches(found: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    some: list[dict[str, Any]] = []
    for row in found:
        some.append(row)
        if len(some) == BATCH:
            yield some
            some = []
    if some:
        yield some
