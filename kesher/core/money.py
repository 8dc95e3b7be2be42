"""Money: whole agorot everywhere, shekels only where people read and type.

1. A sum is an integer of agorot; half an agora is rounded away from zero, here and nowhere else.
2. It is shown with thousands and two decimals as CLDR has it: 1,234.50 ₪ in Hebrew, ₪1,234.50 in English. The marks
   of direction keep minus and shekel sign in place inside a sentence of either direction.
3. Typed sums may hold a shekel sign, the word, spaces, thousands, a minus on either side, and up to two decimals. One
   separator before exactly three digits counts as thousands when it is a comma and is unclear when it is a point.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

_LARGEST = 10**12
_MOST_CHARACTERS = 20
_WORDS = re.compile(
    r"[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]|₪|nis|ils|ש[\"״'׳]?ח|שקלים|שקל", re.IGNORECASE
)
_SUM = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{0,2})?|\.\d{1,2}", re.ASCII)
_COMMA_DECIMALS = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2}", re.ASCII)


class UnclearSum(ValueError):
    """The text is no sum of money; its first argument is the sentence for the user."""


def rounded(amount: Decimal) -> int:
    """Whole agorot, half away from zero."""
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def from_shekels(amount: Decimal | int) -> int:
    """Agorot of an amount in shekels."""
    return rounded(Decimal(amount) * 100)


def shown(agorot: int, language: str = "he") -> str:
    """The sum as people read it in a sentence of this language (rule 2)."""
    whole, rest = divmod(abs(agorot), 100)
    minus = "-" if agorot < 0 else ""
    if language.startswith("he"):
        return f"\u200f{minus}{whole:,}.{rest:02d}\u00a0\u200f₪"
    return f"{minus}₪{whole:,}.{rest:02d}"


def plain(agorot: int) -> str:
    """The sum for a form field or a CSV file: 1234.50."""
    whole, rest = divmod(abs(agorot), 100)
    return f"{'-' if agorot < 0 else ''}{whole}.{rest:02d}"


def parsed(text: str) -> int:
    """Agorot of a typed sum in shekels; raises UnclearSum."""
    compact = _WORDS.sub("", text).replace("\u2212", "-")
    negative = compact.startswith("-") or compact.endswith("-")
    digits = compact.removeprefix("-") if compact.startswith("-") else compact.removesuffix("-")
    agorot = from_shekels(Decimal(_decimal(digits)))
    if agorot > _LARGEST:
        raise UnclearSum(_("This sum is too large."))
    return -agorot if negative else agorot


def _decimal(digits: str) -> str:
    if len(digits) <= _MOST_CHARACTERS:
        if _SUM.fullmatch(digits):
            return digits.replace(",", "")
        if _COMMA_DECIMALS.fullmatch(digits):
            return digits.replace(".", "").replace(",", ".")
    raise UnclearSum(_("A sum is written like 1,234.50."))
