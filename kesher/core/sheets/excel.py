"""Excel workbooks (xlsx, xlsm, xlsb, xls, ods), opened by a child process (`workbook` says why).

1. A zipped workbook is refused before it is opened when it unpacks to too much (`packing`), or when it is no workbook but
   some other zip file.
2. A workbook with a password, a damaged one, and one that needs more memory or time than a table may, are refused.
"""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from kesher.core import packing
from kesher.core.sheets.tables import MAX_CELL, Row, Unreadable

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHILD = Path(__file__).with_name("workbook.py")


def records(file: BinaryIO, *, is_zip: bool) -> Iterator[Row]:
    """The rows of the first sheet; `file` is a real file, read by the child. Raises Unreadable."""
    with file:
        if is_zip:
            refuse_bomb(file)
        file.seek(0)
        command = [sys.executable, "-I", str(_CHILD), str(MAX_CELL + 1)]
        child = subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            yield from _rows(child)
        finally:
            child.kill()
            child.communicate()


def refuse_bomb(file: BinaryIO) -> None:
    """Rule 1; raises Unreadable."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise Unreadable(_("The workbook is damaged.")) from error
    if not {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} & {part.filename for part in parts}:
        raise Unreadable(_("This is not an Excel workbook. Save the table as Excel or CSV."))
    if packing.is_too_much(parts):
        raise Unreadable(_("The workbook unpacks to more than may be read."))


def _rows(child: "subprocess.Popen[bytes]") -> Iterator[Row]:
    for number, line in enumerate(child.stdout or (), start=1):
        answer = json.loads(line) if line.endswith(b"\n") else {}
        if isinstance(answer, list):
            yield Row(number, tuple(answer))
        elif answer.get("end"):
            return
        elif answer.get("error") == "password":
            raise Unreadable(_("The workbook is locked with a password."))
        else:
            break
    raise Unreadable(_("The workbook is damaged or too large."))
