"""Storm: a torn ceiling of cloud, rain in the distance, lightning over dark land or sea."""

import numpy as np
from numpy.random import Generator

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.light import halo
from resources.illustrators.scenery.painting.noise import band_tile, fractal, from_tile, line
from resources.illustrators.scenery.painting.pixels import (
    Field,
    blurred,
    grey,
    luminance,
    mix,
    rgb,
    step,
)
from resources.illustrators.scenery.painting.shapes import Outline, below, crest, stroked
from resources.illustrators.scenery.painting.sky import Weathering, painted_sky
from resources.illustrators.scenery.painting.water import Sea, flooded

WORDS = {
    "storm": 5,
    "thunder": 7,
    "lightning": 8,
    "tempest": 6,
    "hurricane": 6,
    "cloud": 3,
    "gale": 5,
    "wind": 3,
    "war": 3,
    "battle": 3,
    "danger": 2,
    "disaster": 3,
    "anger": 2,
    "god": 2,
    "electricity": 5,
    "power": 1,
    "destroy": 2,
    "flood": 3,
    "attack": 2,
    "doom": 3,
    "fear": 2,
}
HEEDS = frozenset(["sea", "ship", "ocean", "wave", "sailor", "rain"])
"""Words that put something into it."""


def paint(canvas: Canvas) -> Field:
    """Return a thunderstorm."""
    rng = canvas.rng("storm")
    horizon = rng.uniform(0.64, 0.74)
    sky = painted_sky(
        canvas, horizon, (rng.uniform(0.2, 0.8), horizon), Weathering(0, stars=0, disc=False)
    )
    image = _ceiling(canvas, sky.image * np.float32(0.45), sky.horizon)
    image = _rain_curtains(canvas, image, sky.horizon)
    bolts = int(rng.choice([1, 1, 2, 3]))
    for number in range(bolts):
        image = _bolt(canvas, image, sky.horizon, number)
    if canvas.says("sea", "ship", "ocean", "wave", "sailor") or rng.random() < 0.5:
        sea = Sea(0.22, 2.2, foam=0.75, glitter=0.15)
        image = flooded(canvas, image, sky.horizon, (sky.x, sky.horizon - 40), sea)
        if canvas.says("wave"):
            image = _swell(canvas, image, sky.horizon)
        return _driven_rain(canvas, image) if canvas.says("rain") else image
    outline = crest(canvas, "plain", horizon, 0.018, 0.5, 0.5)
    image = mix(
        image, canvas.blank(mix(canvas.palette.land[1], canvas.haze, 0.08)), below(canvas, outline)
    )
    near = crest(canvas, "hedge", horizon + 0.09, 0.02, 0.35, 0.62)
    return mix(image, canvas.blank(canvas.palette.land[1] * np.float32(0.5)), below(canvas, near))


def _ceiling(canvas: Canvas, image: Field, horizon_px: float) -> Field:
    """Lay heavy cloud over the sky: billows in perspective, dark bellies, pale torn edges."""
    rng = canvas.rng("ceiling")
    rough, large = band_tile(rng, 3, 256, 1.45), band_tile(rng, 1, 20, 1.5)
    above = np.maximum(horizon_px - canvas.rows(), 0) / np.float32(canvas.unit)
    depth = np.float32(0.44) / (above + np.float32(0.24))
    x = (canvas.columns() - np.float32(canvas.width / 2)) / canvas.unit * depth * 0.30
    z = depth * np.float32(0.5)
    warp = from_tile(large, x, z) * np.float32(0.010)
    first = from_tile(rough, x + warp, z - warp)
    belly = from_tile(rough, x + warp, z - warp + np.float32(0.006))
    lit = np.clip(0.42 + 0.9 * (first - belly) + 0.20 * first, 0, 1.5)
    body = step(-1.3, 0.4, first + 0.5 * from_tile(large, x * 0.5 + 0.4, z * 0.5))
    dark = canvas.sky[0] * np.float32(0.55) + canvas.sky[1] * np.float32(0.25)
    pale = canvas.sky[2] * np.float32(0.40) + canvas.sky[3] * np.float32(0.09)
    dark, pale = (
        mix(np.full(3, float(luminance(tone)), np.float32), tone, 0.6) for tone in (dark, pale)
    )
    cloud = mix(canvas.blank(dark), canvas.blank(pale), lit.astype(np.float32))
    near_horizon = step(0.0, 0.32, above)
    return mix(image, cloud, body * (0.25 + 0.72 * near_horizon))


def _rain_curtains(canvas: Canvas, image: Field, horizon_px: float) -> Field:
    rng = canvas.rng("curtains")
    slant = np.float32(rng.uniform(-0.25, 0.25))
    shifted = canvas.columns() + (canvas.rows() - np.float32(horizon_px)) * slant
    curtain = np.exp(0.8 * line(canvas.width, canvas.unit * 0.22, rng, 0.6))
    place = np.clip(shifted, 0, canvas.width - 1).astype(np.int32)
    above = (np.float32(horizon_px) - canvas.rows()) / np.float32(canvas.unit)
    amount = np.clip(curtain[place] * 0.28, 0, 0.75) * np.exp(-((above - 0.12) ** 2) / 0.05)
    return mix(image, canvas.blank(canvas.sky[2] * np.float32(0.6)), amount.astype(np.float32))


