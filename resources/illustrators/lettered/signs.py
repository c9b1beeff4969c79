"""Signs: drawn subjects as a form and the ink on it, from fonts in packages that are never run, or our own.

Noto Emoji (OFL-1.1) is drawn in ink already; Material Design Icons (Apache-2.0), Phosphor (MIT) and Font
Awesome's font (OFL-1.1) are flat shapes: their gaps become ink, and a line is drawn around them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from factory.errors import BadInput
from resources.illustrators.lettered.own_people import PEOPLE
from resources.illustrators.lettered.own_signs import own_sign
from resources.illustrators.lettered.own_vehicles import VEHICLES
from resources.illustrators.lettered.sign_colours import COLOURS
from resources.illustrators.scenery.painting.pixels import Field
from resources.machine.data_packages import data_file

SETS: Mapping[str, str] = {
    "": "materialdesignicons6-webfont{}-6.9.96",
    "phosphor": "phosphor{}-1.3.0",
    "fa5": "fontawesome5-solid-webfont{}-5.15.4",
}
OWN = "drawn"
INKED_FONT = "NotoEmoji[wght].ttf"
INK_WEIGHT = 330
"""Of the variable font, 300 to 700: lines that are neither wire nor blot at half a frame."""
LINE, THIN_LINE, THIN_GAP = 0.022, 0.008, 0.012
"""Width of the line around a flat shape, and around a figure of our own, as parts of the sign's longer side; and
half that of its gaps which are lines."""
MOST_INK = 0.80
"""Share of its form from which a drawing is a silhouette."""
UNKNOWN = "\U000f0000"
"""A code that no font draws: what it looks like is the sign for a missing one."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A drawn subject, both fields of one shape, cropped to what is drawn."""

    form: Field
    """Where it is, 0 to 1, without holes."""
    ink: Field
    """Where its lines and dark parts are, 0 to 1."""
    colours: tuple[str, str] | None = None
    """Display colours of its largest part and of all others; None: of paper."""

    @property
    def largest(self) -> Field:
        """Where its largest part between lines is, 1, and all else, 0."""
        inside = (self.form * (1 - self.ink) > 0.5).astype(np.uint8)
        _, parts, facts, _ = cv2.connectedComponentsWithStats(inside, connectivity=4)
        areas = facts[1:, cv2.CC_STAT_AREA]
        if not areas.size:
            return np.ones_like(self.form)
        main = (parts == 1 + int(areas.argmax())).astype(np.uint8)
        near = cv2.dilate(main, np.ones((3, 3), np.uint8))
        return np.asarray(near, np.float32)


def sign(name: str, height_px: int) -> Sign:
    """Return a sign whose longer side is `height_px`.

    Args:
        name: a character of Noto Emoji, a name of Material Design Icons, `phosphor:name`, `fa5:name` or
            `drawn:name`.
        height_px: in pixels.

    Raises:
        BadInput: no set has such a sign.
    """
    return replace(_drawn(name, height_px), colours=COLOURS.get(name))


def _drawn(name: str, height_px: int) -> Sign:
    if not name.isascii():
        return _inked(_letter(_emoji(), name, height_px))
    family, _, plain = name.rpartition(":")
    if family == OWN:
        shape = own_sign(plain, height_px)
        return _figure(shape) if plain in PEOPLE or plain in VEHICLES else _outlined(shape)
    codes = _codes(family)
    if plain not in codes:
        raise BadInput(f"there is no drawn sign {name[:60]!r}; see factory/depiction/lexicon/")
    font = ImageFont.truetype(data_file("qtawesome", f"fonts/{SETS[family].format('')}.ttf"), 400)
    return _outlined(_letter(font, chr(codes[plain]), height_px))


