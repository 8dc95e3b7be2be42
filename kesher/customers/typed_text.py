"""What was typed into a list's address to find somebody, beside what was chosen from what the list offers."""

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

from kesher.core import phones
from kesher.core.words import folded, other_layout
from kesher.customers.models import Customer

FEWEST_DIGITS = 7
"""of a telephone that somebody is looked for by"""


def is_typed(name: str) -> bool:
    """Of a part of the query: the search, or what is looked for in a custom field."""
    return name == "q" or name.startswith("field_")


def untyped(query: str) -> str:
    return urlencode([(name, value) for name, value in parse_qsl(query) if not is_typed(name)])


def is_about(text: str, person: Customer, names: Iterable[str]) -> bool:
    """Whether this was typed to find this person."""
    typed = (text, other_layout(text))
    is_named = any(words(name) <= words(one) for name in names if name for one in typed)
    is_written_to = bool(person.email) and any(folded(person.email) in folded(one) for one in typed)
    return is_named or is_written_to or has_number(text, person)


def words(text: str) -> set[str]:
    return {*re.findall(r"\w+", folded(text))}


def has_number(text: str, person: Customer) -> bool:
    digits = phones.digits_for_search(re.sub(r"[^\d+]", "", text))
    numbers = [person.phone, *person.numbers.values_list("phone", flat=True)]
    known = [phones.stored_digits(number) for number in numbers if number]
    if person.id_number:
        known.append(person.id_number)
    return len(digits) >= FEWEST_DIGITS and any(digits in one for one in known)
