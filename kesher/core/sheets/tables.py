"""What every reader gives: a header and rows, each row with its number and, if it is bad, the reason.

1. The header is the first row that is at least half as full as the fullest of the first ten: titles above it are passed
   over. Empty rows are passed over too; they keep their number, so that a number is the one the person sees.
2. A short row is filled up; cells beyond the header that hold something make the row a problem, since its values may
   have slipped into wrong columns. So does a cell that is too long or that could not be decoded.
3. Cells are clean: NFC, no control characters, no overrides of direction, no spaces around; lines inside are kept.
4. More columns or rows than allowed make the table Unreadable, for rows while they are being read.
"""

import itertools
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Self

from django.utils.translation import gettext as _

from kesher.core import words

MAX_BYTES = 50 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 500
MAX_CELL = 20_000
_SHOWN_OF_LONG = 200
_LOOKED_AT = 10


class Unreadable(ValueError):
    """The file cannot be read as a table; its first argument is the sentence for the user."""


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is the row's number in the file, the first one being 1; `problem` is empty for a good row."""

    number: int
    cells: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` is read once; `with read_table(…) as table:` closes the file also when they are not read to the end."""

    header: tuple[str, ...]
    rows: Iterator[Row]
    _file: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_details: object) -> None:
        if isinstance(self.rows, Generator):
            self.rows.close()
        if self._file:
            self._file.close()


def table_of(records: Iterator[Row]) -> Table:
    """The table that raw records make (rules 1-4); raises Unreadable."""
    filled = (checked for record in records if any((checked := _checked(record)).cells) or checked.problem)
    first = list(itertools.islice(filled, _LOOKED_AT))
    if not first:
        raise Unreadable(_("The file holds no rows."))
    start = _header_index(first)
    header = _trimmed(first[start].cells)
    if len(header) > MAX_COLUMNS:
        raise Unreadable(_("The table has more than %(count)s columns.") % {"count": MAX_COLUMNS})
    return Table(header, _fitted(itertools.chain(first[start + 1 :], filled), len(header)))


def table_with(header: tuple[str, ...], records: Iterator[Row]) -> Table:
    """The table of records whose header is known."""
    return Table(header, _fitted(map(_checked, records), len(header)))


def _fitted(records: Iterable[Row], width: int) -> Iterator[Row]:
    for count, record in enumerate(records, start=1):
        if count > MAX_ROWS:
            raise Unreadable(_("The table has more than %(count)s rows.") % {"count": f"{MAX_ROWS:,}"})
        extra = any(record.cells[width:])
        cells = record.cells if extra else (record.cells + ("",) * width)[:width]
        slipped = _("The row has more cells than the header.") if extra else ""
        yield Row(record.number, cells[:MAX_COLUMNS], record.problem or slipped)


def _header_index(first: list[Row]) -> int:
    counts = [0 if record.problem else sum(map(bool, record.cells)) for record in first]
    return next(index for index, count in enumerate(counts) if count * 2 >= max(counts))


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    width = max((index for index, cell in enumerate(cells, start=1) if cell), default=0)
    return cells[:width]


def _checked(record: Row) -> Row:
    if any(len(cell) > MAX_CELL for cell in record.cells):
        short = tuple(cell if len(cell) <= MAX_CELL else f"{cell[:_SHOWN_OF_LONG]}…" for cell in record.cells)
        problem = _("A cell is longer than %(count)s characters.") % {"count": f"{MAX_CELL:,}"}
        return Row(record.number, _clean(short), record.problem or problem)
    cells = _clean(record.cells)
    if not record.problem and any("\ufffd" in cell for cell in cells):
        return Row(record.number, cells, _("The row holds characters that could not be read."))
    return Row(record.number, cells, record.problem)


def _clean(cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(words.cleaned(cell) if cell.isprintable() else words.cleaned_lines(cell) for cell in cells)
