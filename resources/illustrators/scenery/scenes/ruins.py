"""Ruins: columns and a broken arch against the last light, dust in the air between them."""

import numpy as np

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.columns import ARCHED, Quarry, column, lintels, stands
from resources.illustrators.scenery.painting.light import halo, shafts
from resources.illustrators.scenery.painting.noise import band_tile, fractal, plane
from resources.illustrators.scenery.painting.pixels import Field, grey, mix, step
from resources.illustrators.scenery.painting.shapes import (
    Outline,
    bare_tree,
    below,
    birds,
    crest,
    filled,
)
from resources.illustrators.scenery.painting.sky import Sky, Weathering, painted_sky

WORDS = {
    "ruin": 7,
    "temple": 7,
    "column": 7,
    "arch": 6,
    "roman": 4,
    "rome": 4,
    "greek": 5,
    "greece": 5,
    "ancient": 4,
    "empire": 3,
    "palace": 4,
    "tomb": 5,
    "stone": 4,
    "statue": 5,
    "monument": 5,
    "archaeologist": 6,
    "civilization": 5,
    "emperor": 4,
    "caesar": 5,
    "athens": 5,
    "pompeii": 6,
    "cathedral": 4,
    "abbey": 5,
    "wall": 3,
    "city": 1,
    "fallen": 3,
    "collapse": 3,
    "god": 3,
    "goddess": 4,
    "altar": 5,
    "pillar": 6,
    "concrete": 3,
    "built": 2,
    "builder": 3,
    "aqueduct": 6,
    "century": 1,
}
HEEDS = ARCHED
"""Words that put something into it."""


def paint(canvas: Canvas) -> Field:
    """Return what is left of a temple."""
    rng = canvas.rng("ruins")
    horizon = rng.uniform(0.60, 0.67)
    place = (rng.uniform(0.30, 0.70), horizon - rng.uniform(0.06, 0.2))
    sky = painted_sky(canvas, horizon, place, Weathering(rng.uniform(0.35, 0.6), 3.0))
    image = _hills(canvas, sky.image, horizon)
    image = _floor(canvas, image, sky, horizon)
    image, stone = _rows(canvas, image, sky, horizon)
    rays = shafts(canvas, (1 - stone) * _near_light(canvas, sky), sky.x, sky.y, 0.7)
    image = image + grey(np.clip(rays, 0, 1)) * canvas.light * np.float32(0.16 * canvas.power**0.6)
    image = _foreground(canvas, image, horizon)
    if rng.random() < 0.6:
        flock = birds(
            rng,
            sky.x + canvas.unit * rng.normal(0, 0.15),
            0.32 * canvas.height,
            canvas.unit * 0.08,
            canvas.unit * 0.012,
            8,
        )
        image = mix(
            image, canvas.blank(canvas.palette.land[1]), filled(canvas, flock) * np.float32(0.8)
        )
    return image + halo(canvas, sky.x, sky.y, canvas.light * np.float32(0.10 * canvas.power), 0.5)


def _near_light(canvas: Canvas, sky: Sky) -> Field:
    across = (canvas.columns() - np.float32(sky.x)) / np.float32(0.35 * canvas.unit)
    down = (canvas.rows() - np.float32(sky.y)) / np.float32(0.35 * canvas.unit)
    return np.exp(-(across**2 + down**2)).astype(np.float32)


def _hills(canvas: Canvas, image: Field, horizon: float) -> Field:
    for layer in range(2):
        outline = crest(
            canvas, f"ruinhill{layer}", horizon - 0.012 + 0.012 * layer, 0.022, 0.5, 0.45
        )
        tone = mix(
            canvas.haze * np.float32(0.85),
            canvas.palette.land[0] * np.float32(canvas.power**0.4),
            0.3 + 0.25 * layer,
        )
        image = mix(image, canvas.blank(tone), below(canvas, outline))
    return image


