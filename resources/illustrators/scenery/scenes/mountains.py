"""Mountains: ranges behind ranges, mist in the valleys, the sun or moon above them."""

import numpy as np

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.colour import ramp
from resources.illustrators.scenery.painting.noise import crags, stretched
from resources.illustrators.scenery.painting.pixels import Field, grey, mix, step
from resources.illustrators.scenery.painting.shapes import below, birds, crest, filled, pine
from resources.illustrators.scenery.painting.sky import Sky, Weathering, painted_sky
from resources.illustrators.scenery.painting.terrain import (
    Land,
    View,
    haze_amount,
    laid_over,
    lambert,
    ridged,
    surveyed,
)

WORDS = {
    "mountain": 3,
    "peak": 3,
    "summit": 3,
    "alps": 4,
    "hill": 2,
    "climb": 1,
    "highland": 3,
    "himalaya": 4,
    "ridge": 3,
    "eagle": 2,
    "alpine": 4,
}


def paint(canvas: Canvas) -> Field:
    """Return layered ranges, drawn as paper-thin silhouettes or as rock in slanting light."""
    rng = canvas.rng("mountains")
    side = rng.uniform(0.22, 0.78)
    horizon = rng.uniform(0.50, 0.60)
    height = horizon - rng.uniform(0.10, 0.26)
    sky = painted_sky(
        canvas, horizon + 0.06, (side, height), Weathering(rng.uniform(0.2, 0.5), rng.uniform(2, 4))
    )
    if rng.random() < 0.5:
        return _ranges(canvas, sky, horizon)
    return _massif(canvas, sky, horizon)


def _ranges(canvas: Canvas, sky: Sky, horizon: float) -> Field:
    rng = canvas.rng("ranges")
    image, layers = sky.image, int(rng.integers(5, 8))
    for layer in range(layers):
        t = layer / (layers - 1)
        base = horizon - 0.035 + 0.40 * t**1.25 + rng.normal(0, 0.008)
        rise = (0.085 + 0.03 * t) * rng.uniform(0.75, 1.25)
        outline = crest(canvas, f"ridge{layer}", base, rise, rng.uniform(0.35, 0.7), 0.50)
        if t > 0.75:
            outline = outline + np.float32(0.03 * canvas.unit)
        image = _layer(canvas, image, sky, outline, t)
    return _foreground(canvas, image, horizon)


def _layer(canvas: Canvas, image: Field, sky: Sky, outline: Field, t: float) -> Field:
    """Lay one range over the picture: haze by distance, mist rising from its foot."""
    rng = canvas.rng(f"layer{t:.3f}")
    far, near = canvas.palette.land
    haze = canvas.haze
    stops = (haze * 0.92, mix(haze, far, 0.62), mix(far, near, 0.45), near * 0.75)
    colour = ramp([np.asarray(stop, np.float32) for stop in stops], t) * np.float32(
        canvas.power**0.25
    )
    under = (canvas.rows() - outline[None, :]) / np.float32(canvas.unit)
    texture = stretched(canvas.width, canvas.height, canvas.unit * 0.30, rng, 3.0)
    rock = crags(canvas.width, canvas.height, canvas.unit * 0.13, rng, sky.x > canvas.width / 2)
    face = grey(1 + (0.10 + 0.35 * t) * rock) * colour
    toward = np.exp(-np.abs(canvas.columns() - np.float32(sky.x)) / np.float32(0.5 * canvas.unit))
    rim = (
        np.exp(-np.clip(under, 0, None) / 0.012)
        * toward
        * np.float32(0.30 * canvas.power * (1 - 0.6 * t))
    )
    face = face + grey(rim) * canvas.light
    mist = step(0.01, 0.20 + 0.10 * t, under + 0.030 * texture) * np.float32(0.80 * (1 - t) ** 0.7)
    glow = haze * np.float32(0.9) + canvas.light * grey(toward) * np.float32(0.10 * canvas.power)
    face = mix(face, np.broadcast_to(glow, face.shape), mist)
    return mix(image, face, below(canvas, outline))


