"""What a telephone number is called in a file: work, home, mobile.

1. The standard words stand in the file in English and are shown in the language of whoever reads them; any other label
   stays as it is.
2. In a card a label of its own comes before its types; what a type says of the technique (voice, pref) is no label.
"""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kesher.core.sheets.cards import Property
from kesher.core.words import folded

_STANDARD = {
    "fax": ("Fax", _("Fax")), "cell": ("Mobile", _("Mobile")), "mobile": ("Mobile", _("Mobile")),
    "main": ("Main", _("Main")), "work": ("Work", _("Work")), "home": ("Home", _("Home")), "other": ("Other", _("Other")),
}  # fmt: skip
"""the type of a card: its word in a file, and as it is shown; the first that fits counts"""
_TECHNIQUES = {
    "pref", "voice", "msg", "text", "video", "textphone", "internet", "iphone", "uri", "bbs", "modem", "isdn", "pcs", "x400",
}  # fmt: skip
_OF_APPLE = re.compile(r"_\$!<(.*)>!\$_")


def shown(label: str) -> str:
    """Rule 1."""
    plain = label.strip()
    return str(_STANDARD[folded(plain)][1]) if folded(plain) in _STANDARD else plain


def of_cards(properties: Iterable[Property]) -> dict[str, str]:
    """The labels that a card gives itself: {group: label}."""
    own = (one for one in properties if one.name == "X-ABLABEL" and one.group)
    return {one.group: _OF_APPLE.sub(r"\1", one.text) for one in own}


def of_number(number: Property, own: dict[str, str]) -> str:
    """Rule 2; `own` as `of_cards` gives it."""
    standard = next((word for kind, (word, _shown) in _STANDARD.items() if kind in number.types), "")
    others = sorted(number.types - _TECHNIQUES - set(_STANDARD))
    return own.get(number.group) or standard or next((one.removeprefix("x-") for one in others), "")
