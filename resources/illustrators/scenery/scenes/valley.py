"""Valley: fields, hedges and a river or road winding towards far hills."""

import numpy as np
from numpy.random import Generator

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.colour import ramp
from resources.illustrators.scenery.painting.landmarks import (
    SETTLED,
    castle,
    church,
    cottage,
    hamlet,
)
from resources.illustrators.scenery.painting.noise import band_tile, from_tile
from resources.illustrators.scenery.painting.pixels import Field, grey, mix, rgb, step
from resources.illustrators.scenery.painting.shapes import Outline, boxed, filled
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

WORDS = {
    "valley": 6,
    "river": 5,
    "field": 5,
    "farm": 5,
    "farmer": 4,
    "village": 4,
    "town": 4,
    "mayor": 3,
    "townspeople": 4,
    "villager": 4,
    "tower": 2,
    "meadow": 5,
    "road": 4,
    "grass": 4,
    "countryside": 5,
    "harvest": 4,
    "wheat": 5,
    "sheep": 4,
    "cow": 4,
    "horse": 3,
    "castle": 4,
    "church": 4,
    "travel": 2,
    "england": 3,
    "summer": 3,
    "spring": 3,
    "garden": 3,
    "peasant": 4,
    "king": 2,
    "stream": 4,
    "bridge": 3,
    "soil": 3,
    "country": 1,
    "railway": 3,
    "train": 3,
    "walk": 1,
    "rail": 2,
    "house": 2,
    "home": 1,
    "prairie": 5,
    "vineyard": 5,
    "land": 1,
}
ROADS = ("road", "street", "walk", "travel", "rail", "railway", "train", "journey")
"""Words of a road in place of the river."""
CASTLES = ("castle", "king", "queen", "knight", "fortress", "palace", "tower")
CHURCHES = ("church", "monk", "priest", "bell")
FARMS = ("farm", "house", "home", "farmer", "cottage")
HEEDS = frozenset([*ROADS, *CASTLES, *SETTLED, *CHURCHES, *FARMS])
"""Words that put something into it."""


def paint(canvas: Canvas) -> Field:
    """Return open country."""
    rng = canvas.rng("valley")
    horizon = rng.uniform(0.42, 0.50) + (0.18 if canvas.titled and canvas.upright else 0)
    place = (rng.uniform(0.2, 0.8), horizon - rng.uniform(0.04, 0.18))
    sky = painted_sky(canvas, horizon + 0.02, place, Weathering(rng.uniform(0.3, 0.55), 3.0))
    view = View(horizon=horizon - 0.01, eye=1.05, near=0.8, far=40.0, focal=1.1)
    path = _Path(canvas)
    land = surveyed(canvas, view, _country(canvas, path))
    image = laid_over(sky.image, land, _painted(canvas, land, sky, path))
    return _landmark(canvas, image, view, land)


class _Path:
    """The river's or road's middle line, x for each depth."""

    def __init__(self, canvas: Canvas) -> None:
        rng = canvas.rng("path")
        self.phase, self.swing, self.lean = (
            rng.uniform(0, 6.3),
            rng.uniform(0.35, 0.7),
            rng.normal(0, 0.05),
        )

    def x(self, z: Field) -> Field:
        wave = (
            np.sin(np.log(z + 0.6) * 3.1 + self.phase) * 0.55
            + np.sin(z * 0.55 + self.phase * 2) * 0.35
        )
        return (self.swing * wave * np.sqrt(z) + self.lean * z).astype(np.float32)


def _country(canvas: Canvas, path: _Path) -> Heights:
    rng = canvas.rng("country")
    hills, far = rolling(rng, 5.0, 6, 0.34), rolling(rng, 9.0, 7, 0.46)

    def heights(x: Field, z: Field, grain: Field) -> Field:
        aside = np.abs(x - path.x(z))
        bank = 1 - np.exp(-((aside / (0.35 + 0.10 * z)) ** 2))
        away = np.clip((z - 7) / 22, 0, 1)
        low = (0.15 + 0.15 * hills(x, z, grain)) * bank
        return low + away**1.3 * (1.15 + 0.55 * far(x, z, grain)) * (0.35 + 0.65 * bank)

    return heights


def _painted(canvas: Canvas, land: Land, sky: Sky, path: _Path) -> Field:
    side = 1.0 if sky.x > canvas.width / 2 else -1.0
    lit = lambert(land, (side * 0.85, 0.45, 0.30), 1.6)
    ground = _fields(canvas, land)
    ambient = canvas.sky[2] * np.float32(0.45) + canvas.sky[1] * np.float32(0.25)
    colour = ground * (
        grey(lit) * canvas.light * np.float32(2.5 * canvas.power) + ambient * np.float32(1.3)
    )
    wide = np.float32(0.055) + 0.030 * np.clip(land.z, 0, 6)
    aside = np.abs(land.x - path.x(np.broadcast_to(land.z, land.x.shape)))
    edge = land.z / np.float32(canvas.unit) * 1.2
    inside = step(wide + edge, wide - edge, aside) * (land.z < 22)
    calm = from_tile(
        band_tile(canvas.rng("eddies"), 6, 60, 1.0),
        land.x * np.float32(0.5),
        land.z * np.float32(1.4),
    )
    mirrored = np.clip(1.0 - 0.62 / np.maximum(land.z, 0.6) ** 0.8 + 0.035 * calm, 0.15, 1)
    shine = ramp(
        canvas.sky, np.broadcast_to(mirrored, land.x.shape).astype(np.float32)
    ) * np.float32(0.9)
    if canvas.says(*ROADS):
        shine = shine * np.float32(0.15) + canvas.palette.land[0] * np.float32(0.5)
    colour = mix(colour.astype(np.float32), shine, inside * np.float32(0.92))
    amount = haze_amount(land, 30.0, -0.02, 0.20)
    toward = np.exp(
        -((land.x / land.z - np.float32((sky.x - canvas.width / 2) / canvas.unit)) ** 2) * 2.5
    )
    haze = canvas.haze * np.float32(0.88) + grey(toward) * canvas.light * np.float32(
        0.16 * canvas.power
    )
    return mix(colour, haze.astype(np.float32), amount)


