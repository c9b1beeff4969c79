"""Thumbnails: one picture, darkened where the title stands in big legible type."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from factory.characters import one_line, without_hidden
from factory.errors import BadInput, PermanentError
from factory.typefaces import TITLE_FONT
from resources import fonts

TITLE_FONTS = (TITLE_FONT, "Poppins ExtraBold")
"""The first that can draw the title is taken; together they cover Latin, Vietnamese and Hindi."""

WHITE, INK, ACCENT = (255, 255, 255), (10, 12, 18), (255, 214, 51)
MOST_CHARS = 120
MOST_LINES = 4
LINE_EM = 1.16
OUTLINE_EM = 0.045
SMALLEST = 0.055
"""Of the shorter side: below this a title cannot be read on a phone and is cut instead."""
SECOND_LANGUAGE_CAPITALS = "ıİğĞ"
"""Letters of Turkish and its kin, whose capital of `i` is not `I`: their case is left alone."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where the title may stand, in pixels, and how it is set there."""

    left: float
    bottom: float
    width: float
    height: float
    largest_px: float
    smallest_px: float
    centred: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """A title cut into lines at one size."""

    lines: tuple[str, ...]
    size_px: int


def design(picture: Path, title: str, width: int, height: int) -> tuple[Image.Image, Setting]:
    """Return the thumbnail and how its title was set.

    Raises:
        BadInput: no shipped font has the title's letters.
        PermanentError: the picture cannot be read.
    """
    canvas = _cover(picture, width, height)
    font, text = _typeface(title)
    box = _box(width, height)
    setting = fit(text, font, box)
    if setting.lines:
        canvas = _darkened(canvas, box, setting)
        _letter(canvas, setting, font, box)
    return canvas, setting


def fit(text: str, font: str, box: Box) -> Setting:
    """Return the largest setting of a text in at most `MOST_LINES` lines that the box holds.

    A text that is still too long at the smallest size loses its last words to an ellipsis.
    """
    words = text[:MOST_CHARS].split()
    if len(text) > MOST_CHARS:
        words = _shorter(words)
    while words:
        setting = _largest(words, font, box)
        if setting.size_px >= box.smallest_px:
            return setting
        words = _shorter(words)
    return Setting((), 0)


def balanced(widths: Sequence[float], space: float, count: int) -> list[tuple[int, int]]:
    """Cut words into at most `count` lines so that the widest is as narrow as can be."""

    def line_width(start: int, end: int) -> float:
        return sum(widths[start:end]) + space * (end - start - 1)

    total = len(widths)
    spans = [(a, b) for a in range(total) for b in range(a + 1, total + 1)]
    for limit in sorted({line_width(a, b) for a, b in spans}):
        lines: list[tuple[int, int]] = []
        start = 0
        while start < total and len(lines) <= count:
            end = start + 1
            while end < total and line_width(start, end + 1) <= limit:
                end += 1
            lines.append((start, end))
            start = end
        if len(lines) <= count and all(line_width(a, b) <= limit for a, b in lines):
            return lines
    return [(0, total)]


def _cover(picture: Path, width: int, height: int) -> Image.Image:
    try:
        with Image.open(picture) as opened:
            source = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, Image.DecompressionBombError) as error:
        raise PermanentError(
            f"could not make a thumbnail: {picture.name} cannot be read ({error}); "
            "make the pictures again"
        ) from error
    fitted = ImageOps.fit(source, (width, height), Image.Resampling.LANCZOS)
    return ImageEnhance.Color(ImageEnhance.Contrast(fitted).enhance(1.06)).enhance(1.12)


def _typeface(title: str) -> tuple[str, str]:
    text = one_line(without_hidden(title))
    if not set(text) & set(SECOND_LANGUAGE_CAPITALS):
        text = text.upper()
    refusal: BadInput | None = None
    for font in TITLE_FONTS:
        try:
            return font, fonts.drawable(text, font)
        except BadInput as error:
            refusal = refusal or error
    raise refusal or BadInput("there is no font for titles")


