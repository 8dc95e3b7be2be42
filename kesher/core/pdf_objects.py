"""Whether a PDF does something when it is opened, told from its objects.

1. Scripts, programs to launch, files inside and rich media count, also where a letter of the name is written by its number.
2. Objects are read where they stand openly and where a stream packs them; what other streams hold (pictures, letters) is not.
3. The bytes are gone through once. A PDF of more than MOST_STREAMS, or that unpacks to more than MOST_UNPACKED bytes in all, is
   not gone through to its end.
"""

import re
import zlib
from collections.abc import Iterator

MOST_STREAMS = 100_000
MOST_UNPACKED = 64 * 1024 * 1024


def spelled(*names: bytes) -> bytes:
    """/JS, also as /J#53."""
    letters = (b"".join(b"(?:%c|#(?i:%02x))" % (letter, letter) for letter in name) for name in names)
    return rb"/(?:%s)(?![A-Za-z0-9])" % b"|".join(letters)


_STREAM = re.compile(rb"\bstream\r?\n")
_PACKS = re.compile(spelled(b"ObjStm"))
_ACTIVE = re.compile(spelled(b"JS", b"JavaScript", b"Launch", b"EmbeddedFile", b"RichMedia"))


class TooMuch(ValueError):
    """Rule 3."""


def has_scripts(content: bytes) -> bool:
    """Raises TooMuch."""
    return any(_ACTIVE.search(part) for part in objects(content))


def objects(content: bytes) -> Iterator[bytes]:
    """What stands between the streams, and what the streams that pack objects hold, each dropped before the next."""
    place, count, room = 0, 0, MOST_UNPACKED
    while (start := _STREAM.search(content, place)) and (end := content.find(b"endstream", start.end())) >= 0:
        head = content[place : start.start()]
        yield head
        if _PACKS.search(head):
            part = unpacked(content[start.end() : end], room=room)
            room -= len(part)
            yield part
        place, count = end, count + 1
        if count > MOST_STREAMS or room < 0:
            raise TooMuch
    yield content[place:]


def unpacked(stream: bytes, *, room: int) -> bytes:
    """One byte more than there is room for at most."""
    try:
        return zlib.decompressobj().decompress(stream, room + 1)
    except zlib.error:
        return stream
