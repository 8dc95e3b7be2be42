"""Reading the table in a file, whatever kind of file it is.

1. The content decides, not the name: Excel and OpenDocument workbooks, vCards and jCards, otherwise delimited text in
   UTF-8, UTF-16, windows-1255 and a few more. The name only breaks a tie (an empty .vcf).
2. Whatever is none of these is Unreadable, with a sentence that says what to do; so is a file of more than 50 MB.
3. Rows are streamed: memory does not grow with the table.
"""

import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from kesher.core.sheets import delimited, excel, vcards
from kesher.core.sheets.encodings import encoding_of
from kesher.core.sheets.tables import MAX_BYTES, Table, Unreadable, table_of

_HEAD = 1024
_OTHER_KINDS = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"{\\rtf", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"\x7fELF",
)  # fmt: skip
_MARKUP = ("<!doctype", "<html", "<?xml", "<table", "<head", "<meta", "<style")


def read_table(source: Path | bytes, name: str = "") -> Table:
    """The table in a file on disk, or in its content with its name; raises Unreadable, also while rows are read."""
    file: BinaryIO
    try:
        file = BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    except OSError as error:
        raise Unreadable(_("The file cannot be opened.")) from error
    try:
        table = _table(file, name or (source.name if isinstance(source, Path) else ""))
    except BaseException:
        file.close()
        raise
    return replace(table, _file=file)


def _table(file: BinaryIO, name: str) -> Table:
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(_HEAD)
    if size > MAX_BYTES:
        raise Unreadable(_("The file is larger than %(size)s MB.") % {"size": MAX_BYTES >> 20})
    if not head.strip(b"\0 \t\r\n"):
        raise Unreadable(_("The file is empty."))
    if head.startswith((excel.ZIP, excel.OLE)):
        return table_of(excel.records(_on_disk(file), is_zip=head.startswith(excel.ZIP)))
    encoding = None if head.startswith(_OTHER_KINDS) else encoding_of(file)
    if encoding is None:
        raise Unreadable(_("This file is not a table. Save it as Excel, CSV or vCard."))
    return _text_table(file, encoding, name)


def _text_table(file: BinaryIO, encoding: str, name: str) -> Table:
    start = file.read(_HEAD).decode(encoding, "ignore").lstrip("\ufeff \t\r\n").lower()
    file.seek(0)
    if start.startswith("begin:vcard") or name.lower().endswith((".vcf", ".vcard")):
        return vcards.table(file, encoding)
    if start.startswith(("[", "{")) and "vcard" in start:
        return vcards.json_table(file, encoding)
    if start.startswith(_MARKUP):
        raise Unreadable(_("This is a web page, not a workbook. Open it in Excel and save it as xlsx."))
    return table_of(delimited.records(file, encoding))


def _on_disk(file: BinaryIO) -> BinaryIO:
    """A file that a child process can read."""
    if not isinstance(file, BytesIO):
        return file
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - closed when its last reader is gone
    copy.write(file.getbuffer())
    copy.flush()
    return copy
