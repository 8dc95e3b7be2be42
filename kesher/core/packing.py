"""How much a zip file may unpack to, told by what it says of itself before anything is unpacked.

Too much: more than 200 MB in all, more than 5,000 parts, or a part that is more than 200 times as large as it lies there.
"""

from collections.abc import Sequence
from zipfile import ZipInfo

_MOST_UNPACKED = 200 * 1024 * 1024
_MOST_RATIO = 200
_SMALL_PART = 1024 * 1024
_MOST_PARTS = 5000


def is_too_much(parts: Sequence[ZipInfo]) -> bool:
    too_dense = any(part.file_size > max(part.compress_size * _MOST_RATIO, _SMALL_PART) for part in parts)
    return too_dense or len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED
