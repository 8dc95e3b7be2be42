"""Taking a report away: Excel with typed cells, PDF for paper; the same table as on the screen.

1. Excel holds every row; a PDF the first 1,000 and says so.
2. That it was taken is recorded: which report, which question, how many rows.
"""

from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from kesher.activity.recording import record
from kesher.businesses.models import Business
from kesher.core import pdf
from kesher.core.sheets import writing
from kesher.reports.kinds import Kind
from kesher.reports.tables import AT_END, Amount, Column, Table, told

MOST_ON_PAPER = 1000
CELLS: dict[str, writing.Kind] = {
    "minutes": "number",
    "percent": "number",
    "amount": "number",
    "identifier": "number",
}


@transaction.atomic
def note(business: Business, table: Table, *, query: str, way: str, by: Any, now: datetime) -> None:
    """Rule 2."""
    count = len(table.rows) if way == "excel" else min(len(table.rows), MOST_ON_PAPER)
    record(Kind.TAKEN, business, by=by, now=now, report=table.title, way=way, query=query, count=count)


def excel(table: Table) -> IO[bytes]:
    """Minutes are written as hours with a fraction, so that they can be added."""
    heads = [writing.Column(str(one.label), CELLS.get(one.kind, one.kind)) for one in table.columns]  # type: ignore[arg-type]
    lines = [row.values for row in table.rows] + ([table.totals] if table.totals else [])
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it
    writing.write_excel(
        file, table.title, heads, (cells(table, line) for line in lines), rtl=translation.get_language_bidi()
    )
    file.seek(0)
    return file


def cells(table: Table, line: Any) -> list[Any]:
    return [cell(value, column) for column, value in zip(table.columns, line, strict=True)]


def cell(value: Any, column: Column) -> Any:
    if isinstance(value, Amount):
        return round(value.quantity / 60, 2) if value.is_minutes else value.quantity
    if value is None or column.kind not in {"minutes", "percent"}:
        return value
    return round(value / 60, 2) if column.kind == "minutes" else round(value, 1)


def paper(business: Business, table: Table) -> bytes:
    shown = table.rows[:MOST_ON_PAPER]
    wide = next((place for place, one in enumerate(table.columns) if one.is_wide), 0)
    cut = _("The first %(count)s rows; Excel holds them all.") % {"count": f"{MOST_ON_PAPER:,}"}
    return pdf.made(
        "reports/table",
        {
            "title": table.title,
            "business": business.name,
            "subtitles": [str(one) for one in table.subtitles],
            "columns": [
                {"title": str(one.label), "end": one.kind in AT_END, "wide": place == wide}
                for place, one in enumerate(table.columns)
            ],
            "rows": [written(table, row.values) for row in shown],
            "totals": written(table, table.totals) if table.totals else None,
            "note": cut if len(table.rows) > MOST_ON_PAPER else table.note,
        },
    )


def written(table: Table, values: Any) -> list[str]:
    """Figures stand apart from the direction of the sentence around them."""
    return [
        f"\u2068{told(value, column.kind)}\u2069" if value is not None else ""
        for column, value in zip(table.columns, values, strict=True)
    ]
