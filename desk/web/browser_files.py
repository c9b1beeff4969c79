"""Files that a browser gets with a page: our style and script, and htmx out of its wheel.

Each has its hash in its address, so that a browser keeps it for good and never shows an old one.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import files
from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

OURS: Final = Path(__file__).parent / "static"
WHEEL: Final = "django-htmx"
"""Ships htmx 4 (0BSD) for its own framework; only these two files of it are used."""

FROM_WHEEL: Final[Mapping[str, str]] = {
    "htmx.js": "htmx-4.min.js",
    "htmx-sse.js": "ext/hx-sse-4.min.js",
}
MEDIA_TYPES: Final[Mapping[str, str]] = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
HASH_DIGITS: Final = 12
SCRIPT: Final = "desk.js"
IMPORTED: Final = re.compile(r'(?:from|import) "\./(\w+\.js)"')


@dataclass(frozen=True, slots=True)
class BrowserFile:
    """One file as it lies on this machine, and the start of a SHA-256 that changes with it."""

    path: Path
    sha256: str


def address_of(name: str) -> str:
    """Return the address of a file; raise KeyError if there is no such file."""
    return f"/static/{_files()[name].sha256}/{name}"


@cache
def script_parts() -> tuple[str, ...]:
    """Return the addresses of our script's parts, for a browser that fetches them side by side.

    What one page alone loads beside the script is none of them.
    """
    found, left = set[str](), [SCRIPT]
    while left:
        name = left.pop()
        found.add(name)
        left += set(IMPORTED.findall((OURS / name).read_text(encoding="utf-8"))) - found
    return tuple(map(address_of, sorted(found)))


def browser_file(request: Request) -> Response:
    """Answer with a file; what is asked for by an older hash is gone."""
    found = _files().get(request.path_params["name"])
    if found is None or found.sha256 != request.path_params["sha256"]:
        raise HTTPException(404)
    return FileResponse(
        found.path,
        media_type=MEDIA_TYPES[found.path.suffix],
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )


@cache
def _files() -> Mapping[str, BrowserFile]:
    ours = {path.name: path for path in sorted(OURS.iterdir()) if path.suffix in MEDIA_TYPES}
    # The parts of our script find each other by name, beside each other: one hash for all of them.
    parts = b"".join(path.read_bytes() for path in ours.values() if path.suffix == ".js")
    packed = {str(path): path for path in files(WHEEL) or ()}
    theirs = {
        name: Path(str(packed[f"django_htmx/static/django_htmx/{inside}"].locate()))
        for name, inside in FROM_WHEEL.items()
    }
    return {
        name: BrowserFile(path, hashlib.sha256(content).hexdigest()[:HASH_DIGITS])
        for name, path in {**ours, **theirs}.items()
        for content in [parts if name in ours and path.suffix == ".js" else path.read_bytes()]
    }