def _box(width: int, height: int) -> Box:
    """Return where the title stands: below left of a wide picture, low in an upright one."""
    short = min(width, height)
    if width > height:
        # The lower right corner belongs to the length that players print there.
        return Box(
            left=0.05 * width,
            bottom=0.925 * height,
            width=0.74 * width,
            height=0.62 * height,
            largest_px=0.215 * short,
            smallest_px=SMALLEST * short,
            centred=False,
        )
    return Box(
        left=0.08 * width,
        bottom=0.78 * height,
        width=0.84 * width,
        height=0.36 * height,
        largest_px=0.165 * short,
        smallest_px=SMALLEST * short,
        centred=True,
    )


def _largest(words: Sequence[str], font: str, box: Box) -> Setting:
    widths = [fonts.text_width(word, font, 1) for word in words]
    space = fonts.text_width(" ", font, 1)
    best = Setting((), 0)
    for count in range(1, MOST_LINES + 1):
        spans = balanced(widths, space, count)
        lines = tuple(" ".join(words[a:b]) for a, b in spans)
        widest = max(fonts.text_width(line, font, 1) for line in lines) + 2 * OUTLINE_EM
        size = min(box.largest_px, box.width / widest, box.height / (LINE_EM * len(lines)))
        if int(size) > best.size_px:
            best = Setting(lines, int(size))
    return best


def _shorter(words: Sequence[str]) -> list[str]:
    """Take the last word away, or the last letters of the only one, and leave an ellipsis."""
    if len(words) > 1:
        kept = list(words[:-1])
        kept[-1] = kept[-1].rstrip("…,;:.-–— ") + "…"
        return kept
    letters = words[0].rstrip("…")[:-1]
    return [letters + "…"] if letters else []


def _darkened(canvas: Image.Image, box: Box, setting: Setting) -> Image.Image:
    """Darken the picture under the title, softly, so that white type stands out on anything."""
    width, height = canvas.size
    top = box.bottom - LINE_EM * setting.size_px * len(setting.lines)
    reach = 0.28 * height
    rows = np.clip((np.arange(height) - (top - reach)) / reach, 0, 1)
    down = rows * rows * (3 - 2 * rows)
    across = np.ones(width)
    if not box.centred:
        columns = np.clip((np.arange(width) / width - 0.55) / 0.45, 0, 1)
        across = 1 - 0.55 * columns
    shade = 0.68 * down[:, None] * across[None, :] + 0.06
    # Half a step of noise keeps a long soft gradient from showing bands.
    noise = np.random.default_rng(1).random((height, width, 1), dtype=np.float32)
    pixels = np.asarray(canvas, dtype=np.float32) * (1 - shade[..., None].astype(np.float32))
    pixels += np.asarray(INK, dtype=np.float32) * shade[..., None].astype(np.float32)
    return Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8))


def _letter(canvas: Image.Image, setting: Setting, font: str, box: Box) -> None:
    face = fonts.sized(font, setting.size_px)
    size, outline = setting.size_px, max(2, round(OUTLINE_EM * setting.size_px))
    middle = box.left + box.width / 2
    x, anchor = (middle, "ms") if box.centred else (box.left + outline, "ls")
    baselines = [box.bottom - 0.16 * size - LINE_EM * size * n for n in range(len(setting.lines))][
        ::-1
    ]
    shadow = Image.new("L", canvas.size, 0)
    shade = ImageDraw.Draw(shadow)
    for line, y in zip(setting.lines, baselines, strict=True):
        shade.text((x, y + 0.05 * size), line, 210, face, anchor, stroke_width=outline)
    canvas.paste(INK, mask=shadow.filter(ImageFilter.GaussianBlur(0.07 * size)))
    draw = ImageDraw.Draw(canvas)
    for line, y in zip(setting.lines, baselines, strict=True):
        draw.text((x, y), line, WHITE, face, anchor, stroke_width=outline, stroke_fill=INK)
    # Accents and the headline of Hindi letters stand higher than Latin capitals.
    bar_y = draw.textbbox((x, baselines[0]), setting.lines[0], face, anchor)[1] - 0.16 * size
    bar_x = middle - 0.45 * size if box.centred else box.left + outline
    bar = (bar_x, bar_y - 0.09 * size, bar_x + 0.9 * size, bar_y)
    draw.rectangle(bar, fill=ACCENT)
