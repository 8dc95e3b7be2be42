"""A row's key, or a page's number, as an address gives it: text that anybody may have typed.

1. Digits 0-9 and no more of them than a database holds; anything else is no key.
"""

import re

_KEY = re.compile(r"[0-9]{1,18}")


def key_from(text: str) -> int | None:
    return int(text) if _KEY.fullmatch(text) else None
