"""Coast: a lighthouse on a headland above the sea, its beam out when the light is low."""

import numpy as np

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.landmarks import SETTLED, cottage, hamlet, lighthouse
from resources.illustrators.scenery.painting.light import halo
from resources.illustrators.scenery.painting.noise import crags, fractal, stretched
from resources.illustrators.scenery.painting.pixels import Field, blurred, grey, mix, rgb, step
from resources.illustrators.scenery.painting.shapes import below, birds, crest, filled
from resources.illustrators.scenery.painting.sky import Sky, Weathering, painted_sky
from resources.illustrators.scenery.painting.water import Sea, flooded

WORDS = {
    "lighthouse": 8,
    "coast": 5,
    "cliff": 4,
    "shore": 5,
    "cape": 4,
    "bay": 3,
    "port": 4,
    "pier": 3,
    "quay": 4,
    "surf": 4,
    "wave": 2,
    "sand": 5,
    "dune": 4,
    "inland": 3,
    "beam": 3,
    "town": 4,
    "village": 4,
    "headland": 5,
    "keeper": 3,
    "harbour": 4,
    "harbor": 4,
    "beacon": 5,
    "lamp": 2,
    "tower": 2,
    "beach": 5,
    "rock": 1,
    "wreck": 2,
    "erosion": 3,
}
WARNING = ("lighthouse", "beacon", "keeper", "lamp", "beam", "lens", "tower")
"""Words of a lighthouse; other coasts have none."""
PORTS = ("harbour", "harbor")
HEEDS = frozenset([*WARNING, *SETTLED, *PORTS])
"""Words that put something into it."""


def paint(canvas: Canvas) -> Field:
    """Return headland, lighthouse and sea."""
    rng = canvas.rng("coast")
    stormy = canvas.weather == "storm"
    low = canvas.titled and canvas.upright
    horizon = rng.uniform(0.68, 0.71) if low else rng.uniform(0.55, 0.64)
    right = rng.random() < 0.5 or (canvas.titled and not canvas.upright)  # words are at the left
    sun = (
        rng.uniform(0.15, 0.42) if right else rng.uniform(0.58, 0.85),
        horizon - rng.uniform(0.06, 0.2),
    )
    cover = 0.85 if stormy else rng.uniform(0.35, 0.6)
    sky = painted_sky(canvas, horizon, sun, Weathering(cover, 3.0, disc=not stormy, drama=0.6))
    waves = Sea(0.24 if stormy else 0.11, 2.2, foam=0.9 if stormy else 0.1, glitter=0.9)
    image = flooded(canvas, sky.image, sky.horizon, (sky.x, sky.y), waves)
    outline = _headland(canvas, horizon, right)
    x = (rng.uniform(0.66, 0.76) if right else rng.uniform(0.24, 0.34)) * canvas.width
    size = canvas.unit * (rng.uniform(0.40, 0.44) if low else rng.uniform(0.46, 0.58))
    foot = float(outline[int(x)]) + 0.012 * size
    lit = canvas.night or canvas.overcast or rng.random() < 0.5
    if not canvas.says(*WARNING):
        image = _houses(canvas, image, outline, x, size)
    else:
        if lit:
            image = image + _beam(canvas, x, foot - size * 0.833, size, right)
        image = _tower(canvas, image, sky, (x, foot, size), lit)
    image = _cliff(canvas, image, sky, outline)
    if rng.random() < 0.6:
        flock = birds(
            rng,
            (0.3 if right else 0.7) * canvas.width,
            0.34 * canvas.height,
            canvas.unit * 0.09,
            canvas.unit * 0.014,
            6,
        )
        image = mix(
            image, canvas.blank(canvas.palette.land[1]), filled(canvas, flock) * np.float32(0.75)
        )
    return image


def _houses(canvas: Canvas, image: Field, outline: Field, x: float, size: float) -> Field:
    """Stand on the headland who lives there, where no ship is warned."""
    rng = canvas.rng("houses")
    if canvas.says(*SETTLED, *PORTS):
        outlines = hamlet(rng, x, outline, size * 0.34)
    else:
        outlines = cottage(x, float(outline[int(x)]) + 0.02 * size, size * 0.26)
    dark = mix(canvas.palette.land[1], canvas.haze, 0.12)
    return mix(image, canvas.blank(dark), filled(canvas, outlines))


def _headland(canvas: Canvas, horizon: float, right: bool) -> Field:
    """Return the cliff's outline: high on one side, falling into the sea towards the other."""
    rng = canvas.rng("headland")
    across = np.linspace(0, 1, canvas.width, dtype=np.float32)
    across = across if right else across[::-1]
    rough = crest(canvas, "cliff", 0, 0.014, 0.25, 0.55)
    top = (horizon - 0.015) * canvas.height
    edge = rng.uniform(0.40, 0.50)
    fall = step(edge + 0.10, edge - 0.16, across) + 0.5 * step(edge - 0.02, edge - 0.3, across)
    drop = fall * np.float32(canvas.unit * rng.uniform(0.30, 0.42))
    ledge = 0.05 * canvas.unit * step(0.9, 0.5, across) * step(edge, edge + 0.15, across)
    return (np.float32(top) + drop + ledge + rough * (1 + 2.2 * np.clip(fall, 0, 1))).astype(
        np.float32
    )


