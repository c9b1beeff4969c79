"""Volcano: a cone above rough country, its plume of ash lit from one side and from below, lava on its flank."""

import numpy as np

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.light import distance
from resources.illustrators.scenery.painting.noise import fractal
from resources.illustrators.scenery.painting.pixels import Field, blurred, grey, mix, rgb, step
from resources.illustrators.scenery.painting.sky import Sky, Weathering, painted_sky
from resources.illustrators.scenery.painting.terrain import (
    Heights,
    Land,
    View,
    haze_amount,
    laid_over,
    lambert,
    ridged,
    surveyed,
)

WORDS = {
    "volcano": 8,
    "eruption": 7,
    "lava": 7,
    "crater": 3,
    "magma": 6,
    "ash": 3,
    "erupt": 6,
    "pumice": 5,
}
DEPTH, TALL, REACH = 16.0, 6.2, 4.0
"""Of the cone, in world units: how far away, how high over the plain, and over which radius it falls to a third."""
FOOT = 0.85
"""How far the plain lies below the line of the cone."""
MOUTH = 0.62
"""Radius of the crater, in world units."""
EMBER = rgb(1.0, 0.22, 0.03)
"""The colour of lava, linear."""


def paint(canvas: Canvas) -> Field:
    """Return the volcano at work."""
    rng = canvas.rng("volcano")
    low = canvas.titled and canvas.upright
    horizon = rng.uniform(0.58, 0.62) + (0.08 if low or not canvas.upright else 0)
    aside = 0.20 if canvas.titled and not canvas.upright else rng.uniform(-0.10, 0.10)
    place = (0.5 - (0.32 if rng.random() < 0.5 else -0.32), horizon - rng.uniform(0.05, 0.16))
    sky = painted_sky(canvas, horizon + 0.05, place, Weathering(rng.uniform(0.2, 0.4), 3.0))
    view = View(horizon=horizon, eye=1.5, near=3.0, far=30.0, focal=2.0, slices=1100)
    middle = aside * canvas.width / (view.focal * canvas.unit) * DEPTH
    land = surveyed(canvas, view, _cone(canvas, middle))
    x = canvas.width * (0.5 + aside)
    y = (
        horizon * canvas.height
        - view.focal * canvas.unit * (_rim_height() - 0.5 - view.eye) / DEPTH
    )
    mouth = view.focal * canvas.unit * MOUTH / DEPTH
    image = _plume(canvas, sky, (x, y), mouth)
    return laid_over(image, land, _rock(canvas, land, sky, middle))


def _rim_height() -> float:
    return TALL * float(np.exp(-MOUTH / REACH)) - FOOT


def _cone(canvas: Canvas, middle: float) -> Heights:
    """Return a cone with gullies and a crater, standing in low ridges."""
    rough = ridged(canvas.rng("cone"), 5.0, sharpness=0.6)

    def heights(x: Field, z: Field, grain: Field) -> Field:
        away = np.hypot(x - np.float32(middle), z - np.float32(DEPTH))
        cone = np.float32(TALL) * np.exp(-away / np.float32(REACH)) - np.float32(FOOT)
        inside = np.clip(1 - away / np.float32(MOUTH), 0, 1)
        cone = np.minimum(cone, np.float32(_rim_height())) - inside * np.float32(0.5)
        gullies = rough(x, z, grain) - np.float32(0.55)
        return cone + gullies * (np.float32(0.30) + np.clip(cone, 0, 3) * 0.16)

    return heights


