"""Towns and streets of Israel, to complete while somebody types (places_data/SOURCES.md).

1. What starts with the text comes first, then what has a word for each typed word, then what holds the text;
   large towns before small ones.
2. Spelling is forgiven: vowel points, quotes, hyphens, double yod and vav, רחוב and שדרות, the other keyboard layout.
3. Towns answer to their English name and to the usual short forms (ת"א, ב"ש, ראשל"צ).
4. The lists are read when first asked for; a town that is not in them has no streets to offer.
"""

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kesher.core.words import folded, other_layout

FILE = Path(__file__).parent / "places_data" / "places.tsv.gz"
SHOWN = 8
SHORT_FORMS = {
    "תא": "תל אביב", "בש": "באר שבע", "פת": "פתח תקווה", "ראשלצ": "ראשון לציון", "ימ": "ירושלים", "רג": "רמת גן",
    "כס": "כפר סבא", "ים": "ירושלים", "בב": "בני ברק", "קש": "קריית שמונה", "נת": "נתניה",
}  # fmt: skip
_STREET_WORDS = re.compile(r"^(?:רחוב|רח|סמטת|סמ|שדרות|שד)\s+")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Town:
    name: str
    keys: tuple[str, ...]
    """what it answers to, as compared"""
    streets: str
    """separated by |"""


def towns(text: str, *, limit: int = SHOWN) -> list[str]:
    """Names of towns that the text may mean, the likeliest first."""
    wanted = key(SHORT_FORMS.get(folded(text), text))
    return best(((town.name, town.keys) for town in known_towns()), wanted, text, limit)


def streets(town: str, text: str, *, limit: int = SHOWN) -> list[str]:
    """Names of streets of this town that the text may mean."""
    return best(((name, (one,)) for name, one in streets_of(key(town))), street_key(text), text, limit)


def best(places: Iterable[tuple[str, tuple[str, ...]]], wanted: str, typed: str, limit: int) -> list[str]:
    """Rule 1, and the other layout when nothing is found."""
    places = list(places)
    other = key(other_layout(typed[:_LONGEST]))
    return ranked(places, wanted, limit) or ranked(places, other, limit)


def ranked(places: list[tuple[str, tuple[str, ...]]], wanted: str, limit: int) -> list[str]:
    if not wanted:
        return []
    ranks = ((min(rank(one, wanted) for one in keys), name) for name, keys in places)
    found = [(how, name) for how, name in ranks if how < NOT_AT_ALL]
    return [name for _how, name in sorted(found, key=lambda pair: pair[0])[:limit]]


NOT_AT_ALL = 3


def rank(place: str, wanted: str) -> int:
    """0: starts with it; 1: a word for each word; 2: holds it; 3: not at all."""
    if place.startswith(wanted):
        return 0
    words = place.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 1
    return 2 if wanted in place else NOT_AT_ALL


def key(text: str) -> str:
    """How a name is compared (rule 2)."""
    return folded(text[:_LONGEST]).replace("יי", "י").replace("וו", "ו")


def street_key(text: str) -> str:
    return _STREET_WORDS.sub("", key(text))


@lru_cache(maxsize=1)
def known_towns() -> tuple[Town, ...]:
    lines = gzip.decompress(FILE.read_bytes()).decode().splitlines()
    return tuple(town_from(*line.split("\t")) for line in lines)


def town_from(name: str, other_name: str, english: str, streets: str) -> Town:
    keys = dict.fromkeys(key(one) for one in (name, other_name, english) if one)
    return Town(name, tuple(keys), streets)


@lru_cache(maxsize=32)
def streets_of(town: str) -> tuple[tuple[str, str], ...]:
    """(name, key) of each street of the town with this key."""
    for one in known_towns():
        if town in one.keys:
            return tuple((name, street_key(name)) for name in one.streets.split("|") if name)
    return ()
