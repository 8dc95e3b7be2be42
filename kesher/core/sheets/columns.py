"""Which of our fields each column of a table holds, and the values gathered by field.

1. A header is matched by its name, whatever its case, quotes, punctuation and spaces; a longer one with a typo or two
   is matched too, with less confidence. Columns of labels ("Phone 1 - Label") hold no field of their own: they go with the
   phones beside them ("Phone 1 - Value").
2. Several columns may hold one field. Phones and e-mails found in them take the places of the field and then the next
   ones; beyond the last place e-mails go to the notes, phones to `more_phones`, a line each, with their labels. Of other fields the first one that holds something wins, and the
   surest header comes first.
3. Google puts several values in one cell with ` ::: ` between, and its own groups with a `* ` before: those are no tags.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from rapidfuzz import fuzz, process

from kesher.core import phones, words
from kesher.core.sheets.headers import ALIASES, FIELDS, WHOLE_ADDRESSES

_SURE = 1.0
_LIKELY = 0.9
_LEAST = 84
_LONG_ENOUGH = 5
_LABEL = re.compile(r"(label|type|תווית|סוג)$")
_SEVERAL = re.compile(r"\s*:::\s*")
SEVERAL = " ::: "
PHONES = ("phone", "phone_2", "phone_3")
_SERIES = {"phone": PHONES, "email": ("email", "email_2")}


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


def labelled(header: Sequence[str]) -> dict[int, int]:
    """The column of labels that goes with a column, by index (rule 1)."""
    names = list(map(plain, header))
    labels = {_LABEL.sub("", name): index for index, name in enumerate(names) if _LABEL.search(name)}
    bases = {index: name.removesuffix("value") for index, name in enumerate(names)}
    return {index: labels[base] for index, base in bases.items() if base in labels}


def gathered(
    cells: Sequence[str], mapping: Mapping[int, Match], labels: Mapping[int, int] | None = None
) -> dict[str, str]:
    """The values of a row by field, empty ones left out (rules 2 and 3); `labels` as `labelled` gives them."""
    values: dict[str, str] = {}
    called: dict[str, dict[str, str]] = {series: {} for series in _SERIES}
    for index, match in _in_order(mapping):
        value = _cell(cells, index)
        series = match.field.partition("_")[0]
        if series in _SERIES:
            for one, label in _separate(value, _cell(cells, (labels or {}).get(index)), series):
                called[series][one] = called[series].get(one) or label
        elif value:
            values.setdefault(match.field, _tags(value) if match.field == "tags" else value)
    values = _with_phones(values, list(called["phone"].items()))
    emails = list(called["email"])
    values |= dict(zip(_SERIES["email"], emails, strict=False))
    values["notes"] = "\n".join(filter(None, [values.get("notes", ""), *emails[len(_SERIES["email"]) :]]))
    return {field: value for field, value in values.items() if value}


def _with_phones(values: dict[str, str], several: list[tuple[str, str]]) -> dict[str, str]:
    placed = dict(zip(PHONES, several, strict=False))
    beyond = several[len(PHONES) :]
    return {
        **values,
        **{place: text for place, (text, _label) in placed.items()},
        **{f"{place}_label": label for place, (_text, label) in placed.items()},
        "more_phones": "\n".join(f"{label}: {text}" if label else text for text, label in beyond),
    }


def _cell(cells: Sequence[str], index: int | None) -> str:
    return cells[index] if index is not None and index < len(cells) else ""


def _in_order(mapping: Mapping[int, Match]) -> list[tuple[int, Match]]:
    order = {field: place for place, field in enumerate(FIELDS)}
    return sorted(
        mapping.items(), key=lambda pair: (order.get(pair[1].field, len(order)), -pair[1].confidence, pair[0])
    )


def _separate(value: str, label: str, series: str) -> list[tuple[str, str]]:
    """Each with its label; one label holds for all of a cell."""
    parts, labels = _SEVERAL.split(value), _SEVERAL.split(label)
    labels = labels * len(parts) if len(labels) == 1 else labels
    pairs = zip_longest(parts, labels[: len(parts)], fillvalue="")
    split = phones.several if series == "phone" else lambda part: [part]
    return [(one.strip(), word.strip()) for part, word in pairs for one in split(part) if one.strip()]


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
