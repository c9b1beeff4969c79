"""Snow: white hills and laden spruces under a quiet sky, flakes falling near and far."""

import numpy as np

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.landmarks import cottage
from resources.illustrators.scenery.painting.light import halo
from resources.illustrators.scenery.painting.noise import crags, fractal
from resources.illustrators.scenery.painting.pixels import Field, blurred, grey, mix, step
from resources.illustrators.scenery.painting.shapes import (
    Outline,
    below,
    boxed,
    crest,
    filled,
    pine,
)
from resources.illustrators.scenery.painting.sky import Sky, Weathering, painted_sky

WORDS = {
    "snow": 7,
    "winter": 6,
    "ice": 4,
    "frost": 5,
    "blizzard": 7,
    "glacier": 6,
    "cold": 4,
    "frozen": 5,
    "christmas": 5,
    "arctic": 4,
    "antarctic": 6,
    "sled": 5,
    "polar": 3,
    "siberia": 5,
    "freeze": 4,
    "avalanche": 6,
    "ski": 5,
    "december": 3,
    "january": 3,
    "alaska": 4,
    "expedition": 2,
}
HEEDS = frozenset(["house", "cabin", "village", "home", "cottage", "hut"])
"""Words that put something into it."""


def paint(canvas: Canvas) -> Field:
    """Return a winter landscape."""
    rng = canvas.rng("snow")
    horizon = rng.uniform(0.50, 0.58)
    place = (rng.uniform(0.2, 0.8), horizon - rng.uniform(0.12, 0.24))
    sky = painted_sky(canvas, horizon + 0.05, place, Weathering(rng.uniform(0.3, 0.55), 3.0))
    image = _far_peaks(canvas, sky, horizon)
    layers = 4
    for layer in range(layers):
        t = layer / (layers - 1)
        image = _hill(canvas, image, sky, horizon + 0.02 + 0.34 * t**1.2, layer, t)
    if canvas.says(*HEEDS) or rng.random() < 0.5:
        image = _hut(canvas, image, horizon)
    return image + _flakes(canvas)


def _white(canvas: Canvas) -> Field:
    return (canvas.sky[4] * np.float32(0.45) + np.float32(0.38 * canvas.power**0.35)) * np.float32(
        canvas.power**0.35
    )


def _far_peaks(canvas: Canvas, sky: Sky, horizon: float) -> Field:
    outline = crest(canvas, "peaks", horizon - 0.06, 0.09, 0.55, 0.52)
    under = (canvas.rows() - outline[None, :]) / np.float32(canvas.unit)
    facets = crags(
        canvas.width,
        canvas.height,
        canvas.unit * 0.20,
        canvas.rng("facets"),
        sky.x > canvas.width / 2,
    )
    rock = fractal(canvas.width, canvas.height, canvas.unit * 0.10, canvas.rng("peakrock"), 0.7)
    lit = step(-0.5, 0.6, facets + 0.15)
    bare = step(0.7, 1.7, rock + under * 3.5 - facets) * np.float32(0.5)
    shade = canvas.sky[2] * np.float32(0.55) + canvas.sky[3] * np.float32(0.2)
    face = mix(
        canvas.blank(shade),
        canvas.blank(_white(canvas) * 0.9 + canvas.light * 0.12 * canvas.power),
        lit,
    )
    face = mix(
        face, canvas.blank(canvas.palette.land[0] * np.float32(0.7 * canvas.power**0.4)), bare
    )
    face = mix(
        face,
        canvas.blank(canvas.haze * np.float32(0.95)),
        step(-0.02, 0.26, under) * np.float32(0.85) + np.float32(0.1),
    )
    return mix(sky.image, face, below(canvas, outline))


def _hill(canvas: Canvas, image: Field, sky: Sky, base: float, layer: int, t: float) -> Field:
    rng = canvas.rng(f"hill{layer}")
    outline = crest(canvas, f"snowhill{layer}", base, 0.028 + 0.012 * t, 0.75, 0.32)
    trees: list[Outline] = []
    for x in rng.uniform(-0.02, 1.02, int((60 - 46 * t) * canvas.width / canvas.unit)):
        if t > 0.9 and 0.22 < x < 0.78:
            continue
        column = int(np.clip(x * canvas.width, 0, canvas.width - 1))
        size = canvas.unit * (0.05 + 0.26 * t**1.6) * rng.uniform(0.5, 1.25)
        trees.append(pine(rng, x * canvas.width, float(outline[column]) + 0.03 * size, size))
    wood = filled(canvas, trees)
    image = _laden(canvas, image, wood, t)
    under = (canvas.rows() - outline[None, :]) / np.float32(canvas.unit)
    drift = fractal(canvas.width, canvas.height, canvas.unit * 0.30, rng, 0.38)
    slope = np.gradient(outline)[None, :] * np.float32(1.0 if sky.x < canvas.width / 2 else -1.0)
    lit = np.clip(0.60 + 0.55 * slope + 0.10 * drift - 0.8 * under, 0, 1.1)
    toward = np.exp(-np.abs(canvas.columns() - np.float32(sky.x)) / np.float32(0.5 * canvas.unit))
    shade = canvas.sky[1] * np.float32(0.45) + canvas.sky[2] * np.float32(0.42)
    bright = _white(canvas) + grey(toward) * canvas.light * np.float32(0.16 * canvas.power)
    face = mix(
        canvas.blank(shade),
        np.broadcast_to(bright, image.shape).astype(np.float32),
        lit.astype(np.float32),
    )
    sparkle = rng.random((canvas.height, canvas.width), np.float32) > 0.9992
    face = face + grey(blurred(sparkle.astype(np.float32), 0.6)) * canvas.light * np.float32(
        0.5 * t
    )
    face = mix(face, canvas.blank(canvas.haze * np.float32(0.95)), 0.55 * (1 - t))
    return mix(image, face, below(canvas, outline))


