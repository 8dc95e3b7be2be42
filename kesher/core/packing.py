"""What a zip file says of itself: how much it unpacks to, before anything is unpacked, and which office document it is.

Too much: more than 200 MB in all, more than 5,000 parts, or a part that is more than 200 times as large as it lies there.
"""

import re
from collections.abc import Sequence
from zipfile import ZipFile, ZipInfo

_MOST_UNPACKED = 200 * 1024 * 1024
_MOST_RATIO = 200
_SMALL_PART = 1024 * 1024
_MOST_PARTS = 5000
_MAIN_PART = re.compile(rb"(wordprocessing|spreadsheet|presentation)ml\.\w+\.main\+xml")
_FOLDERS = {b"wordprocessing": "word/", b"spreadsheet": "xl/", b"presentation": "ppt/"}


def is_too_much(parts: Sequence[ZipInfo]) -> bool:
    too_dense = any(part.file_size > max(part.compress_size * _MOST_RATIO, _SMALL_PART) for part in parts)
    return too_dense or len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED


def head_of(archive: ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as part:
        return part.read(most)


def told_folder(types: bytes) -> str:
    """The folder of the main part that an office document's content types name, in UTF-16 too."""
    main = _MAIN_PART.search(types.replace(b"\0", b""))
    return _FOLDERS[main[1]] if main else ""
