"""In how many faces a page is looked at."""

from typing import NamedTuple

LANGUAGES = ("he", "en")
THEMES = ("light", "dark")


class Face(NamedTuple):
    language: str
    theme: str
    width: int

    def __str__(self):
        return f"{self.language}-{self.theme}-{self.width}"

    @property
    def height(self):
        return 900 if self.width > 600 else 844


FACES = [
    Face("he", "light", 1440),
    Face("en", "dark", 390),
    Face("he", "dark", 390),
    Face("en", "light", 1440),
]
"""each language, theme and width twice, each language in both themes and widths; the first two differ in all three. No page
in all eight, which would take twice as long"""