def _foreground(canvas: Canvas, image: Field, horizon: float) -> Field:
    rng = canvas.rng("foreground")
    outline = crest(canvas, "bank", min(horizon + 0.36, 0.93), 0.035, 0.5, 0.45)
    slope = np.linspace(-1, 1, canvas.width, dtype=np.float32) * np.float32(
        rng.choice([-1, 1]) * 0.06 * canvas.unit
    )
    outline = outline + slope
    trees = []
    for x in rng.uniform(-0.02, 1.02, int(46 * canvas.width / canvas.unit)) * canvas.width:
        ground = float(outline[int(np.clip(x, 0, canvas.width - 1))])
        trees.append(pine(rng, x, ground + 0.015 * canvas.unit, canvas.unit * rng.gamma(7, 0.011)))
    mask = np.maximum(below(canvas, outline), filled(canvas, trees))
    dark = canvas.blank(canvas.palette.land[1] * np.float32(0.6 * canvas.power**0.3))
    image = mix(image, dark, mask)
    if rng.random() < 0.55:
        x, y = rng.uniform(0.2, 0.8) * canvas.width, rng.uniform(0.3, 0.42) * canvas.height
        flock = birds(rng, x, y, canvas.unit * 0.07, canvas.unit * 0.011, int(rng.integers(5, 12)))
        image = mix(image, dark, filled(canvas, flock) * np.float32(0.8))
    return image


def _massif(canvas: Canvas, sky: Sky, horizon: float) -> Field:
    """Return true relief under slanting light, hazy with distance, mist lying in the valleys."""
    rng = canvas.rng("massif")
    view = View(horizon=horizon - 0.04, eye=rng.uniform(1.5, 1.9), near=3.4, far=20.0, focal=2.0)
    peaks = ridged(rng, 7.5, sharpness=0.42)

    def heights(x: Field, z: Field, grain: Field) -> Field:
        far = step(4.0, 15.0, z)
        return peaks(x, z, grain) * (1.7 + 1.0 * far) - np.float32(0.75)

    land = surveyed(canvas, view, heights)
    image = laid_over(sky.image, land, _rock(canvas, land, sky))
    return _foreground(canvas, image, horizon + 0.01)


def _rock(canvas: Canvas, land: Land, sky: Sky) -> Field:
    from_right = 1.0 if sky.x > canvas.width / 2 else -1.0
    lit = lambert(land, (from_right * 0.95, 0.30, 0.18), 1.2)
    far, near = canvas.palette.land
    steep = np.hypot(land.slope_x, land.slope_z)
    snow = step(0.75, 1.15, land.height - 0.20 * steep) * step(3.2, 1.6, steep)
    ground = mix(
        np.broadcast_to(near * 1.6, (*lit.shape, 3)),
        np.broadcast_to(far * 0.75, (*lit.shape, 3)),
        step(0.1, 0.8, land.height),
    )
    white = canvas.sky[4] * np.float32(0.55) + np.float32(0.25)
    ground = mix(ground, np.broadcast_to(white, ground.shape), snow * 0.85)
    direct = grey(lit) * canvas.light * np.float32(2.4 * canvas.power)
    ambient = canvas.sky[2] * np.float32(0.40) + canvas.sky[1] * np.float32(0.30)
    colour = ground * (direct + ambient)
    amount = haze_amount(land, 22.0, -0.3, 0.35)
    toward = np.exp(
        -((land.x / land.z - np.float32((sky.x - canvas.width / 2) / canvas.unit)) ** 2) * 2.0
    )
    haze = canvas.haze * np.float32(0.88) + grey(toward) * canvas.light * np.float32(
        0.12 * canvas.power
    )
    return mix(colour.astype(np.float32), haze.astype(np.float32), amount)