def _swell(canvas: Canvas, image: Field, horizon_px: float) -> Field:
    """Raise waves with broken crests, one row before the other."""
    unit = np.float32(canvas.unit)
    water = canvas.sky[2] * np.float32(0.25) + canvas.palette.water * np.float32(0.75)
    water = water * np.float32(canvas.power**0.5)
    white = canvas.sky[4] * np.float32(0.62) + rgb(0.06, 0.06, 0.06)
    for number, (below_horizon, rise, cell) in enumerate(
        ((0.05, 0.022, 0.20), (0.14, 0.050, 0.38), (0.30, 0.085, 0.62), (0.54, 0.12, 0.9))
    ):
        rng = canvas.rng(f"swell{number}")
        rolling = np.abs(line(canvas.width, cell * canvas.unit, rng, 0.42))
        peaks = np.float32(1.1) - np.float32(1.5) * rolling
        outline = np.float32(horizon_px + below_horizon * unit) - peaks * np.float32(rise) * unit
        under = np.maximum(canvas.rows() - outline[None, :], 0) / (np.float32(rise) * unit)
        rough = fractal(canvas.width, canvas.height, canvas.unit * cell * 0.16, rng, 0.6)
        streaked = fractal(canvas.width, canvas.height, canvas.unit * cell * 0.5, rng, 0.5)
        glow = np.exp(-under * 1.3) * 0.55 + 0.42 + 0.10 * streaked
        face = grey(np.clip(glow, 0.1, 1.4).astype(np.float32)) * water
        crested = step(0.0, 0.9, peaks)[None, :]
        foam = (
            np.exp(-under * (2.6 - 1.1 * np.clip(rough, -1, 1))) * (0.55 + 0.45 * rough) * crested
        )
        foam += step(0.8, 1.8, streaked + 0.5 * rough) * np.exp(-under * 0.5) * np.float32(0.35)
        face = mix(face, canvas.blank(white), np.clip(foam, 0, 0.9).astype(np.float32))
        image = mix(image, face, below(canvas, outline))
    return image


def _driven_rain(canvas: Canvas, image: Field) -> Field:
    """Let the wind drive rain across it all, from far and fine to near and long."""
    rng = canvas.rng("driven")
    lean = float(rng.choice([-1, 1]) * rng.uniform(0.22, 0.40))
    pale = canvas.sky[4] * np.float32(0.55) + rgb(0.05, 0.05, 0.06)
    for drops, length, width, strength in (
        (1500, 0.028, 0.0010, 0.20),
        (500, 0.065, 0.0016, 0.30),
        (130, 0.13, 0.0026, 0.34),
    ):
        x = rng.uniform(-0.15, 1.15, drops) * canvas.width
        y = rng.uniform(-0.05, 1.0, drops) * canvas.height
        long = length * canvas.unit * rng.uniform(0.6, 1.3, drops)
        paths = [
            np.array([(a, b), (a + lean * down, b + down)])
            for a, b, down in zip(x, y, long, strict=True)
        ]
        streaks = stroked(canvas, paths, width * canvas.unit)
        image = mix(image, canvas.blank(pale), blurred(streaks, 0.5) * np.float32(strength))
    return image


def _bolt(canvas: Canvas, image: Field, horizon_px: float, number: int) -> Field:
    """Strike once: a forked thread of light, its glow on the clouds and on the air."""
    rng = canvas.rng(f"bolt{number}")
    x, top = rng.uniform(0.15, 0.85) * canvas.width, rng.uniform(0.12, 0.30) * canvas.height
    trunk = _fork(
        rng, (x, top), (x + rng.normal(0, 0.13) * canvas.unit, horizon_px + 2), canvas.unit * 0.09
    )
    twigs: list[Outline] = []
    for _ in range(int(rng.integers(4, 8))):
        start = trunk[int(rng.integers(len(trunk) // 6, len(trunk) * 4 // 5))]
        reach = canvas.unit * rng.uniform(0.08, 0.3)
        end = (start[0] + rng.choice([-1, 1]) * reach * rng.uniform(0.4, 1.0), start[1] + reach)
        twigs.append(_fork(rng, (start[0], start[1]), end, reach * 0.22))
    scale = canvas.unit / 1404
    white = rgb(0.86, 0.90, 1.0) * np.float32(0.7) + canvas.light * np.float32(0.3)
    strength = (1.0, 0.45, 0.28)[number]
    core = stroked(canvas, [trunk], 2.6 * scale) + stroked(canvas, twigs, 1.1 * scale) * np.float32(
        0.55
    )
    near = blurred(core, canvas.unit * 0.006) * 1.6 + blurred(core, canvas.unit * 0.03) * 2.6
    wide = blurred(core, canvas.unit * 0.12) * 5.0
    image = image + grey((core * 3.0 + near) * np.float32(strength)) * white
    image = image * grey(1 + wide * np.float32(1.4 * strength))
    return image + halo(canvas, x, top, white * np.float32(0.16 * strength), 0.45)


def _fork(
    rng: Generator, start: tuple[float, float], end: tuple[float, float], sway: float
) -> Outline:
    """Return a jagged path by halving it again and again, each time moving the middle aside."""
    points = np.array([start, end], float)
    for _ in range(7):
        middle = (points[:-1] + points[1:]) / 2
        middle[:, 0] += rng.normal(0, sway, len(middle))
        middle[:, 1] += rng.normal(0, sway * 0.25, len(middle))
        merged = np.empty((len(points) + len(middle), 2))
        merged[0::2], merged[1::2] = points, middle
        points, sway = merged, sway * 0.52
    return points
