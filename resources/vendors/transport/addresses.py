"""Which addresses an answer may lead to: those of the public network, in whatever way written."""

import ipaddress
import socket
from contextlib import suppress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""RFC 6052: the last 32 bits are an IPv4 address that a gateway translates to."""
INNER = tuple(
    ipaddress.ip_network(one)
    for one in ("168.63.129.16", "192.0.0.0/24", "192.88.99.0/24", "fec0::/10", "3fff::/20")
)
"""What Python calls global and is none: Azure's own services on every machine of theirs, protocols
of one network with Oracle's metadata (RFC 6890), relays of 6to4 (RFC 7526), addresses of one site
(RFC 3879) and of documents (RFC 9637)."""


def resolved(host: str, port: int) -> list[str]:
    """Return what a host stands for, each once; nothing for a name that only a proxy can look up."""
    with suppress(OSError, UnicodeError):
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(one[4][0]) for one in found))
    return []


def why_not_public(text: str) -> str:
    """Say why an address is none of the public network's; empty when it is one."""
    if "%" in text:
        return f"{text} is an address of one link alone"
    address = ipaddress.ip_address(text)
    inner = _inner(address)
    if not address.is_global and inner is None or not _is_public(inner or address):
        return f"{text} is none of the public network's"
    return ""


def _is_public(address: Address) -> bool:
    special = address.is_multicast or address.is_reserved or any(address in one for one in INNER)
    return address.is_global and not special


def _inner(address: Address) -> Address | None:
    """Return the IPv4 address that an IPv6 address carries, if it does."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour
