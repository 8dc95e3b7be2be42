"""Countries as people read them, whatever a file or a person wrote: a code, or the name in Hebrew or English."""

from functools import lru_cache

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language

from kesher.core.words import folded

_HOME = "IL"


def abroad(text: str) -> str:
    """The country in the language of whoever reads it; nothing at home, and what is no country as it was written."""
    code = _codes().get(folded(text))
    return "" if code == _HOME else _locale(get_language()).territories.get(code, text)


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        countries = {code: name for code, name in _locale(language).territories.items() if code.isalpha()}
        found |= {folded(word): code for code, name in countries.items() for word in (code, name)}
    return found


def _locale(language: str | None) -> Locale:
    return Locale.parse(language or settings.LANGUAGE_CODE, sep="-")
