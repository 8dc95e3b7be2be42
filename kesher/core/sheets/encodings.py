"""Which encoding a text file is in.

1. A byte order mark decides. Without one, UTF-16 shows by the zeros at every second byte.
2. A file that is wholly valid UTF-8 is UTF-8; one with a few broken bytes among many right ones too (the broken ones
   become U+FFFD, which makes their row a problem instead of spoiling all others).
3. Otherwise it is an old Windows or DOS page. In Hebrew (1255, DOS 862) the high bytes stand in runs; in Western
   languages (1252) they stand alone among Latin letters; Russian (1251) has capitals before runs.
4. A file that holds many control characters is no text: None.
"""

import codecs
import re
from typing import BinaryIO

_CHUNK = 1 << 20
_HEAD = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PAGES_OF_LETTERS = b"\x00\x04\x05\x06\x20"
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_HEBREW = re.compile(rb"[\xe0-\xfa]{2,}")
_DOS_HEBREW = re.compile(rb"[\x80-\x9a]{2,}")
_WESTERN = re.compile(rb"[A-Za-z][\xc0-\xff](?![\xc0-\xff])|(?<![\xc0-\xff])[\xc0-\xff][A-Za-z]")
_RUSSIAN = re.compile(rb"(?<![\xc0-\xff])[\xc0-\xdf][\xe0-\xff]{2,}")


def encoding_of(file: BinaryIO) -> str | None:
    """The name of the codec, or None when the file is no text; leaves the file at its start."""
    file.seek(0)
    head = file.read(_HEAD)
    name = _marked(head) or _unmarked_utf16(head)
    if name is None and len(_CONTROLS.findall(head)) * 20 <= len(head):
        name = "utf-8" if _is_utf8(file) else _single_byte(file)
    file.seek(0)
    return name


def _marked(head: bytes) -> str | None:
    return next((name for mark, name in _MARKS if head.startswith(mark)), None)


def _unmarked_utf16(head: bytes) -> str | None:
    if head.count(0) * 10 < len(head):
        return None
    for name, high, low in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        likely = sum(high.count(page) for page in _PAGES_OF_LETTERS)
        if likely >= len(high) * 0.95 and low.count(0) * 50 <= len(low) and not len(head) % 2:
            return name
    return None


def _is_utf8(file: BinaryIO) -> bool:
    """Wholly, or with at most one broken byte to twenty right letters beyond ASCII (rule 2)."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    broken = right = 0
    while chunk := file.read(_CHUNK):
        text = decoder.decode(chunk)
        broken += text.count("\ufffd")
        right += len(text) - len(text.encode("ascii", "ignore"))
    broken += len(decoder.decode(b"", final=True))
    return broken == 0 or (right - broken) >= broken * 20


def _single_byte(file: BinaryIO) -> str:
    file.seek(0)
    sample = file.read(_CHUNK)
    hebrew, dos = len(_HEBREW.findall(sample)), len(_DOS_HEBREW.findall(sample))
    if len(_RUSSIAN.findall(sample)) * 3 > hebrew:
        return "cp1251"
    if len(_WESTERN.findall(sample)) > max(hebrew, dos):
        return "cp1252"
    return "cp862" if dos > hebrew else "cp1255"
