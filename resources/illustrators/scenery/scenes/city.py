"""City: towers with lit windows against the night, mirrored in a river."""

import numpy as np
from numpy.random import Generator

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.light import halo
from resources.illustrators.scenery.painting.pixels import Field, blurred, grey, mix
from resources.illustrators.scenery.painting.shapes import Outline, boxed, filled
from resources.illustrators.scenery.painting.sky import Weathering, painted_sky
from resources.illustrators.scenery.painting.water import Sea, flooded

WORDS = {
    "city": 6,
    "skyline": 6,
    "skyscraper": 6,
    "street": 2,
    "building": 3,
    "york": 4,
    "london": 4,
    "paris": 4,
    "tokyo": 4,
    "urban": 5,
    "traffic": 3,
    "office": 3,
    "company": 2,
    "money": 2,
    "factory": 3,
    "crowd": 2,
    "capital": 2,
    "metro": 4,
    "neon": 4,
    "million": 1,
    "people": 1,
    "downtown": 5,
    "apartment": 4,
    "computer": 2,
}


def paint(canvas: Canvas) -> Field:
    """Return a skyline over water."""
    rng = canvas.rng("city")
    horizon = rng.uniform(0.66, 0.74)
    place = (rng.uniform(0.2, 0.8), horizon - rng.uniform(0.16, 0.36))
    sky = painted_sky(canvas, horizon, place, Weathering(rng.uniform(0.25, 0.5), 4.0, stars=0.3))
    image = sky.image
    ground = sky.horizon
    smog = halo(canvas, canvas.width / 2, ground, canvas.palette.lamp * np.float32(0.10), 0.9)
    image = image + smog
    for layer in range(3):
        image = _block_row(canvas, image, ground, layer)
    shore = np.exp(-np.abs(canvas.rows() - np.float32(ground)) / np.float32(0.006 * canvas.unit))
    image = (
        image
        + grey(np.broadcast_to(shore * 0.10, image.shape[:2]).astype(np.float32))
        * canvas.palette.lamp
    )
    return flooded(
        canvas, image, ground, (sky.x, sky.y), Sea(0.045, 1.1, glitter=0.25, clearness=0.95)
    )


def _block_row(canvas: Canvas, image: Field, ground: float, layer: int) -> Field:
    """Lay one row of towers over the picture; 0 is the farthest."""
    rng = canvas.rng(f"row{layer}")
    towers = _towers(canvas, rng, ground, layer)
    mask = filled(canvas, [part for parts in towers for part in parts])
    near, far = canvas.palette.land[1], canvas.palette.land[0]
    depth = (0.62, 0.34, 0.08)[layer]
    tone = mix(
        near * np.float32(0.9), canvas.haze * np.float32(0.55) + far * np.float32(0.15), depth
    )
    up = np.clip((np.float32(ground) - canvas.rows()) / np.float32(0.7 * canvas.unit), 0, 1)
    low = tone + canvas.haze * (1 - up[..., None]) ** 2 * np.float32(0.22 * (1 - layer * 0.3))
    image = mix(image, np.broadcast_to(low, image.shape).astype(np.float32), mask)
    lights = _windows(canvas, rng, [parts[0] for parts in towers], layer)
    glow = blurred(lights, canvas.unit * 0.004) * np.float32(0.8)
    return image + (lights + glow) * grey(mask) * np.float32((0.28, 0.55, 0.9)[layer])


def _towers(canvas: Canvas, rng: Generator, ground: float, layer: int) -> list[list[Outline]]:
    towers: list[list[Outline]] = []
    centre, spread = rng.uniform(0.3, 0.7), rng.uniform(0.18, 0.3)
    x = -0.05 * canvas.unit
    while x < canvas.width:
        wide = canvas.unit * rng.uniform(0.045, 0.11) * (0.8, 1.0, 1.15)[layer]
        hill = np.exp(-(((x / canvas.width - centre) / spread) ** 2))
        tall = (
            canvas.unit
            * (rng.gamma(3, 0.035) + 0.34 * hill * rng.uniform(0.45, 1.25))
            * (1.15, 1.0, 0.62)[layer]
        )
        tall = min(tall, 0.62 * ground)
        towers.append(_tower(rng, x, ground, wide, tall))
        x += wide * rng.uniform(0.85, 1.5)
    return towers


def _tower(rng: Generator, x: float, ground: float, wide: float, tall: float) -> list[Outline]:
    """Return one building: its body first, then setbacks, roof and mast."""
    top = ground - tall
    parts = [boxed(x, top, x + wide, ground + 2)]
    style = rng.random()
    if style < 0.35:
        for share in (0.72, 0.44, 0.2):
            rise = wide * rng.uniform(0.15, 0.4)
            middle = x + wide / 2
            parts.append(
                boxed(middle - wide * share / 2, top - rise, middle + wide * share / 2, top + 1)
            )
            top -= rise
    elif style < 0.5:
        parts.append(
            np.array(
                [
                    (x, top + 1),
                    (x + wide * rng.uniform(0.2, 0.8), top - wide * 0.6),
                    (x + wide, top + 1),
                ]
            )
        )
    if style < 0.22:
        parts.append(boxed(x + wide * 0.49, top - wide * 1.1, x + wide * 0.51, top + 1))
    return parts


def _windows(canvas: Canvas, rng: Generator, bodies: list[Outline], layer: int) -> Field:
    """Return the light of windows: a grid per tower, some lit, warm or pale."""
    light = np.zeros((canvas.height, canvas.width, 3), np.float32)
    tints = (canvas.palette.lamp, canvas.palette.sun, canvas.palette.moon * np.float32(0.8))
    pitch = canvas.unit * (0.0085, 0.0110, 0.0145)[layer]
    for body in bodies:
        left, top = body[0]
        right, bottom = body[2]
        columns = max(2, int((right - left) / pitch) - 1)
        rows = max(2, int((bottom - top) / (pitch * 1.35)) - 1)
        lit = (rng.random((rows, columns)) < rng.uniform(0.12, 0.5)) * rng.uniform(
            0.25, 1.0, (rows, columns)
        )
        tint = tints[int(rng.choice(3, p=[0.6, 0.22, 0.18]))]
        gap_x, gap_y = (right - left) / (columns + 0.4), (bottom - top) / (rows + 0.6)
        for row, column in zip(*np.nonzero(lit), strict=True):
            x0 = left + (column + 0.45) * gap_x
            y0 = top + (row + 0.6) * gap_y
            _pane(light, x0, y0, gap_x * 0.5, gap_y * 0.5, tint * np.float32(lit[row, column]))
    return light


def _pane(light: Field, x: float, y: float, wide: float, tall: float, colour: Field) -> None:
    """Add one window, its edges shared between pixels."""
    left, top = int(x), int(y)
    across = np.clip(
        np.minimum(np.arange(left, left + int(wide) + 2) + 1, x + wide)
        - np.maximum(np.arange(left, left + int(wide) + 2), x),
        0,
        1,
    )
    down = np.clip(
        np.minimum(np.arange(top, top + int(tall) + 2) + 1, y + tall)
        - np.maximum(np.arange(top, top + int(tall) + 2), y),
        0,
        1,
    )
    if (
        left < 0
        or top < 0
        or left + len(across) > light.shape[1]
        or top + len(down) > light.shape[0]
    ):
        return
    cover = (down[:, None] * across[None, :]).astype(np.float32)
    light[top : top + len(down), left : left + len(across)] += grey(cover) * colour
