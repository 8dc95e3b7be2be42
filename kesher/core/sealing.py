"""Secrets at rest (a mail server's password): encrypted with a key drawn from SECRET_KEY.

1. What was sealed can be opened by this installation only.
2. What cannot be opened (another key, damage, sealed longer ago than it lasts) is None, so that the page asks again.
"""

import base64
from datetime import timedelta
from hashlib import scrypt

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def sealed(text: str) -> str:
    return box().encrypt(text.encode()).decode()


def opened(text: str, *, lasts: timedelta | None = None) -> str | None:
    try:
        return box().decrypt(text.encode(), ttl=int(lasts.total_seconds()) if lasts else None).decode()
    except InvalidToken:
        return None


def box() -> Fernet:
    """SECRET_KEY is random already, so the derivation only needs to separate this use from others."""
    key = scrypt(settings.SECRET_KEY.encode(), salt=b"kesher.core.sealing", n=2**10, r=8, p=1, dklen=32)
    return Fernet(base64.urlsafe_b64encode(key))
