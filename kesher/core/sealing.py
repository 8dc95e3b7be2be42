"""Secrets at rest (a mail server's password): encrypted with a key drawn from SECRET_KEY.

1. What was sealed can be opened by this installation only.
2. What cannot be opened (another key, damage) is None, so that the page asks for it again.
"""

import base64
from hashlib import scrypt

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def sealed(text: str) -> str:
    return box().encrypt(text.encode()).decode()


def opened(text: str) -> str | None:
    try:
        return box().decrypt(text.encode()).decode()
    except InvalidToken:
        return None


def box() -> Fernet:
    """SECRET_KEY is random already, so the derivation only needs to separate this use from others."""
    key = scrypt(settings.SECRET_KEY.encode(), salt=b"kesher.core.sealing", n=2**10, r=8, p=1, dklen=32)
    return Fernet(base64.urlsafe_b64encode(key))