def _fields(canvas: Canvas, land: Land) -> Field:
    """Return the ground's own colour: a patchwork of fields with hedges, woods on the heights."""
    rng = canvas.rng("fields")
    warp = from_tile(
        band_tile(rng, 2, 8, 1.0), land.x / np.float32(14), land.z / np.float32(14)
    ) * np.float32(0.25)
    turn = rng.uniform(0.2, 0.9)
    u = (land.x * np.cos(turn) + land.z * np.sin(turn)) / np.float32(1.5) + warp
    v = (land.z * np.cos(turn) - land.x * np.sin(turn)) / np.float32(1.0) + warp
    v = v + np.float32(0.37) * np.floor(u)
    cell = (np.floor(u).astype(np.int64) * 73856093 ^ np.floor(v).astype(np.int64) * 19349663) & 255
    shade = rng.uniform(0.55, 1.25, 256).astype(np.float32)[cell]
    hue = rng.random(256).astype(np.float32)[cell]
    grass = canvas.palette.land[0] * rgb(0.70, 0.95, 0.50) + rgb(0.03, 0.06, 0.01)
    grain = canvas.palette.land[0] * np.float32(0.7) + canvas.palette.sun * rgb(0.30, 0.24, 0.10)
    ground = mix(
        np.broadcast_to(grass, (*u.shape, 3)), np.broadcast_to(grain, (*u.shape, 3)), hue**2
    ) * grey(shade)
    edge_u, edge_v = np.abs(u - np.floor(u) - 0.5), np.abs(v - np.floor(v) - 0.5)
    ragged = from_tile(band_tile(rng, 8, 200, 0.8), land.x / np.float32(3), land.z / np.float32(3))
    hedge = step(0.455, 0.485, np.maximum(edge_u, edge_v) + 0.010 * ragged)
    woods = step(
        1.0,
        1.25,
        from_tile(band_tile(rng, 2, 60, 1.3), land.x / np.float32(9), land.z / np.float32(9))
        + 0.06 * ragged,
    )
    dark = canvas.palette.land[1] * np.float32(0.9) + grass * np.float32(0.16)
    speck = 1 + 0.10 * ragged
    ground = mix(
        (ground * grey(speck)).astype(np.float32),
        np.broadcast_to(dark, ground.shape),
        np.maximum(hedge * 0.8, woods * 0.9),
    )
    return ground


def _hill(rng: Generator, x: float, foot: float, size: float) -> Outline:
    """Return the rock that a castle stands on, a little uneven, its flanks running out into the country."""
    across = np.linspace(-1.9, 1.9, 61)
    rough = np.interp(across, np.linspace(-1.9, 1.9, 16), rng.normal(0, 0.025, 16))
    rise = 0.42 / (1 + (np.abs(across) / 0.95) ** 6) + 0.02
    line = np.stack([x + across * size, foot + 0.18 * size - (rise + rough) * size], 1)
    return np.concatenate(
        [line, [(x + 1.9 * size, foot + 0.2 * size), (x - 1.9 * size, foot + 0.2 * size)]]
    )


def _landmark(canvas: Canvas, image: Field, view: View, land: Land) -> Field:
    """Stand a church, farm or castle on a rise when the words speak of one."""
    rng = canvas.rng("landmark")
    column = int(rng.uniform(0.25, 0.75) * canvas.width)
    depth = int(np.searchsorted(land.z[:, 0], rng.uniform(7.0, 10.0)))
    foot = float(land.crest[depth, column])
    outlines: list[Outline] = []
    near = canvas.says("castle") and canvas.says("fortress")  # it is what the picture shows
    if canvas.says(*CASTLES):
        if near:
            aside = canvas.titled and not canvas.upright
            column = round((0.71 if aside else rng.uniform(0.44, 0.56)) * canvas.width)
            foot = float(land.crest[depth, column])
        size = canvas.unit * (0.30 if near else 0.13)
        outlines = castle(rng, column, foot - (0.22 * size if near else 0), size)
        if near:
            outlines.append(_hill(rng, column, foot, size))
    elif canvas.says(*SETTLED):
        outlines = hamlet(rng, column, land.crest[depth], canvas.unit * 0.10)
    elif canvas.says(*CHURCHES):
        outlines = church(column, foot, canvas.unit * 0.10)
    elif canvas.says(*FARMS) or rng.random() < 0.3:
        outlines = [
            *cottage(column, foot, canvas.unit * 0.07),
            boxed(
                column + 0.05 * canvas.unit,
                foot - 0.02 * canvas.unit,
                column + 0.09 * canvas.unit,
                foot,
            ),
        ]
    if not outlines:
        return image
    dark = mix(canvas.palette.land[1], canvas.haze, 0.09 if near else 0.22)
    mask = filled(canvas, outlines)
    if near:  # its rock goes over into the fields
        mask = mask * step(foot + 0.06 * canvas.unit, foot - 0.03 * canvas.unit, canvas.rows())
    return mix(image, canvas.blank(dark), np.asarray(mask, np.float32))
