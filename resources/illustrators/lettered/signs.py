"""Signs: drawn subjects as crisp shapes, from the icon fonts that the package qtawesome carries, or our own.

Material Design Icons (Apache-2.0), Phosphor (MIT) and Font Awesome's font (OFL-1.1); only the font
files are read.
"""

import json
from collections.abc import Mapping
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from factory.errors import BadInput
from resources.illustrators.lettered.own_signs import own_sign
from resources.illustrators.scenery.painting.pixels import Field
from resources.machine.data_packages import data_file

SETS: Mapping[str, str] = {
    "": "materialdesignicons6-webfont{}-6.9.96",
    "phosphor": "phosphor{}-1.3.0",
    "fa5": "fontawesome5-solid-webfont{}-5.15.4",
}
OWN = "drawn"


def sign(name: str, height_px: int) -> Field:
    """Return a sign's shape, 0 to 1, cropped to its ink; its longer side is `height_px`.

    Raises:
        BadInput: no set has such a sign.
    """
    family, _, plain = name.rpartition(":")
    if family == OWN:
        return own_sign(plain, height_px)
    codes = _codes(family)
    if plain not in codes:
        raise BadInput(f"there is no drawn sign {name[:60]!r}; see factory/depiction/subjects.yaml")
    font = ImageFont.truetype(data_file("qtawesome", f"fonts/{SETS[family].format('')}.ttf"), 400)
    letter = chr(codes[plain])
    left, top, right, bottom = font.getbbox(letter)
    scale = height_px / max(1.0, right - left, bottom - top)
    font = font.font_variant(size=max(8, round(400 * scale)))
    left, top, right, bottom = (round(edge) for edge in font.getbbox(letter))
    sheet = Image.new("L", (right - left, bottom - top), 0)
    ImageDraw.Draw(sheet).text((-left, -top), letter, 255, font)
    return np.asarray(sheet, np.float32) / np.float32(255)


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
        sheet[y0:y1, x0:x1] = shape[y0 - top : y1 - top, x0 - left : x1 - left]
    return sheet
