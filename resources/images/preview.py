"""Previews: a picture made to fit a page beside other facts, from the whole that is kept."""

import io
from functools import lru_cache
from pathlib import Path

from PIL import ImageOps

from resources.images.decoding import opened

BOX_PX = (640, 420)
"""Dagster's table of facts leaves 700 px on a screen of 1440; a poster stays on one screen."""
QUALITY = 85
KEPT = 500
"""Previews of 50 kB each that a process remembers."""


def preview(picture: Path) -> bytes:
    """Return a JPEG that fits the box, never larger than the picture.

    Raises:
        PermanentError: it is no picture that can be read.
    """
    return _preview(picture, picture.stat().st_mtime_ns)


@lru_cache(maxsize=KEPT)
def _preview(picture: Path, changed_ns: int) -> bytes:
    image = opened(picture).convert("RGB")
    if image.width > BOX_PX[0] or image.height > BOX_PX[1]:
        image = ImageOps.contain(image, BOX_PX)
    written = io.BytesIO()
    image.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()
