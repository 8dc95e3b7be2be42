"""Forms that were entered without reception and are sent when the line is back (docs/decisions/0007).

1. A form with a `client_key` is carried out once: sending it again changes nothing, whether or not the first answer arrived.
2. The key and what the form did are one transaction. A form that was refused leaves no key: mended, it is sent again.
3. What was entered happened when it was entered: the phone says how many seconds ago (its clock may be wrong, its count of
   seconds is not). More than three days are not believed, nor is what lies ahead.
4. Keys are kept for 60 days; a phone gives up earlier.
"""

import re
from datetime import datetime, timedelta

from kesher.businesses.models import Business, Staff

KEPT = timedelta(days=60)
LONGEST_AGO = timedelta(days=3)
_KEY = re.compile(r"[0-9A-Za-z-]{8,60}", re.ASCII)
_SECONDS = re.compile(r"[0-9]{1,6}", re.ASCII)


def key_from(text: str) -> str:
    """The key as it was sent; empty for anything else."""
    return text if _KEY.fullmatch(text) else ""


def receive(staff: Staff, *, key: str, now: datetime) -> bool:
    """Notes the key within the caller's transaction; whether it came for the first time."""
    _sending, is_new = staff.sendings.get_or_create(
        business_id=staff.business_id, client_key=key, defaults={"received_at": now}
    )
    return bool(is_new)


def moment_of(waited: str, *, now: datetime) -> datetime:
    """Rule 3; `waited`: the seconds, as the form has them."""
    ago = timedelta(seconds=int(waited)) if _SECONDS.fullmatch(waited) else timedelta()
    return now - ago if ago <= LONGEST_AGO else now


def forget_old(business: Business, *, now: datetime) -> None:
    business.sendings.filter(received_at__lt=now - KEPT).delete()