def _rows(canvas: Canvas, image: Field, sky: Sky, horizon: float) -> tuple[Field, Field]:
    """Stand colonnades one behind another, the nearest tallest; also return where stone stands."""
    rng = canvas.rng("rows")
    grain = fractal(canvas.width, canvas.height, canvas.unit * 0.05, canvas.rng("stone"), 0.62)
    quarry = Quarry(canvas, sky, grain)
    stone = np.zeros((canvas.height, canvas.width), np.float32)
    for depth in (0.0, 0.45, 1.0):
        foot = (horizon + 0.012 + 0.16 * depth) * canvas.height
        tall = canvas.unit * (0.26 + 0.52 * depth) * rng.uniform(0.9, 1.1)
        gap = tall * rng.uniform(0.36, 0.48)
        row = np.zeros_like(stone)
        whole: list[tuple[float, float]] = []
        for x in stands(canvas, sky, rng, gap, depth):
            left = 1.0 if rng.random() < 0.55 else rng.uniform(0.25, 0.85)
            if rng.random() < 0.16 + 0.2 * depth:
                continue
            mask = filled(canvas, column(rng, (x, foot, tall), left))
            quarry.hewn(image, mask, (x, tall * 0.058), depth)
            row = np.maximum(row, mask)
            if left == 1.0:
                whole.append((x, foot - tall))
        laid = filled(canvas, lintels(canvas, rng, whole, gap, tall))
        quarry.hewn(image, laid, (sky.x - 9 * canvas.unit, 14 * canvas.unit), depth)
        stone = np.maximum(stone, np.maximum(row, laid))
    return image, stone


def _floor(canvas: Canvas, image: Field, sky: Sky, horizon: float) -> Field:
    """Lay the ground: worn paving in perspective, bright along the path of the light."""
    rng = canvas.rng("floor")
    outline = crest(canvas, "floor", horizon + 0.004, 0.003, 0.3, 0.55)
    down = np.clip(
        (canvas.rows() - np.float32((horizon + 0.02) * canvas.height)) / np.float32(canvas.unit),
        0.01,
        None,
    )
    place = ((horizon - 0.01) * canvas.height, sky.x, canvas.unit)
    grain = plane(canvas.columns(), canvas.rows(), band_tile(rng, 4, 256, 0.9), place, 0.16)
    broad = plane(canvas.columns(), canvas.rows(), band_tile(rng, 2, 40, 1.4), place, 0.10)
    toward = np.exp(
        -(((canvas.columns() - np.float32(sky.x)) / np.float32((0.16 + 0.4) * canvas.unit)) ** 2)
    )
    sheen = toward * np.exp(-down * 2.2) * np.clip(0.5 + 0.5 * grain, 0, 2)
    base = canvas.palette.land[1] * np.float32(1.15) + canvas.palette.land[0] * np.float32(
        0.10 * canvas.power**0.5
    )
    face = grey(np.clip(0.72 + 0.20 * grain + 0.20 * broad, 0.1, 2)) * base
    face = face + grey(sheen.astype(np.float32)) * canvas.light * np.float32(0.30 * canvas.power)
    haze = step(0.16, 0.0, down) * np.float32(0.55)
    face = mix(
        face.astype(np.float32),
        canvas.blank(canvas.haze * np.float32(0.75)),
        np.broadcast_to(haze, image.shape[:2]),
    )
    return mix(image, face, below(canvas, outline))


def _foreground(canvas: Canvas, image: Field, horizon: float) -> Field:
    rng = canvas.rng("foreground")
    blocks: list[Outline] = []
    for x in rng.uniform(0, 1, 16) * canvas.width:
        y = (horizon + rng.uniform(0.10, 0.26)) * canvas.height
        size = canvas.unit * rng.uniform(0.012, 0.05)
        blocks.append(
            np.array(
                [
                    (x - size, y + size * 0.4),
                    (x - size * 0.9, y - size * rng.uniform(0.3, 0.8)),
                    (x + size * 0.2, y - size * rng.uniform(0.5, 1.0)),
                    (x + size, y - size * rng.uniform(0.1, 0.6)),
                    (x + size, y + size * 0.4),
                ]
            )
        )
    tree_x = float(rng.choice([0.06, 0.94])) * canvas.width
    tree = bare_tree(
        rng, tree_x, (horizon + 0.22) * canvas.height, canvas.unit * rng.uniform(0.55, 0.8)
    )
    image = mix(
        image, canvas.blank(canvas.palette.land[1] * np.float32(0.9)), filled(canvas, blocks)
    )
    return (
        mix(image, canvas.blank(canvas.palette.land[1] * np.float32(0.55)), filled(canvas, tree))
        if rng.random() < 0.6
        else image
    )
