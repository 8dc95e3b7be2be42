"""Speaking SMTP to a server that a user named, without becoming their way into the machine's own network.

1. Only the ports of mail are spoken to.
2. The name is looked up once and that very address is connected to, so it cannot change in between.
3. Addresses of the machine's surroundings (link-local, where cloud machines keep their secrets; multicast; none) are
   refused; this machine itself is refused except where `settings.DEBUG` is on.
"""

import smtplib
import socket
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

PORTS = {25, 465, 587, 2525}
SECONDS = 10
METADATA = {"fd00:ec2::254", "100.100.100.200"}
"""where cloud machines keep their secrets outside the link-local range"""


class ForbiddenAddress(OSError):
    """The name leads to an address that mail has no business with."""


def address_of(host: str, port: int) -> str:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    address = str(found[0][4][0])
    if any(is_forbidden(str(one[4][0])) for one in found):
        raise ForbiddenAddress(address)
    return address


def is_forbidden(text: str) -> bool:
    address: Any = ip_address(text.split("%", maxsplit=1)[0])
    address = getattr(address, "ipv4_mapped", None) or address
    if address.is_loopback:
        return not settings.DEBUG
    near = address.is_link_local or str(address) in METADATA
    return bool(near or address.is_multicast or address.is_unspecified or address.is_reserved)


class Pinned(smtplib.SMTP):
    def _get_socket(self, host: str, port: int, timeout: float | None) -> Any:
        return socket.create_connection((address_of(host, port), port), timeout)


class PinnedSSL(smtplib.SMTP_SSL, Pinned):
    """The certificate is checked against the name, the line goes to the address that was checked."""


class PinnedBackend(EmailBackend):
    @property
    def connection_class(self) -> Any:
        return PinnedSSL if self.use_ssl else Pinned
