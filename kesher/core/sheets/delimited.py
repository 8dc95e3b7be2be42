"""CSV and its kin, row by row.

1. The delimiter (comma, semicolon, tab, bar) is the one that makes the first rows widest and alike; Excel's line
   `sep=;` names it.
2. A quoted cell may hold line breaks. A quote that is never closed (or not within 200 lines) spoils its own line only:
   that line becomes a problem row and reading goes on with the next one.
3. An apostrophe before = + - @ at the start of a cell was put there by our export against formulas and is taken off.
4. Rows are numbered as a spreadsheet would, a quoted cell with line breaks being one row.
"""

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from kesher.core.sheets.tables import MAX_BYTES, Row

_SAMPLE = 1 << 16
_SAMPLE_ROWS = 20
_MOST_LINES = 200
_DELIMITERS = ",;\t|"
_SEP_LINE = re.compile(r"\ufeff?\s*\"?sep=([,;\t|])\"?\s*", re.IGNORECASE)
_PROTECTED = re.compile(r"'(?='*(?:\s*[=+\-@＝＋－＠]| *[\t\r\n]))")

csv.field_size_limit(
    MAX_BYTES
)  # the length of a cell is judged row by row; csv's own limit would stop the file


class _UnclosedQuoteError(Exception):
    """The record goes on for too many lines."""


class _Lines:
    """The lines of a file, remembering those of the record being read, so that they can be given back."""

    def __init__(self, source: Iterator[str]) -> None:
        self._source = source
        self._waiting: deque[str] = deque()
        self.taken: list[str] = []
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= _MOST_LINES:
            raise _UnclosedQuoteError
        line = self._waiting.popleft() if self._waiting else next(self._source, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.taken.append(line)
        return line.replace("\0", "")

    def give_back_all_but_one(self) -> str:
        self._waiting.extendleft(reversed(self.taken[1:]))
        self.ended = False
        return self.taken[0]


def records(file: BinaryIO, encoding: str) -> Iterator[Row]:
    """The rows of the file, header included (rules 1-4)."""
    with io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="") as text:
        sample = text.read(_SAMPLE)
        text.seek(0)
        named = _SEP_LINE.fullmatch(sample.splitlines()[0] if sample else "")
        delimiter = named[1] if named else max(_DELIMITERS, key=lambda one: _score(sample, one))
        for number, (cells, problem) in enumerate(_records(_Lines(iter(text)), delimiter), start=1):
            if number > 1 or not named:
                yield Row(number, tuple(_unprotected(cell) for cell in cells), problem)


def _unprotected(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and _PROTECTED.match(cell) else cell


def _records(lines: _Lines, delimiter: str) -> Iterator[tuple[list[str], str]]:
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        lines.taken = []
        try:
            cells = next(reader)
            unclosed = lines.ended
        except StopIteration:
            return
        except (_UnclosedQuoteError, csv.Error):
            unclosed = True
        if unclosed:
            cells = next(
                csv.reader([lines.give_back_all_but_one()], delimiter=delimiter, quoting=csv.QUOTE_NONE), []
            )
            reader = csv.reader(lines, delimiter=delimiter)
        yield cells, _("A quotation mark is not closed.") if unclosed else ""


def _score(sample: str, delimiter: str) -> tuple[int, int]:
    widths = []
    for cells, problem in _records(_Lines(iter(io.StringIO(sample, newline=""))), delimiter):
        widths += [len(cells)] if any(cells) and not problem else []
        if len(widths) >= _SAMPLE_ROWS:
            break
    width, times = max(
        Counter(widths).items(), key=lambda pair: (pair[0] > 1, pair[1], pair[0]), default=(1, 0)
    )
    return (times if width > 1 else 0, width)
