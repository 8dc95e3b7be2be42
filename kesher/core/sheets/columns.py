"""Which of our fields each column of a table holds, and the values gathered by field.

1. A header is matched by its name, whatever its case, quotes, punctuation and spaces; a longer one with a typo or two
   is matched too, with less confidence. Columns of labels ("Phone 1 - Label") are never matched.
2. Several columns may hold one field. Phones and e-mails found in them take the places of the field and then the next
   ones; beyond the last place they go to the notes. Of other fields the first one that holds something wins, and the
   surest header comes first.
3. Google puts several values in one cell with ` ::: ` between, and its own groups with a `* ` before: those are no tags.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from kesher.core import phones, words
from kesher.core.sheets.headers import ALIASES, FIELDS, WHOLE_ADDRESSES

_SURE = 1.0
_LIKELY = 0.9
_LEAST = 84
_LONG_ENOUGH = 5
_LABEL = re.compile(r"(label|type|תווית|סוג)$")
_SEVERAL = re.compile(r"\s*:::\s*")
_SERIES = {"phone": ("phone", "phone_2", "phone_3"), "email": ("email", "email_2")}


@dataclass(frozen=True, slots=True)
class Match:
    """The field that a column holds; `confidence` is 1 for a known header, less for a similar one."""

    field: str
    confidence: float


def plain(header: str) -> str:
    """A header without what may differ: case, quotes, punctuation, spaces, final letters."""
    return re.sub(r"[\W_]+", "", words.folded(header))


def matched(header: Sequence[str]) -> dict[int, Match]:
    """The columns that could be matched, by index (rule 1)."""
    found = {index: _match(name) for index, name in enumerate(header)}
    return {index: match for index, match in found.items() if match}


def gathered(cells: Sequence[str], mapping: Mapping[int, Match]) -> dict[str, str]:
    """The values of a row by field, empty ones left out (rules 2 and 3)."""
    values: dict[str, str] = {}
    extra: list[str] = []
    lists: dict[str, list[str]] = {series: [] for series in _SERIES}
    for index, match in _in_order(mapping):
        value = cells[index] if index < len(cells) else ""
        series = match.field.partition("_")[0]
        if series in _SERIES:
            lists[series] += _separate(value, series)
        elif value:
            values.setdefault(match.field, _tags(value) if match.field == "tags" else value)
    for series, places in _SERIES.items():
        several = list(dict.fromkeys(lists[series]))
        values |= dict(zip(places, several, strict=False))
        extra += several[len(places) :]
    notes = "\n".join(filter(None, [values.get("notes", ""), *extra]))
    return {field: value for field, value in {**values, "notes": notes}.items() if value}


def _in_order(mapping: Mapping[int, Match]) -> list[tuple[int, Match]]:
    order = {field: place for place, field in enumerate(FIELDS)}
    return sorted(
        mapping.items(), key=lambda pair: (order.get(pair[1].field, len(order)), -pair[1].confidence, pair[0])
    )


def _separate(value: str, series: str) -> list[str]:
    parts = phones.several(value) if series == "phone" else _SEVERAL.split(value)
    return [part.strip() for part in parts if part.strip()]


def _tags(value: str) -> str:
    if ":::" not in value and not value.startswith("* "):
        return value
    return ", ".join(part for part in _SEVERAL.split(value) if part and not part.startswith("* "))


def _match(name: str) -> Match | None:
    wanted = plain(name[:200])
    if not wanted or (name.strip() not in FIELDS and _LABEL.search(wanted) and wanted not in _known()):
        return None
    if name.strip() in FIELDS:
        return Match(name.strip(), _SURE)
    if wanted in _known():
        return Match(_known()[wanted], _LIKELY if wanted in map(plain, WHOLE_ADDRESSES) else _SURE)
    return _similar(wanted) if len(wanted) >= _LONG_ENOUGH else None


def _similar(wanted: str) -> Match | None:
    digits = re.sub(r"\D", "", wanted)
    names = [name for name in _known() if len(name) >= _LONG_ENOUGH and re.sub(r"\D", "", name) == digits]
    best = process.extractOne(wanted, names, scorer=fuzz.ratio, score_cutoff=_LEAST)
    return Match(_known()[best[0]], round(best[1] / 100, 2)) if best else None


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    return {plain(name): field for field, names in ALIASES.items() for name in names}
