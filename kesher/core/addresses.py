"""Addresses of pages by name. Django's `reverse` walks the site map on each call; a page asks dozens of times, so the
pattern of each name is worked out once and filled in afterwards."""

from functools import lru_cache

from django.urls import reverse

NUMBER = 900_000_000
"""marks the place of a number; of a word: `mark-0`"""


def address(name: str, *args: str | int) -> str:
    """The address of the page `name` (app:verb) for these objects."""
    return pattern_of(name, tuple(isinstance(one, int) for one in args)).format(*args)


@lru_cache(maxsize=1024)
def pattern_of(name: str, are_numbers: tuple[bool, ...]) -> str:
    marks = [NUMBER + place if is_number else f"mark-{place}" for place, is_number in enumerate(are_numbers)]
    pattern = reverse(name, args=marks).replace("{", "{{").replace("}", "}}")
    for place, mark in enumerate(marks):
        pattern = pattern.replace(str(mark), f"{{{place}}}")
    return pattern
