"""Sea: waves to the horizon, the light's path on them, islands and ships far out."""

import numpy as np

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.landmarks import ship, steamer
from resources.illustrators.scenery.painting.noise import fractal
from resources.illustrators.scenery.painting.pixels import Field, grey, mix, rgb, step
from resources.illustrators.scenery.painting.shapes import below, birds, crest, filled
from resources.illustrators.scenery.painting.sky import Weathering, painted_sky
from resources.illustrators.scenery.painting.water import Sea, flooded

WORDS = {
    "sea": 4,
    "ocean": 4,
    "wave": 3,
    "ship": 4,
    "steamer": 6,
    "sail": 4,
    "sailor": 4,
    "boat": 4,
    "island": 3,
    "fisherman": 3,
    "captain": 3,
    "voyage": 4,
    "harbour": 2,
    "harbor": 2,
    "tide": 3,
    "water": 1,
    "navy": 4,
    "fleet": 4,
    "cargo": 3,
    "atlantic": 4,
    "pacific": 4,
    "mediterranean": 4,
    "lake": 3,
    "fish": 2,
    "gull": 3,
    "vessel": 4,
    "crew": 3,
    "drown": 3,
}
HEEDS = frozenset(
    ["island", "coast", "harbour", "harbor", "sail", "armada", "steamer", "fleet", "navy", "ship"]
)
"""Words that put something into it."""


def paint(canvas: Canvas) -> Field:
    """Return open water under the sun or moon."""
    rng = canvas.rng("sea")
    stormy = canvas.weather == "storm"
    horizon = rng.uniform(0.44, 0.56) + (0.16 if canvas.titled and canvas.upright else 0)
    place = (rng.uniform(0.28, 0.72), horizon - rng.uniform(0.05, 0.24))
    cover = 0.75 if stormy else rng.uniform(0.3, 0.55)
    sky = painted_sky(canvas, horizon, place, Weathering(cover, rng.uniform(2.5, 4.5), drama=0.6))
    image = sky.image
    if rng.random() < 0.65 or canvas.says("island", "coast", "harbour", "harbor"):
        image = _islands(canvas, image, horizon, sky.x)
    if canvas.says("sail", "armada"):  # all its ships have sails
        image = _ships(canvas, image, horizon)
    elif canvas.says("steamer"):
        image = _steamer(canvas, image, horizon)
    roughness = 0.26 if stormy else rng.uniform(0.07, 0.13)
    waves = Sea(roughness, rng.uniform(1.8, 3.0), foam=0.8 if stormy else 0.0)
    image = flooded(canvas, image, sky.horizon, (sky.x, sky.y), waves)
    image = _haze_line(canvas, image, sky.horizon)
    if rng.random() < 0.5:
        flock = birds(
            rng,
            rng.uniform(0.2, 0.8) * canvas.width,
            (horizon - 0.1) * canvas.height,
            canvas.unit * 0.1,
            canvas.unit * 0.012,
            6,
        )
        image = mix(
            image, canvas.blank(canvas.palette.land[1]), filled(canvas, flock) * np.float32(0.7)
        )
    return image


def _islands(canvas: Canvas, image: Field, horizon: float, light_x: float) -> Field:
    rng = canvas.rng("islands")
    for layer in range(int(rng.integers(1, 4))):
        outline = crest(canvas, f"island{layer}", horizon, 0.020 + 0.012 * layer, 0.3, 0.5)
        middle, breadth = rng.uniform(0, 1) * canvas.width, rng.uniform(0.12, 0.35) * canvas.unit
        rise = np.exp(-(((canvas.columns()[0] - np.float32(middle)) / np.float32(breadth)) ** 2))
        base = np.float32(horizon * canvas.height + 0.5)
        height = (base - outline) * rise + rise * np.float32(rng.uniform(0.02, 0.06) * canvas.unit)
        outline = base - height + step(0.10, 0.02, rise) * np.float32(0.02 * canvas.unit)
        colour = mix(
            canvas.haze * np.float32(0.85),
            canvas.palette.land[0] * np.float32(canvas.power**0.5),
            0.25 + 0.22 * layer,
        )
        toward = np.exp(
            -np.abs(canvas.columns() - np.float32(light_x)) / np.float32(0.3 * canvas.unit)
        )
        face = np.broadcast_to(
            colour + grey(toward) * canvas.light * np.float32(0.08 * canvas.power), image.shape
        )
        image = mix(image, np.asarray(face, np.float32), below(canvas, outline))
    return image


def _ships(canvas: Canvas, image: Field, horizon: float) -> Field:
    rng = canvas.rng("ships")
    fleet = 3 if canvas.says("fleet", "armada", "navy") else 1
    near = canvas.says("sail") and canvas.says("ship")  # it is what the picture shows
    for number in range(fleet):
        size = canvas.unit * rng.uniform(0.10, 0.17) / (1 + 0.8 * number)
        x = rng.uniform(0.2, 0.8) * canvas.width
        if near and number == 0:
            size, x = size * 3.2, canvas.width * (0.5 + 0.3 * (x / canvas.width - 0.5))
        foot = horizon * canvas.height + 0.006 * size
        dark = mix(canvas.palette.land[1], canvas.haze, 0.12 + 0.2 * number)
        image = mix(image, canvas.blank(dark), filled(canvas, ship(rng, x, foot, size)))
    return image


def _steamer(canvas: Canvas, image: Field, horizon: float) -> Field:
    """Return the sea's sky with a liner under way, its smoke behind it."""
    rng = canvas.rng("steamer")
    size = canvas.unit * rng.uniform(0.62, 0.72)
    x = canvas.width * (0.71 if canvas.titled and not canvas.upright else 0.5)
    foot = horizon * canvas.height + 0.012 * size
    dark = mix(canvas.palette.land[1], canvas.haze, 0.10)
    pale = mix(np.asarray(dark, np.float32), canvas.sky[4], 0.32)
    warm = mix(np.asarray(dark, np.float32), rgb(0.45, 0.12, 0.05), 0.35)
    rise = np.maximum(foot - 0.245 * size - canvas.rows(), 0) / np.float32(size)
    back = np.float32(x) - canvas.columns()
    drift = np.clip(back / np.float32(size) + 0.26, 0, None)
    billow = fractal(canvas.width, canvas.height, 0.10 * canvas.unit, rng, 0.55)
    wide = 0.018 + 0.10 * drift
    smoke = np.exp(-(((rise - 0.035 - 0.16 * drift**0.8) / wide) ** 2)) * step(0.0, 0.06, drift)
    smoke = np.clip(smoke * (0.75 + 0.30 * billow) * np.exp(-drift / np.float32(0.55)), 0, 0.8)
    image = mix(image, canvas.blank(np.asarray(dark, np.float32)), np.asarray(smoke, np.float32))
    parts = steamer(x, foot, size)
    for name, colour in (("funnels", warm), ("decks", pale), ("hull", dark)):
        colour = canvas.blank(np.asarray(colour, np.float32))
        image = mix(image, colour, filled(canvas, parts[name]))
    return image


def _haze_line(canvas: Canvas, image: Field, horizon_px: float) -> Field:
    near = np.exp(-np.abs(canvas.rows() - np.float32(horizon_px)) / np.float32(0.012 * canvas.unit))
    return mix(
        image, canvas.blank(canvas.haze), np.broadcast_to(near * np.float32(0.35), image.shape[:2])
    )