def _rock(canvas: Canvas, land: Land, sky: Sky, middle: float) -> Field:
    """Return dark rock and ash under slanting light, and the lava that runs down towards the eye."""
    from_right = 1.0 if sky.x > canvas.width / 2 else -1.0
    lit = lambert(land, (from_right * 0.95, 0.35, -0.10), 1.1)
    far, near = canvas.palette.land
    ground = mix(
        np.broadcast_to(near * np.float32(1.3), (*lit.shape, 3)),
        np.broadcast_to(far * np.float32(0.5), (*lit.shape, 3)),
        step(0.0, 2.4, land.height),
    )
    ground = ground * grey(0.45 + 0.55 * step(4.0, 9.0, land.z))
    direct = grey(lit) * canvas.light * np.float32(1.9 * canvas.power)
    colour = ground * (direct + canvas.sky[2] * np.float32(0.40) + canvas.sky[1] * np.float32(0.25))
    amount = haze_amount(land, 34.0, -0.6, 0.6)
    colour = mix(np.asarray(colour, np.float32), np.broadcast_to(canvas.haze, colour.shape), amount)
    return np.asarray(colour + grey(_lava(canvas, land, middle)) * EMBER, np.float32)


def _lava(canvas: Canvas, land: Land, middle: float) -> Field:
    """Return how bright the lava glows: a few winding streams from the mouth, thinner and darker below."""
    rng = canvas.rng("lava")
    across, deep = land.x - np.float32(middle), np.float32(DEPTH) - land.z
    away = np.hypot(across, deep)
    turn = np.arctan2(across, deep)
    glow = np.zeros_like(away)
    for _ in range(3):
        course = np.float32(rng.uniform(-0.9, 0.9)) + np.float32(0.10) * np.sin(
            away * np.float32(rng.uniform(2.0, 3.4)) + np.float32(rng.uniform(0, 6))
        )
        long = float(rng.uniform(2.0, 4.2))
        aside = np.abs(turn - course) * away
        core = np.exp(-((aside / np.float32(0.055)) ** 2)) + np.float32(0.22) * np.exp(
            -((aside / np.float32(0.22)) ** 2)
        )
        glow = np.maximum(glow, core * step(long, 0.4 * long, away))
    return np.asarray(glow * step(0.0, MOUTH, away) * (deep > 0) * np.float32(1.7), np.float32)


def _plume(canvas: Canvas, sky: Sky, at: tuple[float, float], mouth: float) -> Field:
    """Return the sky with the plume: it rises from the mouth, widens, and the wind leans it away from the sun."""
    rng = canvas.rng("plume")
    x, y = at
    lean = -1.0 if sky.x > canvas.width / 2 else 1.0
    cell = 0.16 * canvas.unit
    billow = fractal(canvas.width, canvas.height, cell, rng, 0.55)
    rise = np.maximum(y + 0.4 * mouth - canvas.rows(), 0) / np.float32(canvas.unit)
    middle = np.float32(x) + np.float32(lean * 0.30 * canvas.unit) * rise**1.6
    wide = np.float32(1.1 * mouth) + np.float32(0.34 * canvas.unit) * rise**0.85
    away = np.abs(canvas.columns() - middle) / wide
    body = step(1.12, 0.72, away - np.float32(0.24) * billow) * (rise > 0)
    body = np.asarray(blurred(np.asarray(body, np.float32), 0.003 * canvas.unit))
    shift = max(1, round(0.03 * canvas.unit))
    lit = billow - np.roll(billow, (shift, round(lean * shift)), (0, 1))
    lit[:shift] = lit[shift]  # what was rolled in from the other edge
    side = np.clip((canvas.columns() - middle) / wide * np.float32(-lean), -1, 1)
    tone = np.clip(0.42 + 0.26 * lit + 0.30 * side, 0.05, 1.2)
    smoke = canvas.palette.land[1] * np.float32(0.9) + canvas.sky[1] * np.float32(0.14)
    bright = canvas.sky[3] * np.float32(0.45) + canvas.light * np.float32(0.30 * canvas.power)
    colour = mix(
        canvas.blank(np.asarray(smoke, np.float32)),
        canvas.blank(np.asarray(bright, np.float32)),
        np.asarray(np.clip(tone, 0, 1), np.float32),
    )
    below = np.exp(-distance(canvas, x, y) / np.float32(0.14))
    colour = colour + grey(below * np.float32(0.9)) * EMBER
    glow = np.exp(-distance(canvas, x, y) / np.float32(0.10)) * np.float32(0.5)
    return mix(sky.image + grey(glow) * EMBER, np.asarray(colour, np.float32), body * 0.96)
