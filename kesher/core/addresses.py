"""Addresses of pages by name.

Django's `reverse` walks the site map on each call; a page asks dozens of times, so the pattern of each name is
worked out once and filled in afterwards.
"""

import re
from functools import lru_cache
from typing import Any

from django.urls import reverse

NUMBER = 900_000_000
"""marks the place of a number; of a word: `mark-0`"""
_WORD = re.compile(r"[A-Za-z0-9_.~-]+")
"""needs no quoting in an address"""


def address(name: str, *args: Any) -> str:
    """The address of the page `name` (app:verb) for these objects."""
    if not all(is_plain(one) for one in args):
        return reverse(name, args=args)
    return pattern_of(name, tuple(isinstance(one, int) for one in args)).format(*args)


def is_plain(value: Any) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and _WORD.fullmatch(value) is not None)


@lru_cache(maxsize=1024)
def pattern_of(name: str, are_numbers: tuple[bool, ...]) -> str:
    marks = [NUMBER + place if is_number else f"mark-{place}" for place, is_number in enumerate(are_numbers)]
    pattern = reverse(name, args=marks).replace("{", "{{").replace("}", "}}")
    for place, mark in enumerate(marks):
        pattern = pattern.replace(str(mark), f"{{{place}}}")
    return pattern
