"""Fetching a vendor's file: streamed to disk, bounded, and never taken for whole when it is not."""

import time
from dataclasses import replace
from pathlib import Path

import httpx2

from factory.errors import PermanentError, TransientError
from resources.machine.credentials import hidden
from resources.vendors.transport.guarded import (
    GuardedTransport,
    Limits,
    UnusableAnswer,
    WrongAddress,
)

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
        if _place(request.url) != _place(httpx2.URL(own)) and request.url.scheme != "https":
            raise _refused(str(request.url), doing, "it is no https address")

    limits = Limits(LONGEST_SECONDS, most_bytes, public_only=True, detours=True)
    at_home = GuardedTransport(replace(limits, public_only=False))
    began, came = time.monotonic(), 0
    try:
        with (
            httpx2.Client(
                transport=GuardedTransport(limits),
                mounts={_origin(own): at_home},
                follow_redirects=True,
                timeout=SILENT_SECONDS,
                event_hooks={"request": [refuse]},
            ) as client,
            client.stream("GET", url) as answer,
            target.open("wb") as file,
        ):
            for block in answer.iter_bytes():
                came += file.write(block)
            return answer.status_code, came
    except UnusableAnswer as error:
        raise PermanentError(f"could not {doing}: {hidden(error)}", charged=True) from None
    except WrongAddress as error:
        raise _refused(url, doing, str(error)) from None
    except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
        raise _refused(url, doing, str(error)) from None
    except (httpx2.TransportError, httpx2.TooManyRedirects, httpx2.DecodingError) as error:
        seconds = time.monotonic() - began
        raise TransientError(
            f"could not {doing}: the download broke off after {came:,} bytes and {seconds:.0f} s:"
            f" {hidden(error)}"
        ) from None


def _origin(own: str) -> str:
    parts = httpx2.URL(own)
    return f"{parts.scheme}://{parts.host}" + (f":{parts.port}" if parts.port else "")


def _place(url: httpx2.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _refused(url: str, doing: str, why: str) -> PermanentError:
    return PermanentError(
        f"could not {doing}: the vendor's answer names {hidden(url)[:200]!r}, and {hidden(why)}; "
        "nothing was fetched from there",
        charged=True,
    )
