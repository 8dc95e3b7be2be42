"""Tables to take away: Excel and CSV, row by row.

1. Excel: numbers, money and dates are typed cells, text is always text, never a formula, a link or a number. The sheet
   runs from right to left where the language does; header, filter and widths are set. Memory stays constant.
2. CSV is UTF-8 with a mark, so that Excel reads Hebrew. A text that a spreadsheet would run as a formula (it starts
   with = + - @, tab or a line break, spaces aside) gets an apostrophe in front; our own import takes it off again
   (so does one that starts with apostrophes before those, or it would come back with one less).
   A plain number (-12.50) and a plain international telephone number (+972502345678, nothing but digits) stay as they
   are: neither can do anything.
3. Dates are ISO in CSV; money is in shekels with two decimals in both.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Literal, TypeAlias

from kesher.core import money

Kind = Literal["text", "number", "money", "date", "moment"]
Value: TypeAlias = str | int | float | Decimal | date | datetime | bool | None
_HARMLESS = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_DANGEROUS = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]| *[\t\r\n])")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff]|^'|'$")
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_CELL = 32_767
_LONGEST_NAME = 31
_EXACT = 2**53
_FIRST_YEAR = 1900
_FORMATS = {"money": "#,##0.00", "date": "dd/mm/yyyy", "moment": "dd/mm/yyyy hh:mm"}
_WIDTHS: dict[str, int] = {"text": 22, "number": 12, "money": 14, "date": 12, "moment": 17}


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` says how values are shown (money comes as agorot); `width` is in characters."""

    title: str
    kind: Kind = "text"
    width: int | None = None


def write_excel(
    stream: IO[bytes], title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, rtl: bool
) -> int:
    """Writes a workbook with one sheet into the stream; returns how many rows it holds, the header aside.

    Aware moments are written as they stand in their own zone.
    """
    import xlsxwriter  # noqa: PLC0415 - slow to import, rarely used

    book = xlsxwriter.Workbook(stream, {"constant_memory": True, "remove_timezone": True})
    sheet = book.add_worksheet(_SHEET_NAME.sub(" ", title)[:_LONGEST_NAME].strip(" '") or "1")
    if rtl:
        sheet.right_to_left()
    _write_header(sheet, columns, book.add_format({"bold": True, "bg_color": "#E6F0EF", "bottom": 1}))
    styles = {kind: book.add_format({"num_format": _FORMATS.get(kind, "General")}) for kind in _WIDTHS}
    count = 0
    for count, row in enumerate(rows, start=1):
        for index, (column, value) in enumerate(zip(columns, row, strict=True)):
            _write_cell(sheet, (count, index), value, column.kind, styles[column.kind])
    if columns:
        sheet.autofilter(0, 0, count, len(columns) - 1)
    book.close()
    return count


def write_csv(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """The lines of a CSV file, for a streaming answer (rules 2 and 3)."""
    yield b"\xef\xbb\xbf" + _line([_safe(column.title) for column in columns])
    for row in rows:
        yield _line([csv_text(value, column.kind) for column, value in zip(columns, row, strict=True)])


def csv_text(value: Value, kind: Kind = "text") -> str:
    """A value as it stands in CSV, harmless to spreadsheets (rule 2)."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and kind == "money":
        return money.plain(value)
    return _safe(str(value))


def _safe(text: str) -> str:
    whole = text.replace("\0", "")
    dangerous = _DANGEROUS.match(whole) and not _HARMLESS.fullmatch(whole)
    return "'" + whole if dangerous else whole


def _line(cells: list[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue().encode("utf-8", "replace")


def _write_header(sheet: Any, columns: Sequence[Column], heading: object) -> None:
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width or _WIDTHS[column.kind])
        sheet.write_string(0, index, _storable(column.title), heading)


def _write_cell(sheet: Any, place: tuple[int, int], value: Value, kind: Kind, style: object) -> None:
    number = _number(value, kind)
    if number is not None:
        sheet.write_number(*place, number, style)
    elif isinstance(value, date) and value.year >= _FIRST_YEAR:
        sheet.write_datetime(*place, value, style)
    elif value is not None and value != "":
        sheet.write_string(*place, _storable(str(value)), style)


def _number(value: Value, kind: Kind) -> float | None:
    """The number that Excel can hold exactly; None for anything else, which is written as text."""
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float | Decimal)
        or not -_EXACT < value < _EXACT
    ):
        return None
    return float(value) / 100 if kind == "money" else float(value)


def _storable(text: str) -> str:
    whole = _UNSTORABLE.sub("", text)
    return whole if len(whole) <= _LONGEST_CELL else whole[: _LONGEST_CELL - 1] + "…"
