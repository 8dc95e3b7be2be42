"""The file of an import, before anybody is touched: its columns, its rows, which field each column holds.

1. Columns are matched by their names (sheets/columns.py); a column called like one of the business's own fields holds it.
2. A column can be left out, or its values kept in the note with the column's name.
3. Who may not see ID numbers does not import them.
4. A file without any column that could name or reach a person is not taken.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kesher.businesses.permissions import Permission
from kesher.core.refusals import Problem, Refused, refuse_if
from kesher.core.sheets import columns
from kesher.core.sheets.columns import Match, gathered, labelled, matched
from kesher.core.sheets.reading import read_table
from kesher.core.sheets.tables import Row, Table, Unreadable
from kesher.core.typed_days import is_month_first
from kesher.core.words import folded
from kesher.customers import custom_fields
from kesher.customers.import_fields import LABELS, NAMING, Lists, Reading
from kesher.customers.reading_rows import read

REMARK = "remark"
"""kept in the note, with the column's name"""
SAMPLES = 3
_SHOWN = 60


@dataclass(frozen=True)
class Survey:
    """A file as it was found: header, a few values of each column, how many rows."""

    header: list[str]
    samples: list[list[str]]
    count: int
    month_first: bool


def opened(source: Path, name: str = "") -> Table:
    """The table; what cannot be read is a refusal."""
    try:
        return read_table(source, name)
    except Unreadable as unreadable:
        raise refused(unreadable) from unreadable


def refused(unreadable: Unreadable) -> Refused:
    return Refused([Problem("file-unreadable", str(unreadable.args[0]), field="file")])


def survey(source: Path, name: str, *, birthdays: Sequence[int] | None = None) -> Survey:
    """Reads the whole file once; raises Refused."""
    with opened(source, name) as table:
        header = list(table.header)
        samples: list[list[str]] = [[] for _name in header]
        dated = (
            birthdays
            if birthdays is not None
            else dated_columns({i: m.field for i, m in matched(header).items()})
        )
        days: list[str] = []
        count = 0
        try:
            for count, row in enumerate(table.rows, start=1):
                days += [row.cells[index] for index in dated if row.cells[index]]
                if count <= 50:  # noqa: PLR2004
                    add_samples(samples, row)
        except Unreadable as unreadable:
            raise refused(unreadable) from unreadable
    refuse_if(
        [] if count else [Problem("file-empty", _("The file holds no rows below its header."), field="file")]
    )
    return Survey(header, samples, count, is_month_first(days))


def add_samples(samples: list[list[str]], row: Row) -> None:
    for cell, shown in zip(row.cells, samples, strict=False):
        if cell and len(shown) < SAMPLES and cell[:_SHOWN] not in shown:
            shown.append(cell[:_SHOWN])


def dated_columns(chosen: Mapping[int, str]) -> list[int]:
    return [index for index, name in chosen.items() if name == "birthday"]


def proposed(header: Sequence[str], lists: Lists) -> dict[int, str]:
    """Rules 1 and 3."""
    own = {columns.plain(field.name): f"field:{key}" for key, field in lists.fields.items()}
    found = {index: match.field for index, match in matched(header).items()}
    found |= {
        index: own[columns.plain(name)] for index, name in enumerate(header) if columns.plain(name) in own
    }
    return {index: name for index, name in found.items() if name in allowed(lists)}


def allowed(lists: Lists) -> dict[str, str]:
    """The fields that a column may hold: {key: label}."""
    labels = {key: str(label) for key, label in LABELS.items() if key != "id_number" or lists.has_identity}
    return {
        **labels,
        **{f"field:{key}": field.name for key, field in lists.fields.items()},
        REMARK: _("Add to the note"),
    }


def problems(chosen: Mapping[int, str]) -> list[Problem]:
    """Rule 4."""
    if set(chosen.values()) & set(NAMING):
        return []
    return [
        Problem(
            "columns-unknown", _("No column holds a name, a company, an e-mail or a phone."), field="file"
        )
    ]


def lists_of(business: Any, staff: Any) -> Lists:
    """What the words of the file may mean; `staff` None: the system, with every right."""
    branches = business.branches.filter(retired_at=None)
    if staff and staff.branch_ids:
        branches = branches.filter(pk__in=staff.branch_ids)
    rows = {
        "stage": business.stages.filter(retired_at=None),
        "source": business.sources.filter(retired_at=None),
        "branch": branches,
    }
    return Lists(
        ids={name: {folded(row.name): row.pk for row in found} for name, found in rows.items()},
        names={name: {row.pk: row.name for row in found} for name, found in rows.items()},
        fields={field.pk: field for field in custom_fields.in_use(business)},
        has_identity=staff is None or staff.may(Permission.CUSTOMER_IDENTITY),
    )


def readings(
    source: Path, name: str, chosen: Mapping[int, str], *, lists: Lists, today: date, month_first: bool
) -> Iterator[Reading]:
    """The rows in our words, one by one; raises Refused when the file breaks off."""
    with opened(source, name) as table:
        found = matched(table.header)
        mapping = {
            i: found[i] if i in found and found[i].field == field else Match(field, 1)
            for i, field in chosen.items()
        }
        labels = labelled(table.header)
        remarks = {
            index: table.header[index]
            for index, field in chosen.items()
            if field == REMARK and index < len(table.header)
        }
        try:
            for row in table.rows:
                yield reading(
                    row, mapping, remarks, labels=labels, lists=lists, today=today, month_first=month_first
                )
        except Unreadable as unreadable:
            raise refused(unreadable) from unreadable


def reading(
    row: Row,
    mapping: Mapping[int, Match],
    remarks: Mapping[int, str],
    *,
    labels: Mapping[int, int],
    lists: Lists,
    today: date,
    month_first: bool,
) -> Reading:
    if row.problem:
        return Reading(row.number, problem=row.problem, content=row.cells)
    values = gathered(row.cells, mapping, labels)
    values.pop(REMARK, None)
    made = read(row.number, values, lists=lists, today=today, month_first=month_first)
    for index, title in remarks.items():
        if row.cells[index]:
            made.remark(f"{title}: {row.cells[index]}")
    made.content = row.cells
    return made
