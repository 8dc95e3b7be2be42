"""Israeli numbers of people, companies and dealers.

1. An identity number has nine digits with a check digit (Luhn); leading zeros that Excel lost are put back.
2. A company's number starts with 5. A dealer's number is the identity number of a person or the number of a
   company, so it is checked by the first rule only.
3. A passport's number has letters among its digits: it is kept as typed, in capitals, without spaces.
4. In logs only the last three characters are seen.
"""

import re

from stdnum.il import hp, idnr

_NINE = 9
_FEWEST = 5
_SEEN = 3
_PASSPORT = re.compile(r"(?=.*[A-Z])(?=.*\d)[A-Z0-9]{6,20}")


def normalised(text: str) -> str:
    """Nine digits where the text is a number, otherwise its letters and digits in capitals; never raises."""
    compact = re.sub(r"[\W_]+", "", text).upper()
    is_number = compact.isascii() and compact.isdigit()
    return compact.zfill(_NINE) if is_number and _FEWEST <= len(compact) <= _NINE else compact


def is_identity_number(text: str) -> bool:
    """Whether the check digit of a person's (or dealer's) number holds."""
    number = normalised(text)
    return number.isascii() and number.isdigit() and len(number) == _NINE and bool(idnr.is_valid(number))


def is_identity(text: str) -> bool:
    """Whether it can stand as somebody's ID number: an Israeli one whose check digit holds, or a passport's."""
    return is_identity_number(text) or bool(_PASSPORT.fullmatch(normalised(text)))


def is_company_number(text: str) -> bool:
    """Whether it is the number of a company: nine digits from 5, check digit right."""
    number = normalised(text)
    return number.isascii() and number.isdigit() and len(number) == _NINE and bool(hp.is_valid(number))


def masked(text: str) -> str:
    """For logs: dots and the last three characters; all dots when there are not more than three."""
    number = normalised(text)
    seen = number[-_SEEN:] if len(number) > _SEEN * 2 else ""
    return "•" * (len(number) - len(seen)) + seen
