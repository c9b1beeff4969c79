"""Night sky: the Milky Way or an aurora above a dark horizon."""

import numpy as np

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.noise import line
from resources.illustrators.scenery.painting.pixels import Field, blurred, grey, mix, rgb, step
from resources.illustrators.scenery.painting.shapes import below, crest, filled, pine
from resources.illustrators.scenery.painting.sky import Weathering, painted_sky
from resources.illustrators.scenery.painting.stars import galaxy, starlight
from resources.illustrators.scenery.painting.water import Sea, flooded

WORDS = {
    "star": 4,
    "galaxy": 5,
    "milky": 4,
    "aurora": 6,
    "astronomer": 4,
    "universe": 4,
    "comet": 5,
    "constellation": 5,
    "telescope": 4,
    "cosmos": 4,
    "space": 3,
    "night": 2,
    "midnight": 2,
    "heaven": 3,
    "sky": 1,
    "sleep": 2,
    "dream": 2,
    "astronomy": 5,
    "orbit": 4,
    "eclipse": 4,
    "observatory": 5,
    "north": 1,
}
HEEDS = frozenset(["aurora"])
"""Words that put something into it."""


def paint(canvas: Canvas) -> Field:
    """Return a clear night, whatever the palette's usual hour."""
    rng = canvas.rng("night")
    horizon = rng.uniform(0.70, 0.80)
    sky = painted_sky(
        canvas, horizon, (rng.uniform(0.1, 0.9), horizon + 0.1), Weathering(0, stars=0, disc=False)
    )
    if canvas.says("aurora"):
        image = (
            sky.image * np.float32(0.8)
            + starlight(canvas, sky.horizon, 0.7)
            + _aurora(canvas, sky.horizon)
        )
    else:
        light, band = galaxy(
            canvas, rng.choice([-1, 1]) * rng.uniform(0.7, 1.9), rng.uniform(0.30, 0.42)
        )
        fade = grey(step(1.0, 0.55, canvas.rows() / np.float32(sky.horizon)))
        image = (
            sky.image * np.float32(0.8)
            + starlight(canvas, sky.horizon, 1.5, band)
            + light * fade * np.float32(1.5)
        )
    return _ground(canvas, image, sky.horizon)


def _aurora(canvas: Canvas, horizon_px: float) -> Field:
    """Return curtains of light: bright lower hems that trail upwards in rays."""
    rng = canvas.rng("aurora")
    total = np.zeros((canvas.height, canvas.width, 3), np.float32)
    rows = canvas.rows()
    green = canvas.palette.night[4] * np.float32(0.45) + rgb(0.03, 0.42, 0.20)
    top = canvas.palette.night[4] * np.float32(0.3) + rgb(0.22, 0.05, 0.34)
    for curtain in range(int(rng.integers(2, 4))):
        wave = line(canvas.width, canvas.unit * 0.70, rng, 0.36)
        hem = np.float32(
            horizon_px * (0.60 + 0.14 * curtain + rng.uniform(-0.05, 0.05))
        ) + wave * np.float32(0.065 * canvas.unit)
        hem = hem + (
            np.linspace(-0.5, 0.5, canvas.width, dtype=np.float32)
            * np.float32(rng.normal(0, 0.16) * canvas.unit)
        )
        rays = np.exp(0.75 * line(canvas.width, canvas.unit * 0.06, rng, 0.72)) * step(
            -1.6, 0.9, line(canvas.width, canvas.unit * 0.6, rng, 0.4)
        )
        tall = (
            canvas.unit
            * rng.uniform(0.30, 0.55)
            * np.exp(0.30 * line(canvas.width, canvas.unit * 0.10, rng, 0.6))
        )
        up = (hem[None, :] - rows) / tall[None, :].astype(np.float32)
        body = np.exp(-np.maximum(up, 0) * 2.3) * step(-0.16, 0.06, up) * rays[None, :]
        body = (body * np.float32(0.62 - 0.12 * curtain)).astype(np.float32)
        total += grey(body) * (green + (top - green) * grey(step(0.15, 1.5, up)))
    return total * np.float32(0.75) + blurred(total, canvas.unit * 0.05) * np.float32(0.6)


def _ground(canvas: Canvas, image: Field, horizon_px: float) -> Field:
    rng = canvas.rng("ground")
    base = horizon_px / canvas.height
    lake = rng.random() < 0.45
    far = crest(canvas, "far", base - 0.012, 0.035, 0.45, 0.5)
    if lake:
        far = np.float32(horizon_px - 0.004 * canvas.unit) - np.abs(np.float32(horizon_px) - far)
    far_colour = canvas.blank(mix(canvas.haze, canvas.palette.land[1], 0.72) * np.float32(0.6))
    image = mix(image, far_colour, below(canvas, far))
    if lake:
        return flooded(
            canvas, image, horizon_px, (0.0, horizon_px), Sea(0.025, 1.4, glitter=0, clearness=0.9)
        )
    near = crest(canvas, "near", base + 0.075, 0.03, 0.4, 0.5)
    trees = []
    for x in rng.uniform(0, 1, int(90 * canvas.width / canvas.unit)) * canvas.width:
        foot = float(near[int(min(x, canvas.width - 1))]) + 0.01 * canvas.unit
        trees.append(pine(rng, x, foot, canvas.unit * rng.gamma(6, 0.012)))
    mask = np.maximum(below(canvas, near), filled(canvas, trees))
    return mix(image, canvas.blank(canvas.palette.land[1] * np.float32(0.35)), mask)
