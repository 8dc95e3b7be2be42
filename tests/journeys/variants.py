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
    Face("he", "dark", 1440),
    Face("en", "light", 390),
]
WHOLE = FACES[:2]
"""every page is loaded in these two, which differ in all three, and fitted into all widths; in the others what frames it"""
WIDTHS = (1440, 1024, 390)
"""the desk, a tablet, a phone"""
