"""Dunes: sharp crests of sand under slanting light, ripples at the feet."""

from collections.abc import Callable

import numpy as np

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.noise import band_tile, from_tile
from resources.illustrators.scenery.painting.pixels import Field, grey, mix, rgb, step
from resources.illustrators.scenery.painting.sky import Sky, Weathering, painted_sky
from resources.illustrators.scenery.painting.terrain import (
    Heights,
    Land,
    View,
    haze_amount,
    laid_over,
    lambert,
    rolling,
    surveyed,
)

SLOPE = 1.27
"""How steep a pyramid is: 51.8 degrees."""
WORDS = {
    "desert": 6,
    "dune": 6,
    "sand": 5,
    "camel": 6,
    "caravan": 5,
    "sahara": 6,
    "egypt": 4,
    "pharaoh": 3,
    "oasis": 5,
    "pyramid": 4,
    "drought": 4,
    "thirst": 4,
    "heat": 2,
    "arabia": 5,
    "nomad": 5,
    "dust": 3,
    "bury": 1,
    "buried": 2,
}
HEEDS = frozenset(["pyramid", "pharaoh"])
"""Words that put something into it."""


def paint(canvas: Canvas) -> Field:
    """Return a sea of sand."""
    rng = canvas.rng("dunes")
    horizon = rng.uniform(0.42, 0.50) + (0.14 if canvas.titled and canvas.upright else 0)
    place = (rng.uniform(0.15, 0.85), horizon - rng.uniform(0.05, 0.2))
    sky = painted_sky(canvas, horizon, place, Weathering(rng.uniform(0.15, 0.4), 4.0))
    view = View(horizon=horizon, eye=1.05, near=0.9, far=60.0, focal=1.15, slices=1300)
    land = surveyed(canvas, view, _sand(canvas))
    return laid_over(sky.image, land, _lit(canvas, land, sky))


def _sand(canvas: Canvas) -> Heights:
    """Return dunes: long asymmetric waves with sharp crests, bent by slow noise."""
    rng = canvas.rng("sand")
    soft = rolling(rng, 9.0, 3, 0.4)
    bend = rolling(rng, 9.0, 2, 0.35)
    grainy = rolling(rng, 0.5, 4, 0.5)
    turn = rng.uniform(-0.7, 0.7)

    tombs = _pyramids(canvas) if canvas.says(*HEEDS) else []

    def heights(x: Field, z: Field, grain: Field) -> Field:
        warped = bend(x, z, grain)
        along = (z * np.cos(turn) + x * np.sin(turn)) / np.float32(4.6) + 0.42 * warped
        phase = along - np.floor(along)
        slip = np.float32(0.72)
        windward, lee = phase / slip, (1 - phase) / (1 - slip)
        round_crest = -np.log(np.exp(-14 * windward) + np.exp(-14 * lee)) / 14
        wave = np.clip(round_crest + 0.05, 0, 1) ** 1.25
        tall = 0.55 + 0.16 * soft(x, z, grain)
        near = np.clip(z / 5, 0.25, 1)
        sand = wave * tall * near + 0.10 * soft(x, z, grain) + 0.0005 * grainy(x, z, grain) - 0.12
        return np.maximum(sand, np.max([tomb(x, z) for tomb in tombs], 0)) if tombs else sand

    return heights


def _pyramids(canvas: Canvas) -> list[Callable[[Field, Field], Field]]:
    """Return the heights of three pyramids as steep as those of Giza, one behind the other."""
    rng = canvas.rng("pyramids")
    aside = 3.2 if canvas.titled and not canvas.upright else rng.uniform(-1.2, 1.2)
    away = 1.0 if aside > 0 else -1.0
    turn = away * rng.uniform(0.35, 0.6)
    cos, sin = np.float32(np.cos(turn)), np.float32(np.sin(turn))

    def one(x0: float, z0: float, tall: float) -> Callable[[Field, Field], Field]:
        def heights(x: Field, z: Field) -> Field:
            dx, dz = x - np.float32(x0), z - np.float32(z0)
            reach = np.maximum(np.abs(dx * cos + dz * sin), np.abs(dz * cos - dx * sin))
            return np.float32(tall) - reach * np.float32(SLOPE)

        return heights

    return [
        one(aside, 13.0, 4.6),
        one(aside - away * 7.5, 23.0, 5.2),
        one(aside - away * 1.5, 34.0, 4.4),
    ]


def _lit(canvas: Canvas, land: Land, sky: Sky) -> Field:
    side = 1.0 if sky.x > canvas.width / 2 else -1.0
    ripple_tile = band_tile(canvas.rng("ripples"), 12, 17)
    ripples = from_tile(
        ripple_tile,
        land.x * np.float32(0.22) + 0.05 * land.height,
        land.z * np.float32(0.9) + 0.2 * land.height,
    )
    fade = np.clip(1.2 - land.z / 5.0, 0, 1)
    lit = lambert(land, (side * 0.9, 0.36, 0.30), 1.25) * (1 + 0.10 * ripples * fade)
    sand = (
        canvas.sky[4] * np.float32(0.12)
        + canvas.sky[3] * np.float32(0.14)
        + canvas.palette.land[0] * np.float32(0.20)
        + rgb(0.40, 0.25, 0.11)
    )
    sand = sand * np.float32(canvas.power**0.3)
    shade = (
        canvas.sky[1] * np.float32(0.55)
        + canvas.palette.land[1] * np.float32(0.8)
        + canvas.sky[2] * np.float32(0.15)
    )
    bright = sand * (canvas.light * np.float32(1.25) * np.float32(canvas.power**0.4))
    colour = mix(
        np.broadcast_to(shade * sand * 1.6, (*lit.shape, 3)),
        np.broadcast_to(bright, (*lit.shape, 3)),
        step(0.0, 0.75, lit),
    )
    amount = haze_amount(land, 42.0, -0.3, 0.3)
    toward = np.exp(
        -((land.x / land.z - np.float32((sky.x - canvas.width / 2) / canvas.unit)) ** 2) * 2.5
    )
    haze = canvas.haze * np.float32(0.9) + grey(toward) * canvas.light * np.float32(
        0.15 * canvas.power
    )
    return mix(np.asarray(colour, np.float32), haze.astype(np.float32), amount)
