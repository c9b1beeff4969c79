"""Contact sheets: many pictures on one small page, in order, each with its label."""

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from factory.errors import PermanentError
from factory.text.hidden_characters import one_line, without_hidden
from resources.images import fonts
from resources.images.decoding import KINDS

PAGE, PLATE, TEXT = (18, 20, 26), (34, 37, 46), (214, 218, 226)
LABEL_FONT = "Poppins Medium"
TILE_PX = 260
"""Longer side of a picture on the sheet, when there are few."""
PAGE_PX = 2000
"""Longest side of a sheet of many pictures."""
GAP_PX, LABEL_PX = 14, 15
WORKERS = 2
"""Pictures decoded at a time; a whole one is in memory for each."""


def lay_out(pictures: Sequence[Path], labels: Sequence[str]) -> Image.Image:
    """Return one page with all pictures, in rows from left to right.

    Raises:
        PermanentError: a picture cannot be read, or there is none.
    """
    if not pictures:
        raise PermanentError("could not make a contact sheet: there are no pictures")
    width, height = _tile(pictures[0], len(pictures))
    columns = _columns(len(pictures), width, height)
    rows = math.ceil(len(pictures) / columns)
    step_x, step_y = width + GAP_PX, height + GAP_PX + 2 * LABEL_PX
    page = Image.new("RGB", (columns * step_x + GAP_PX, rows * step_y + GAP_PX), PAGE)
    draw = ImageDraw.Draw(page)
    face = fonts.sized(LABEL_FONT, LABEL_PX)
    with ThreadPoolExecutor(WORKERS) as pool:
        tiles = list(pool.map(lambda picture: _small(picture, width, height), pictures))
    for n, (small, label) in enumerate(zip(tiles, labels, strict=True)):
        x, y = GAP_PX + n % columns * step_x, GAP_PX + n // columns * step_y
        draw.rectangle((x, y, x + width - 1, y + height - 1), fill=PLATE)
        page.paste(small, (x + (width - small.width) // 2, y + (height - small.height) // 2))
        draw.text((x + 1, y + height + LABEL_PX + 3), _label(label, width), TEXT, face, "ls")
    return page


def _tile(picture: Path, count: int) -> tuple[int, int]:
    """Return the size of a tile with the shape of the first picture."""
    width, height = _small(picture, TILE_PX, TILE_PX).size
    longest = min(TILE_PX, PAGE_PX // math.ceil(math.sqrt(count)) - GAP_PX)
    scale = max(24, longest) / max(width, height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _columns(count: int, width: int, height: int) -> int:
    """Return how many columns make a page that is somewhat wider than high."""
    wanted = math.sqrt(count * (height + GAP_PX + 2 * LABEL_PX) / (width + GAP_PX) * 1.8)
    return max(1, min(count, round(wanted)))


def _small(picture: Path, width: int, height: int) -> Image.Image:
    try:
        with Image.open(picture, formats=KINDS) as opened:
            # A JPEG is decoded at a fraction of its size straight away.
            opened.draft("RGB", (width * 2, height * 2))
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, Image.DecompressionBombError) as error:
        raise PermanentError(
            f"could not make a contact sheet: {picture.name} cannot be read ({error})"
        ) from error
    return ImageOps.contain(upright, (width, height), Image.Resampling.LANCZOS)


def _label(label: str, width: int) -> str:
    text = one_line(without_hidden(label))
    text = one_line("".join(c for c in text if not fonts.missing_glyphs(c, LABEL_FONT)))
    if fonts.text_width(text, LABEL_FONT, LABEL_PX) <= width:
        return text
    while text and fonts.text_width(text + "…", LABEL_FONT, LABEL_PX) > width:
        text = text[:-1]
    return text + "…"
