"""How who is behind an inquiry or a meeting is reached: by telephone, by WhatsApp, on the road.

1. Called is the number that came with it, else the customer's.
2. Written to is the first of the two that is a mobile number; a landline, or what was not read as a number, is not.
3. One drives to the place that is named, else to the site's address.
"""

from typing import Any
from urllib.parse import quote

from kesher.customers import numbers


def of(subject: Any, *, phone: str = "", place: str = "") -> dict[str, str]:
    """Of an inquiry or a meeting on which these stand: what is dialled, and the addresses of chat and way."""
    phones = (phone, subject.customer.phone if subject.customer else "")
    place = place or (subject.site.address if subject.site else "")
    mobile = mobile_of(*phones)
    return {
        "phone": first(*phones),
        "whatsapp": f"https://wa.me/{mobile[1:]}" if mobile else "",
        "place": place,
        "navigate": f"https://waze.com/ul?q={quote(place)}&navigate=yes" if place else "",
    }


def first(*phones: str) -> str:
    """Rule 1."""
    return next((one for one in phones if one), "")


def mobile_of(*phones: str) -> str:
    """Rule 2."""
    return next((one for one in phones if one and numbers.is_mobile(one)), "")
