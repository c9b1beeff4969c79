"""Picture lines: lines of a brief's words that say what is shown, and are not spoken.

`show: Cape Hatteras`, `show: tower.jpg` and `![the tower](tower.jpg)` are such lines. `Brief.words` keeps each
as a paragraph of its own before the paragraph that it belongs to, always in the first form.
"""

import re
from pathlib import PurePath

SHOW = "show: "
PICTURE_ENDINGS = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp", ".gif", ".avif"}
    | {".heic", ".heif"}
)
CLIP_ENDINGS = frozenset(
    {".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi", ".mpg", ".mpeg", ".ts", ".m2ts"}
    | {".mts", ".3gp", ".flv", ".ogv", ".wmv"}
)
"""Of the files that can be shown; they tell a file's name from words."""

MOST_ASKED = 200
_SHOW = re.compile(r"[ \t]{0,3}show[ \t]*:[ \t]*(\S.*)", re.IGNORECASE)
_IMAGE = re.compile(r"[ \t]{0,3}!\[([^\[\]]{0,500})\]\(([^()\n]{0,500})\)[ \t]*")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def asked_in(line: str) -> str | None:
    """Return what a line asks to be shown: a file's name, or words; None of any other line.

    A picture on the web is not fetched: what is written for it is asked for instead.
    """
    if show := _SHOW.fullmatch(line.rstrip()):
        return show[1].strip()[:MOST_ASKED]
    image = _IMAGE.fullmatch(line)
    if image is None:
        return None
    words, target = image[1].strip(), image[2].strip().strip("<>")
    elsewhere = _ADDRESS.match(target) is not None
    return (words if elsewhere or not target else target)[:MOST_ASKED] or None


def asks_for_file(asked: str) -> bool:
    """Tell whether a picture or clip is asked for by its file's name."""
    return PurePath(asked).suffix.lower() in PICTURE_ENDINGS | CLIP_ENDINGS
