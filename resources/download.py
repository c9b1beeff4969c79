"""Fetching a vendor's file: streamed to disk, bounded, and never taken for whole when it is not."""

from pathlib import Path

import httpx2

from factory.errors import PermanentError, TransientError
from resources.keys import hidden

MAX_FILE_BYTES = 2 * 1024**3
SILENT_SECONDS = 60.0


def download(url: str, target: Path, doing: str) -> tuple[int, int]:
    """Write what lies at an address to a file; return HTTP status and bytes.

    Args:
        url: public; no key is sent.
        target: overwritten if it exists.
        doing: for messages, after `could not`.

    Raises:
        TransientError: the connection failed, or broke before the end.
        PermanentError: the file is larger than 2 GiB.
    """
    try:
        with (
            httpx2.stream("GET", url, follow_redirects=True, timeout=SILENT_SECONDS) as answer,
            target.open("wb") as file,
        ):
            for block in answer.iter_bytes():
                file.write(block)
                if file.tell() > MAX_FILE_BYTES:
                    raise PermanentError(f"could not {doing}: the file is over 2 GiB", charged=True)
            return answer.status_code, file.tell()
    except httpx2.TransportError as error:
        raise TransientError(
            f"could not {doing}: the download broke off: {hidden(error)}"
        ) from None