def _laden(canvas: Canvas, image: Field, wood: Field, t: float) -> Field:
    """Stand the trees in front, snow lying on whatever of them faces upwards."""
    dark = mix(
        canvas.haze * np.float32(0.8), canvas.palette.land[1] * np.float32(1.3), 0.30 + 0.68 * t
    )
    lift = max(canvas.unit * 0.004 * (0.4 + t), 0.8)
    whole = int(np.ceil(lift))
    up = np.roll(wood, whole, axis=0)
    caps = np.clip(wood - up, 0, 1) + 0.55 * np.clip(
        wood - blurred(np.roll(wood, whole * 2, axis=0), lift), 0, 1
    )
    image = mix(image, canvas.blank(dark), wood)
    flecks = step(
        0.1,
        1.2,
        fractal(canvas.width, canvas.height, canvas.unit * 0.02, canvas.rng(f"laden{t:.2f}"), 0.7),
    )
    white = _white(canvas) * np.float32(0.85)
    return mix(image, canvas.blank(white), np.clip(caps + 0.35 * flecks, 0, 0.85) * wood)


def _hut(canvas: Canvas, image: Field, horizon: float) -> Field:
    rng = canvas.rng("hut")
    size = canvas.unit * rng.uniform(0.10, 0.15)
    x, foot = rng.uniform(0.3, 0.7) * canvas.width, (horizon + 0.215) * canvas.height
    walls = filled(canvas, cottage(x, foot, size))
    image = mix(image, canvas.blank(canvas.palette.land[1] * np.float32(1.4)), walls)
    roof = [
        np.array(
            [
                (x - 0.60 * size, foot - 0.33 * size),
                (x - 0.38 * size, foot - 0.67 * size),
                (x + 0.38 * size, foot - 0.67 * size),
                (x + 0.60 * size, foot - 0.33 * size),
                (x + 0.50 * size, foot - 0.35 * size),
                (x - 0.50 * size, foot - 0.35 * size),
            ]
        )
    ]
    image = mix(image, canvas.blank(_white(canvas) * np.float32(0.92)), filled(canvas, roof))
    panes = [
        boxed(
            x + at * size - 0.05 * size,
            foot - 0.24 * size,
            x + at * size + 0.05 * size,
            foot - 0.10 * size,
        )
        for at in (-0.28, 0.02, 0.30)
    ]
    lamp = canvas.palette.lamp
    image = mix(image, canvas.blank(lamp * np.float32(1.5)), filled(canvas, panes))
    drift = filled(
        canvas,
        [
            np.array(
                [
                    (x - 0.7 * size, foot + 0.05 * size),
                    (x - 0.3 * size, foot - 0.035 * size),
                    (x + 0.35 * size, foot - 0.03 * size),
                    (x + 0.75 * size, foot + 0.05 * size),
                    (x, foot + 0.1 * size),
                ]
            )
        ],
    )
    image = mix(image, canvas.blank(_white(canvas) * np.float32(0.8)), blurred(drift, size * 0.02))
    return image + halo(canvas, x, foot - 0.12 * size, lamp * np.float32(0.28), 0.12)


def _flakes(canvas: Canvas) -> Field:
    """Return falling snow: many small flakes far off, a few large soft ones near."""
    rng = canvas.rng("flakes")
    area = canvas.width * canvas.height / canvas.unit**2
    heavy = 2.0 if canvas.weather in ("snow", "storm") else 1.0
    total = np.zeros((canvas.height, canvas.width), np.float32)
    for count, radius, strength in ((420, 0.0011, 0.55), (130, 0.0026, 0.42), (26, 0.0075, 0.22)):
        layer = np.zeros_like(total)
        number = int(count * area * heavy)
        rows = (rng.random(number) * canvas.height).astype(int)
        columns = (rng.random(number) * canvas.width).astype(int)
        size = canvas.unit * radius
        np.add.at(
            layer,
            (rows, columns),
            np.float32(2 * np.pi * max(size, 0.5) ** 2)
            * rng.uniform(0.4, 1, number).astype(np.float32),
        )
        total += blurred(layer, max(size, 0.5)) * np.float32(strength)
    return grey(np.clip(total, 0, 0.8)) * (_white(canvas) * np.float32(0.8))
