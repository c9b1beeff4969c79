"""Forest: spruces in the fog, one rank behind another, light falling between them."""

import numpy as np

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.light import shafts
from resources.illustrators.scenery.painting.noise import fractal
from resources.illustrators.scenery.painting.pixels import Field, blurred, grey, mix, step
from resources.illustrators.scenery.painting.shapes import Outline, below, crest, filled, pine
from resources.illustrators.scenery.painting.sky import Weathering, painted_sky

WORDS = {
    "forest": 6,
    "wood": 4,
    "tree": 4,
    "pine": 5,
    "fog": 3,
    "mist": 3,
    "wolf": 4,
    "path": 1,
    "jungle": 4,
    "deer": 4,
    "leaf": 3,
    "hunter": 3,
    "ghost": 2,
    "lost": 1,
    "bear": 3,
    "fairy": 3,
    "witch": 3,
    "moss": 3,
    "hidden": 1,
    "silence": 1,
}


def paint(canvas: Canvas) -> Field:
    """Return ranks of trees fading into fog."""
    rng = canvas.rng("forest")
    place = (rng.uniform(0.2, 0.8), rng.uniform(0.20, 0.36))
    sky = painted_sky(canvas, 0.62, place, Weathering(0.25, disc=canvas.night, stars=0.7))
    veil = canvas.haze * np.float32(0.85)
    image = mix(
        sky.image,
        canvas.blank(veil),
        np.broadcast_to(step(0.15, 0.62, canvas.rows() / canvas.height), sky.image.shape[:2])
        * np.float32(0.6),
    )
    ranks = int(rng.integers(5, 7))
    open_air = np.ones((canvas.height, canvas.width), np.float32)
    for rank in range(ranks):
        if rank == ranks - 1:
            image = _with_rays(canvas, image, open_air, sky.x)
        t = rank / (ranks - 1)
        outline, trees = _rank(canvas, rank, t)
        mask = np.maximum(filled(canvas, trees), below(canvas, outline))
        open_air *= 1 - mask * np.float32(0.85)
        image = _laid(canvas, image, mask, outline, t, sky.x)
    return image


def _with_rays(canvas: Canvas, image: Field, open_air: Field, light_x: float) -> Field:
    """Let light fall between the trees, where the air holds mist to show it."""
    source = open_air * np.exp(
        -(((canvas.columns() - np.float32(light_x)) / np.float32(0.5 * canvas.unit)) ** 2)
    )
    source = source * step(0.75, 0.2, canvas.rows() / canvas.height)
    rays = shafts(canvas, source.astype(np.float32), light_x, -0.12 * canvas.height, 0.75)
    rays = np.clip(rays - blurred(rays, canvas.unit * 0.12) * np.float32(0.8), 0, None)
    image = image + grey(rays) * (canvas.light * 0.5 + canvas.haze * 0.3) * np.float32(
        1.5 * canvas.power**0.6
    )
    return image.astype(np.float32)


def _rank(canvas: Canvas, rank: int, t: float) -> tuple[Field, list[Outline]]:
    """Return the ground and the trees of one rank; near ones are fewer, taller, to the sides."""
    rng = canvas.rng(f"rank{rank}")
    outline = crest(canvas, f"floor{rank}", 0.60 + 0.30 * t**1.2, 0.02 + 0.012 * t, 0.5, 0.45)
    height = canvas.unit * (0.22 + 0.80 * t**1.7)
    count = int((38 - 29 * t) * canvas.width / canvas.unit) + 3
    trees: list[Outline] = []
    gap = canvas.rng("glade").uniform(0.3, 0.7)
    for _ in range(count):
        x = rng.uniform(-0.05, 1.05)
        if t > 0.7:
            x = 0.5 + (x - 0.5) * 0.42 + (0.38 if x > gap else -0.38)
        column = int(np.clip(x * canvas.width, 0, canvas.width - 1))
        foot = float(outline[column]) + 0.02 * height
        trees.append(
            pine(rng, x * canvas.width, foot, height * rng.uniform(0.55, 1.3), int(16 + 34 * t))
        )
    return outline, trees


def _laid(
    canvas: Canvas, image: Field, mask: Field, outline: Field, t: float, light_x: float
) -> Field:
    rng = canvas.rng(f"fog{t:.3f}")
    near, far = canvas.palette.land[1], canvas.palette.land[0]
    haze = canvas.haze * np.float32(0.8)
    colour = mix(mix(haze, far, 0.35 + 0.4 * t), near * np.float32(0.6), t**0.55) * np.float32(
        canvas.power**0.2
    )
    toward = np.exp(
        -np.abs(canvas.columns() - np.float32(light_x)) / np.float32(0.45 * canvas.unit)
    )
    tone = colour + grey(toward) * canvas.light * np.float32(0.07 * (1 - t) * canvas.power)
    image = mix(image, np.broadcast_to(tone, image.shape).astype(np.float32), mask)
    drift = fractal(canvas.width, canvas.height, canvas.unit * 0.55, rng, 0.5)
    above = (canvas.rows() - outline[None, :]) / np.float32(canvas.unit)
    band = np.exp(-(((above - 0.02) / (0.14 + 0.05 * drift)) ** 2)) * step(-1.5, 1.2, drift)
    amount = band * np.float32(0.62 * (1 - t) ** 0.6)
    veil = canvas.haze * np.float32(0.82) + grey(toward) * canvas.light * np.float32(
        0.10 * canvas.power
    )
    return mix(image, np.broadcast_to(veil, image.shape).astype(np.float32), amount)