def _cliff(canvas: Canvas, image: Field, sky: Sky, outline: Field) -> Field:
    rng = canvas.rng("rock")
    under = (canvas.rows() - outline[None, :]) / np.float32(canvas.unit)
    blocks = crags(canvas.width, canvas.height, canvas.unit * 0.16, rng, sky.x > canvas.width / 2)
    layers = stretched(canvas.width, canvas.height, canvas.unit * 0.10, rng, 5.0)
    texture = np.clip(0.85 + 0.85 * blocks + 0.13 * layers, 0.12, 2.2)
    far, near = canvas.palette.land
    base = mix(near, far, 0.26) * np.float32(0.8 * canvas.power**0.3)
    face = grey(texture) * base
    toward = np.exp(-np.abs(canvas.columns() - np.float32(sky.x)) / np.float32(0.6 * canvas.unit))
    grass = np.exp(-np.clip(under, 0, None) / 0.010) * toward * (0.8 + 0.4 * layers)
    face = face + grey(np.clip(grass, 0, 1)) * canvas.light * np.float32(0.28 * canvas.power)
    face = face * grey(step(0.75, 0.0, under) * 0.75 + 0.25)
    tufts = blurred(
        below(canvas, outline + 0.004 * np.float32(canvas.unit) * layers[canvas.height // 2]), 0.5
    )
    return mix(image, face.astype(np.float32), tufts)


def _tower(
    canvas: Canvas, image: Field, sky: Sky, place: tuple[float, float, float], lit: bool
) -> Field:
    x, foot, size = place
    rng = canvas.rng("tower")
    parts = lighthouse(x, foot, size)
    across = (canvas.columns() - np.float32(x)) / np.float32(size * 0.115)
    side = np.float32(1.0 if sky.x > x else -1.0)
    round_light = np.clip(0.42 + 0.62 * across * side - 0.25 * across**2, 0.05, 1.2)
    white = canvas.sky[4] * np.float32(0.45 * canvas.power**0.2) + canvas.sky[2] * np.float32(0.35)
    stone = white + canvas.light * np.float32(0.25 * canvas.power)
    face = np.broadcast_to(grey(round_light * 0.9), (canvas.height, canvas.width, 1)) * stone
    if rng.random() < 0.6:
        up = (np.float32(foot) - canvas.rows()) / np.float32(size)
        bands = step(-0.02, 0.02, np.sin(up * np.float32(np.pi / 0.148)) * 0.1)
        red = canvas.palette.lamp * rgb(0.55, 0.20, 0.16)
        face = mix(face, face * red * 1.6, np.broadcast_to(bands, face.shape[:2]) * np.float32(0.9))
    stain = fractal(canvas.width, canvas.height, size * 0.12, rng, 0.6)
    image = mix(
        image, (face * grey(1 + 0.07 * stain)).astype(np.float32), filled(canvas, parts["tower"])
    )
    house = cottage(x - float(side) * size * 0.36, foot + 0.03 * size, size * 0.34)
    image = mix(
        image, canvas.blank(canvas.palette.land[1] * np.float32(1.2)), filled(canvas, house)
    )
    glow = canvas.palette.lamp * np.float32(3.2 if lit else 0.5)
    image = mix(image, canvas.blank(glow), filled(canvas, parts["lantern"]))
    image = mix(
        image, canvas.blank(canvas.palette.land[1] * np.float32(0.8)), filled(canvas, parts["dark"])
    )
    if lit:
        image = image + halo(
            canvas, x, foot - size * 0.833, canvas.palette.lamp * np.float32(0.8), 0.16
        )
    return image


def _beam(canvas: Canvas, x: float, y: float, size: float, right: bool) -> Field:
    """Return the lantern's two beams, thinning with distance and drifting through the air."""
    rng = canvas.rng("beam")
    angle = np.float32(rng.uniform(0.02, 0.16) * (1 if right else -1))
    across = (canvas.columns() - np.float32(x)) / np.float32(canvas.unit)
    down = (canvas.rows() - np.float32(y)) / np.float32(canvas.unit)
    along = across * np.cos(angle) + down * np.sin(angle)
    off = down * np.cos(angle) - across * np.sin(angle)
    length = np.abs(along)
    width = 0.010 + 0.085 * length
    air = 0.85 + 0.22 * fractal(canvas.width, canvas.height, canvas.unit * 0.25, rng, 0.5)
    body = np.exp(-((off / width) ** 2) * 1.6) / (1 + 2.2 * length) * np.clip(air, 0.3, 2)
    strong = 0.55 if canvas.night else 0.22
    body = body * np.where(along * (-1 if right else 1) > 0, 1.0, 0.6)
    return grey(body.astype(np.float32)) * canvas.palette.lamp * np.float32(strong)
