"""Things: one drawn subject, large, lit and shadowed, in an evening of the video's colours."""

import numpy as np

from factory.depiction.depiction import Depiction
from resources.illustrators.lettered.backdrop import shaped
from resources.illustrators.lettered.signs import placed, sign
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.colour import ramp
from resources.illustrators.scenery.painting.noise import fractal
from resources.illustrators.scenery.painting.pixels import (
    Field,
    blurred,
    grey,
    mix,
    resized,
    rgb,
    step,
)

SMALL = 8
ALOFT = frozenset(
    [
        "airplane",
        "helicopter",
        "airballoon",
        "parachute",
        "rocket-launch",
        "satellite-variant",
        "phosphor:planet-fill",
        "earth",
        "moon-waning-crescent",
        "white-balance-sunny",
        "bird",
        "bat",
        "bee",
        "butterfly",
        "kite",
        "cloud",
        "weather-windy",
        "weather-hurricane",
        "weather-tornado",
        "meteor",
        "ufo-outline",
        "ghost",
        "lightning-bolt",
        "snowflake",
        "owl",
        "feather",
        "leaf",
        "fa5:dragon",
        "jellyfish",
        "fish",
        "dolphin",
        "shark",
        "turtle",
    ]
)
"""Signs that hang in the air or water: no ground under them."""


def paint(canvas: Canvas, depiction: Depiction) -> Field:
    """Return the subject before sky and a low sun, on a ground that it throws its shade on."""
    assert depiction.subject is not None
    draw = depiction.subject.draw
    rng = canvas.rng("thing")
    aloft = draw in ALOFT
    upright, low = canvas.upright, canvas.upright and canvas.titled
    horizon = canvas.height * (0.86 if aloft else 0.70 if low else 0.565 if upright else 0.68)
    sun_x = canvas.width * float(0.5 + rng.uniform(-0.20, 0.20))
    size = canvas.unit * (0.42 if low else 0.60 if upright else 0.52)
    size *= float(rng.uniform(0.94, 1.06))
    middle = canvas.height * (0.55 if low else 0.36 if upright else 0.42)
    middle = middle if aloft else horizon - size * 0.47
    sun = (sun_x, middle - size * float(rng.uniform(-0.05, 0.22)))
    image = _sky(canvas, horizon, sun, size)
    x = canvas.width * float(0.5 + rng.uniform(-0.04, 0.04))
    shape = sign(draw, round(size))
    if low and not aloft:
        middle = horizon - shape.shape[0] * 0.48
    mask = placed(shape, (canvas.width, canvas.height), x, middle)
    if not aloft:
        image = _ground(canvas, image, mask, horizon)
    body = canvas.palette.land[1] * np.float32(0.9) + canvas.palette.night[1] * np.float32(0.25)
    head = canvas.palette.land[0] * np.float32(0.62) + canvas.palette.night[3] * np.float32(0.25)
    image = shaped(canvas, image, mask, (body, head))
    return _veiled(canvas, image, horizon, aloft)


def _sky(canvas: Canvas, horizon: float, sun: tuple[float, float], size: float) -> Field:
    """Return sky with a great pale disc behind the subject, and long clouds."""
    rng = canvas.rng("sky")
    width, height = -(-canvas.width // SMALL), -(-canvas.height // SMALL)
    rows = (np.arange(height, dtype=np.float32)[:, None] + 0.5) * SMALL
    columns = (np.arange(width, dtype=np.float32)[None, :] + 0.5) * SMALL
    at = np.clip(rows / np.float32(horizon), 0, 1) ** np.float32(1.15)
    image = ramp(canvas.sky, np.broadcast_to(at, (height, width)))
    streaks = resized(
        fractal(width, height * 5, canvas.unit * 0.5 / SMALL, rng, 0.55), width, height
    )
    cloud = step(0.1, 1.6, streaks) * np.float32(0.30)
    image = mix(image, canvas.sky[4] * np.ones_like(image), cloud)
    away = np.hypot(columns - np.float32(sun[0]), rows - np.float32(sun[1])) / np.float32(size)
    glow = np.exp(-((away / 0.85) ** 2)) * np.float32(0.40 if canvas.night else 0.32)
    image = image + grey(glow.astype(np.float32)) * canvas.light
    full = resized(np.maximum(image, 0).astype(np.float32), canvas.width, canvas.height)
    distance = np.hypot(canvas.columns() - np.float32(sun[0]), canvas.rows() - np.float32(sun[1]))
    disc = step(size * 0.43 + 1.5, size * 0.43 - 1.5, distance)
    pale = canvas.light * np.float32(0.62) + canvas.sky[4] * np.float32(0.26)
    return mix(full, canvas.blank(pale), disc * np.float32(0.62))


def _ground(canvas: Canvas, image: Field, mask: Field, horizon: float) -> Field:
    """Return dark ground below the horizon, the subject's long shade on it."""
    rng = canvas.rng("ground")
    rough = fractal(canvas.width, 1, canvas.unit * 0.45, rng, 0.45)[0] * np.float32(
        0.006 * canvas.unit
    )
    below = step(-1.2, 1.2, canvas.rows() - np.float32(horizon) - rough[None, :])
    depth = np.clip((canvas.rows() - np.float32(horizon)) / (canvas.height - horizon), 0, 1)
    far = canvas.palette.land[0] * np.float32(0.55) + canvas.haze * np.float32(0.16)
    near = canvas.palette.land[1] * np.float32(1.1) + canvas.palette.night[0] * np.float32(0.3)
    earth = ramp(
        [far, far * np.float32(0.5) + near * np.float32(0.5), near], depth ** np.float32(0.6)
    )
    earth = np.broadcast_to(earth, image.shape)
    grain = fractal(canvas.width // 2, canvas.height // 6, canvas.unit * 0.05, rng, 0.6)
    earth = earth * grey(1 + 0.10 * resized(grain, canvas.width, canvas.height))
    foot = round(horizon)
    tall = min(canvas.height - foot, round(0.42 * canvas.unit))
    thrown = mask[max(0, foot - round(0.62 * canvas.unit)) : foot][::-1]
    if tall > 0 and thrown.size:
        shade = resized(np.ascontiguousarray(thrown), canvas.width, tall)
        fade = np.linspace(1, 0, tall, dtype=np.float32)[:, None]
        sheet = np.zeros_like(mask)
        sheet[foot : foot + tall] = shade * fade
        earth = earth * grey(1 - np.float32(0.62) * blurred(sheet, 0.010 * canvas.unit))
    return mix(image, np.asarray(earth, np.float32), below)


def _veiled(canvas: Canvas, image: Field, horizon: float, aloft: bool) -> Field:
    """Return the picture with mist along the horizon."""
    if aloft:
        return image
    away = np.abs(canvas.rows() - np.float32(horizon)) / np.float32(0.07 * canvas.unit)
    mist = np.broadcast_to(np.exp(-(away**2)), image.shape[:2]) * np.float32(0.16)
    colour = canvas.haze + rgb(0.02, 0.02, 0.02)
    return mix(image, canvas.blank(colour), mist.astype(np.float32))
