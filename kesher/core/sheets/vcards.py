"""vCards and jCards as a table whose header is our own field keys, one card a row.

1. Phones (mobile first, then the preferred ones; no fax or pager unless there is nothing else) with their labels, those beyond
   the third in its cell, and two e-mails; what is beyond goes to the notes, so that nothing is lost. One address: home, or
   the first.
2. A birthday is 1980-03-22, or --03-22 without its year. Categories become tags separated by commas.
3. A card that has no end, holds a line that is no property, describes a group or holds nothing is a problem row.
4. A file without any card, or a jCard that is no JSON, is Unreadable.
"""

import io
import itertools
import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from kesher.core.sheets import cards, phone_labels
from kesher.core.sheets.cards import Property
from kesher.core.sheets.columns import PHONES, SEVERAL
from kesher.core.sheets.headers import FIELDS
from kesher.core.sheets.tables import Row, Table, Unreadable, table_with

HEADER = (*FIELDS, *(f"{place}_label" for place in PHONES))
_MOST_JSON = 10 * 1024 * 1024
_NOT_SPOKEN = {"fax", "pager"}
_NO_YEAR = {"1604"}
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)", re.ASCII)
_YEARLESS = re.compile(r"--(\d\d)-?(\d\d)", re.ASCII)
_PLAIN_TEXTS = {
    "TITLE": "job_title",
    "UID": "source_id",
    "GENDER": "gender",
    "X-GENDER": "gender",
    "FN": "full_name",
}


def table(file: BinaryIO, encoding: str) -> Table:
    """The cards of a text file; raises Unreadable (rule 4)."""
    return _table(_rows(file, encoding))


def json_table(file: BinaryIO, encoding: str) -> Table:
    """The cards of a jCard file: one, or a list of them; raises Unreadable (rule 4)."""
    try:
        with file:
            content = json.loads(file.read(_MOST_JSON + 1).decode(encoding))
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("The file holds no contact cards.")) from error
    several = content if isinstance(content, list) else []
    found = [several] if several[:1] == ["vcard"] else several
    lists = [one[1] for one in found if isinstance(one, list) and len(one) > 1 and one[0] == "vcard"]
    properties = ([cards.from_json(entry) for entry in one] for one in lists if isinstance(one, list))
    return _table(_row(number, one, "") for number, one in enumerate(properties, start=1))


def _rows(file: BinaryIO, encoding: str) -> Iterator[Row]:
    with io.TextIOWrapper(file, encoding=encoding, errors="replace") as lines:
        for number, (properties, problem) in enumerate(_cards(lines), start=1):
            yield _row(number, properties, problem)


def _table(rows: Iterator[Row]) -> Table:
    first = next(rows, None)
    if first is None:
        raise Unreadable(_("The file holds no contact cards."))
    return table_with(HEADER, itertools.chain([first], rows))


def _cards(lines: io.TextIOWrapper) -> Iterator[tuple[list[Property | None], str]]:
    card: list[Property | None] | None = None
    inside_agent = False
    for line in cards.unfolded(lines):
        word = line.strip().lstrip("\ufeff").upper()
        if (
            word == "BEGIN:VCARD"
            and card
            and (agent := card[-1])
            and agent.name == "AGENT"
            and not agent.text
        ):
            inside_agent = True
        elif word == "BEGIN:VCARD":
            if card is not None:
                yield card, _("The card has no end.")
            card, inside_agent = [], False
        elif word == "END:VCARD" and inside_agent:
            inside_agent = False
        elif word == "END:VCARD" and card is not None:
            yield card, ""
            card = None
        elif card is not None and not inside_agent:
            card.append(cards.parsed(line))
    if card is not None:
        yield card, _("The card has no end.")