def _letter(font: ImageFont.FreeTypeFont, letter: str, height_px: int) -> Field:
    """Return a character, 0 to 1, its longer side as asked for."""
    if _glyph(font, letter) == _glyph(font, UNKNOWN):
        raise BadInput(f"there is no drawn sign {letter!r}; see factory/depiction/lexicon/")
    left, top, right, bottom = font.getbbox(letter)
    scale = height_px / max(1.0, right - left, bottom - top)
    sized = font.font_variant(size=max(8, round(400 * scale)))
    if not letter.isascii() and _varies(sized):
        sized.set_variation_by_axes([INK_WEIGHT])
    left, top, right, bottom = (round(edge) for edge in sized.getbbox(letter))
    sheet = Image.new("L", (max(1, right - left), max(1, bottom - top)), 0)
    ImageDraw.Draw(sheet).text((-left, -top), letter, 255, sized)
    return np.asarray(sheet, np.float32) / np.float32(255)


def _glyph(font: ImageFont.FreeTypeFont, letter: str) -> bytes:
    side = round(font.size)
    sheet = Image.new("1", (side, side))
    ImageDraw.Draw(sheet).text((0, 0), letter, 1, font)
    return sheet.tobytes()


def _varies(font: ImageFont.FreeTypeFont) -> bool:
    return Path(str(font.path)).name == INKED_FONT


def _emoji() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(data_file("manimgx_fonts", INKED_FONT), 400)


def _inked(ink: Field) -> Sign:
    """Return a sign whose glyph is its ink: all that its lines enclose is its form."""
    form = _filled(ink)
    if ink.sum() > MOST_INK * form.sum():
        return _outlined(ink)  # a silhouette: black on dark ground nobody would see it
    return Sign(form, ink)


def _outlined(shape: Field) -> Sign:
    """Return a sign of a flat shape: a line around it, and its gaps as ink."""
    line = max(1, round(LINE * max(shape.shape)))
    sheet = np.pad(shape, line)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * line + 1,) * 2)
    form = _filled(np.asarray(cv2.dilate(sheet, kernel), np.float32))
    return Sign(form, np.clip(form - sheet, 0, 1))


def _figure(shape: Field) -> Sign:
    """Return a sign of a figure: a thin line around it, its thin gaps as ink; one sees through its wide ones."""
    size = max(shape.shape)
    line, gap = max(1, round(THIN_LINE * size)), max(1, round(THIN_GAP * size))
    sheet = np.pad(shape, line + gap)
    around, between = (
        cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1,) * 2) for reach in (line, gap)
    )
    form = cv2.dilate(cv2.morphologyEx(sheet, cv2.MORPH_CLOSE, between), around)
    form = np.asarray(form, np.float32)[gap:-gap, gap:-gap]
    return Sign(form, np.clip(form - sheet[gap:-gap, gap:-gap], 0, 1))


def _filled(ink: Field) -> Field:
    """Return the same with all that it encloses."""
    edge = np.pad((ink > 0.4).astype(np.uint8), 1)
    cv2.floodFill(edge, None, (0, 0), (2,))
    inside = (edge[1:-1, 1:-1] != 2).astype(np.float32)
    return np.maximum(np.asarray(cv2.blur(inside, (2, 2)), np.float32), ink)


@cache
def _codes(family: str) -> Mapping[str, int]:
    if family not in SETS:
        raise BadInput(f"there is no set of signs {family[:60]!r}; there are: {', '.join(SETS)}")
    path = data_file("qtawesome", f"fonts/{SETS[family].format('-charmap')}.json")
    rows: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return {name: int(code, 16) for name, code in rows.items()}


def placed(shape: Field, size: tuple[int, int], x: float, y: float) -> Field:
    """Return a shape on an empty sheet of (width, height), its middle at (x, y)."""
    width, height = size
    sheet = np.zeros((height, width), np.float32)
    left, top = round(x - shape.shape[1] / 2), round(y - shape.shape[0] / 2)
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(width, left + shape.shape[1]), min(height, top + shape.shape[0])
    if x1 > x0 and y1 > y0:
        part = shape[y0 - top : y1 - top, x0 - left : x1 - left]
        sheet[y0:y1, x0:x1] = np.maximum(sheet[y0:y1, x0:x1], part)
    return sheet
