"""Files of videos, handed to a browser so that it shows them and runs none of them."""

from collections.abc import Callable
from html import escape
from pathlib import Path, PurePosixPath
from textwrap import wrap
from unicodedata import east_asian_width

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

FILES = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; "
    "sandbox allow-same-origin; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""A stored file is looked at and never runs. The style is the browser's own, around a video, which
it fetches as this origin: hence a sandbox that keeps its origin, and still runs no script."""

SHOWN = {
    ".mp4": "video/mp4",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".vtt": "text/vtt",
    ".json": "application/json",
    ".srt": "text/plain",
    ".ass": "text/plain",
    ".txt": "text/plain",
    ".md": "text/plain",
}
"""What a browser shows; any other file is saved, whatever it says it is."""

OWN_PAGES = {"dossier.html": "text/html"}
"""Pages that the factory itself writes; any other page is saved."""


DRAWN = frozenset({"poster.jpg", "thumbnail.jpg"})
"""Pictures that stand for a video in lists and players."""
LETTERS_A_LINE, MOST_LINES, LINE_PX = 11, 3, 96
"""Of a title that is drawn in place of a picture: as large as a list's small pictures need."""


def file_response(root: Path, name: str) -> FileResponse:
    """Return one file under a folder, in whole or the bytes that were asked for.

    Raises:
        HTTPException: 404 for what is no ordinary file inside the folder: a way out of it by `..`, by
            an absolute name or through a link, a hidden name, a folder.
    """
    path = _found(root, name)
    media_type = OWN_PAGES.get(name) or SHOWN.get(path.suffix.lower())
    return FileResponse(
        path,
        media_type=media_type or "application/octet-stream",
        filename=None if media_type else path.name,
        headers={"Content-Security-Policy": FILES, "Cache-Control": "private, no-cache"},
    )


def preview_response(
    root: Path, name: str, shrink: Callable[[Path], bytes], title: Callable[[], str]
) -> Response:
    """Return a picture made to fit a page; in place of a poster or thumbnail that is not there the title is drawn.

    Args:
        root: the folder that holds it.
        name: of the whole picture, below the folder.
        shrink: makes the JPEG.
        title: says what the video is called.

    Raises:
        HTTPException: 404 for what `file_response` refuses, and for what is no picture.
    """
    try:
        path = _found(root, name)
    except HTTPException:
        if name not in DRAWN:
            raise
        headers = {"Content-Security-Policy": FILES, "Cache-Control": "private, no-cache"}
        return Response(_lettered(title()), media_type="image/svg+xml", headers=headers)
    if not SHOWN.get(path.suffix.lower(), "").startswith("image/"):
        raise HTTPException(404)
    headers = {"Content-Security-Policy": FILES, "Cache-Control": "private, max-age=60"}
    return Response(shrink(path), media_type="image/jpeg", headers=headers)


def _lettered(title: str) -> str:
    """Return a picture of 640 by 360 that holds the title; its colours stand on light and dark pages."""
    lines = _lines(title)
    top = 180 - LINE_PX * (len(lines) - 1) / 2
    words = "".join(
        f'<tspan x="320" y="{top + n * LINE_PX:g}">{escape(line)}</tspan>'
        for n, line in enumerate(lines)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360">'
        '<rect width="640" height="360" fill="#5f5b53"/><text fill="#faf9f6" font-size="84" '
        'font-family="sans-serif" font-weight="bold" text-anchor="middle" '
        f'dominant-baseline="central">{words}</text></svg>'
    )


def _lines(title: str) -> list[str]:
    """Return a title in lines that fit; a letter of Chinese, Japanese or Korean is as wide as two others.

    A line ends between words, and before or after any wide letter.
    """
    if not any(map(_is_wide, title)):
        return wrap(title, LETTERS_A_LINE, max_lines=MOST_LINES, placeholder=" …")
    lines = [""]
    for part in _parts(title):
        if lines[-1] and _width(lines[-1] + part.rstrip()) > LETTERS_A_LINE:
            lines.append("")
        lines[-1] += part if lines[-1] else part.lstrip()
        while _width(lines[-1].rstrip()) > LETTERS_A_LINE:  # a word longer than a line
            lines[-1:] = [lines[-1][:LETTERS_A_LINE], lines[-1][LETTERS_A_LINE:]]
    lines = [line.strip() for line in lines]
    if len(lines) <= MOST_LINES:
        return lines
    last = lines[MOST_LINES - 1]
    while _width(f"{last}…") > LETTERS_A_LINE:
        last = last[:-1]
    return [*lines[: MOST_LINES - 1], f"{last}…"]


def _parts(title: str) -> list[str]:
    """Return what no line is cut in: a wide letter, or a word of others, each with its space after it."""
    parts = [""]
    for letter in " ".join(title.split()):
        ends = parts[-1].endswith(" ") or (parts[-1] and _is_wide(parts[-1][-1]))
        if letter != " " and (ends or _is_wide(letter)):
            parts.append("")
        parts[-1] += letter
    return [part for part in parts if part]


def _width(text: str) -> int:
    return sum(2 if _is_wide(letter) else 1 for letter in text)


def _is_wide(letter: str) -> bool:
    return east_asian_width(letter) in "WF"


def _found(root: Path, name: str) -> Path:
    parts = PurePosixPath(name).parts
    path = root.joinpath(*parts)
    hidden = any(part.startswith((".", "/")) for part in parts)
    try:
        there = not hidden and bool(parts) and path.is_file() and _inside(path, root)
    except (OSError, ValueError):  # a name that is too long, or holds NUL
        there = False
    if not there:
        raise HTTPException(404)
    return path


def _inside(path: Path, root: Path) -> bool:
    """Whether a file is where it says, so that no link on the way leads elsewhere."""
    return path.resolve() == root.resolve() / path.relative_to(root)