def _row(number: int, found: list[Property | None], problem: str) -> Row:
    properties = [one for one in found if one]
    values = _values(properties)
    if any(one.name.endswith("KIND") and one.text.lower() == "group" for one in properties):
        problem = problem or _("The card describes a group, not a person.")
    if len(properties) < len(found):
        problem = problem or _("A line of the card could not be read.")
    if not any(values.values()):
        problem = problem or _("The card is empty.")
    return Row(number, tuple(values.get(field, "") for field in HEADER), problem)


def _values(properties: list[Property]) -> dict[str, str]:
    values: dict[str, str] = {}
    for one in properties:
        if one.name in _PLAIN_TEXTS:
            values.setdefault(_PLAIN_TEXTS[one.name], one.part(0) if "GENDER" in one.name else one.text)
        elif one.name == "N" and "last_name" not in values:
            values |= {
                "last_name": one.part(0),
                "first_name": " ".join(f"{one.part(1)} {one.part(2)}".split()),
            }
        elif one.name == "ORG":
            values.setdefault("company", one.part(0))
        elif one.name == "BDAY":
            values.setdefault("birthday", _birthday(one))
    return values | _address(properties) | _numbers(properties) | _texts(properties)


def _numbers(properties: list[Property]) -> dict[str, str]:
    emails = [one for one in properties if one.name == "EMAIL"]
    addresses = _distinct(one.text.removeprefix("mailto:") for one in sorted(emails, key=_least_useful))
    notes = _distinct(one.text for one in properties if one.name == "NOTE")
    return {
        **_phones(properties),
        **dict(zip(("email", "email_2"), addresses, strict=False)),
        "notes": "\n".join(notes + addresses[2:]),
    }


def _phones(properties: list[Property]) -> dict[str, str]:
    """Several in the last place, as Google writes them."""
    called, last, cells = list(_called(properties).items()), len(PHONES) - 1, {}
    for index, place in enumerate(PHONES):
        pairs = called[last:] if index == last else called[index : index + 1]
        cells[place] = SEVERAL.join(text for text, _label in pairs)
        if any(label for _text, label in pairs):
            cells[f"{place}_label"] = SEVERAL.join(label for _text, label in pairs)
    return cells


def _called(properties: list[Property]) -> dict[str, str]:
    """The numbers by their use, the most useful first: {number: label}."""
    numbers = sorted((one for one in properties if one.name == "TEL"), key=_least_useful)
    spoken = [one for one in numbers if not _NOT_SPOKEN & one.types] or numbers
    own, called = phone_labels.of_cards(properties), dict[str, str]()
    for one in spoken:
        text = one.text.removeprefix("tel:").partition(";")[0].strip()
        called[text] = called.get(text) or phone_labels.of_number(one, own)
    return {text: label for text, label in called.items() if text}


def _texts(properties: list[Property]) -> dict[str, str]:
    tags = [tag.strip() for one in properties if one.name == "CATEGORIES" for tag in one.text.split(",")]
    return {"tags": ", ".join(_distinct(iter(tags)))}


def _address(properties: list[Property]) -> dict[str, str]:
    found = sorted((one for one in properties if one.name == "ADR"), key=lambda one: "home" not in one.types)
    if not found:
        return {}
    address = found[0]
    street = ", ".join(part for part in (address.part(2), address.part(1)) if part)
    one_line = ", ".join(line.strip() for line in street.splitlines() if line.strip())
    return {
        "street": one_line, "town": address.part(3), "postal_code": address.part(5), "country": address.part(6),
    }  # fmt: skip


def _birthday(one: Property) -> str:
    if yearless := _YEARLESS.match(one.text):
        return f"--{yearless[1]}-{yearless[2]}"
    found = _DAY.match(one.text)
    if found and ("omit-year" in one.types or found[1] in _NO_YEAR):
        return f"--{found[2]}-{found[3]}"
    return f"{found[1]}-{found[2]}-{found[3]}" if found else one.text


def _least_useful(one: Property) -> tuple[bool, bool]:
    return ("cell" not in one.types and one.name == "TEL", "pref" not in one.types)


def _distinct(texts: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(text.strip() for text in texts if text.strip()))
