"""The installation's own pair of keys for web push (VAPID, RFC 8292).

1. The pair is made on first use and kept in the data folder (mode 0600, inside the backup), as the activation key is.
2. Browsers get the public half when they subscribe; it stays the same, or all subscriptions would be lost.
3. Two processes that make it at the same moment end up with one pair.
"""

import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings
from py_vapid import Vapid

from kesher.businesses.activating import encoded


def own() -> Vapid:
    path = Path(settings.DATA) / "push_key.pem"
    if not path.exists():
        make(path)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    pair: Vapid = Vapid(key)  # type: ignore[no-untyped-call]
    return pair


def make(path: Path) -> None:
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(pem)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def public_key() -> str:
    """As browsers take it (applicationServerKey)."""
    point = own().public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return encoded(point)
