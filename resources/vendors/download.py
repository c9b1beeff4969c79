"""Fetching a vendor's file: streamed to disk, bounded, and never taken for whole when it is not."""

import ipaddress
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx2

from factory.errors import PermanentError, TransientError
from resources.machine.credentials import hidden

MAX_FILE_BYTES = 2 * 1024**3
MAX_PICTURE_BYTES = 128 * 1024**2
SILENT_SECONDS = 60.0
LONGEST_SECONDS = 1800.0
"""A file that trickles in for longer never comes."""


def download(
    url: str, target: Path, doing: str, own: str, most_bytes: int = MAX_FILE_BYTES
) -> tuple[int, int]:
    """Write what lies at an address to a file; return HTTP status and bytes.

    Args:
        url: as a vendor gave it; public, no key is sent.
        target: overwritten if it exists.
        doing: for messages, after `could not`.
        own: the vendor's own address. Only there may a file lie on this machine or network, or
            come without TLS: an answer must not make the factory read what is not the vendor's.
        most_bytes: what the file may have.

    Raises:
        TransientError: the connection failed, or broke before the end.
        PermanentError: the file is larger, or the address is none of the public network's.
    """

    def refuse(request: httpx2.Request) -> None:
        if _place(request.url) != _place(httpx2.URL(own)):
            _refuse_private(request.url, doing)

    began = time.monotonic()
    try:
        with (
            httpx2.Client(
                follow_redirects=True, timeout=SILENT_SECONDS, event_hooks={"request": [refuse]}
            ) as client,
            client.stream("GET", url) as answer,
            target.open("wb") as file,
        ):
            for block in answer.iter_bytes():
                file.write(block)
                if file.tell() > most_bytes:
                    raise PermanentError(
                        f"could not {doing}: the file has more than {most_bytes:,} bytes; "
                        "wanted: fewer",
                        charged=True,
                    )
                if time.monotonic() - began > LONGEST_SECONDS:
                    raise TransientError(
                        f"could not {doing}: only {file.tell():,} bytes came in "
                        f"{LONGEST_SECONDS:.0f} s"
                    )
            return answer.status_code, file.tell()
    except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
        raise _refused(url, doing, str(error)) from None
    except (httpx2.TransportError, httpx2.TooManyRedirects, httpx2.DecodingError) as error:
        raise TransientError(
            f"could not {doing}: the download broke off: {hidden(error)}"
        ) from None


def _place(url: httpx2.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _refuse_private(url: httpx2.URL, doing: str) -> None:
    """Refuse an address without TLS, and one of this machine or of a private network."""
    if url.scheme != "https":
        raise _refused(str(url), doing, "it is no https address")
    for address in _addresses(url.host):
        if not address.is_global:
            raise _refused(str(url), doing, f"{address} is none of the public network's")


def _addresses(host: str) -> Iterator[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """Yield what a host stands for; nothing for a name that only a proxy can look up."""
    with suppress(OSError, UnicodeError):
        for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM):
            yield ipaddress.ip_address(str(found[4][0]).partition("%")[0])


def _refused(url: str, doing: str, why: str) -> PermanentError:
    return PermanentError(
        f"could not {doing}: the vendor's answer names {hidden(url)[:200]!r}, and {hidden(why)}; "
        "nothing was fetched from there",
        charged=True,
    )
