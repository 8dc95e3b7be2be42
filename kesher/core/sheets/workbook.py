"""The child process that opens a workbook: a program of its own, started by `excel`, which imports nothing of ours.

A workbook is somebody else's data in somebody else's compression. A tiny file can claim a cell in the last row and
column, and the reader would ask for all the memory between; here that ends this process with its limit of memory and
processor time, not the server. Rows leave as one JSON list of texts a line, then {"end": true}; or {"error": reason}.
"""

import json
import resource
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import TextIO

import python_calamine

MEMORY = 768 * 1024 * 1024
SECONDS = 60
_EXACT = 10**15


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    write(sys.stdin.buffer.read(), sys.stdout, longest=int(sys.argv[1]))


def write(content: bytes, out: TextIO, *, longest: int) -> None:
    """The first visible sheet that holds something, as JSON lines; texts are cut after `longest` characters."""
    try:
        for row in _rows(python_calamine.load_workbook(BytesIO(content))):
            out.write(json.dumps([text(value)[:longest] for value in row]) + "\n")
        out.write('{"end": true}\n')
    except python_calamine.PasswordError:
        out.write('{"error": "password"}\n')
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError, MemoryError):
        out.write('{"error": "broken"}\n')


def text(value: object) -> str:
    """A cell as a person would type it: a whole number without .0, a date as 2026-11-22, a time as 09:00."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def _rows(workbook: python_calamine.CalamineWorkbook) -> Iterator[Iterable[object]]:
    for index, sheet in enumerate(workbook.sheets_metadata):
        if "Visible" not in str(sheet.visible) or "WorkSheet" not in str(sheet.typ):
            continue
        worksheet = workbook.get_sheet_by_index(index)
        if worksheet.end is not None:
            yield from worksheet.iter_rows()
            return


if __name__ == "__main__":
    main()
