"""A street and its house number, which many files keep in one cell.

The number is taken from the end only ("דרך בגין 12", "שד' ירושלים 1/2", "הגפן 3א"); a number in front, as abroad, and
anything of several parts stay as they are.
"""

import re

_STREET_AND_HOUSE = re.compile(
    r"(?P<street>[^\d,\n]*[^\W\d_][^\d,\n]*?)[\s,]+(?P<house>\d{1,4}\s?[א-ת]?'?(?:[/-]\d{1,4})?)"
)


def split_street(text: str) -> tuple[str, str]:
    """The street and the house number; the number is empty where it cannot be told."""
    found = _STREET_AND_HOUSE.fullmatch(text.strip())
    return (found["street"].strip(), found["house"]) if found else (text.strip(), "")
