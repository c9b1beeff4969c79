"""Things: one drawn subject, large, printed before sky and a great disc or rays, in the video's colours."""

import numpy as np

from factory.depiction.depiction import Depiction
from resources.illustrators.lettered.print import Spot, printed
from resources.illustrators.lettered.signs import sign
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.colour import ramp
from resources.illustrators.scenery.painting.noise import fractal
from resources.illustrators.scenery.painting.pixels import (
    Field,
    grey,
    luminance,
    mix,
    resized,
    rgb,
    step,
)

SMALL = 4
MOST_LIGHT = 0.26
"""Relative luminance of the sky at its brightest: pale paper stands out from it by 2.5 to 1."""
RAYS = 18
ALOFT = frozenset(
    [
        "airplane",
        "airship",
        "bat",
        "bee",
        "bird",
        "butterfly",
        "cloud",
        "dolphin",
        "dragon",
        "earth",
        "feather",
        "fish",
        "ghost",
        "helicopter",
        "hurricane",
        "jellyfish",
        "kite",
        "leaf",
        "lightning",
        "meteor",
        "moon",
        "music",
        "owl",
        "parachute",
        "planet",
        "rocket",
        "satellite",
        "shark",
        "sleep",
        "snowflake",
        "sun",
        "tornado",
        "turtle",
        "ufo",
        "water",
        "wind",
    ]
)
"""Subjects that hang in the air or water: no ground under them."""


def paint(canvas: Canvas, depiction: Depiction) -> Field:
    """Return the subject before sky, on a ground that it throws its shade on."""
    assert depiction.subject is not None
    rng = canvas.rng("thing")
    aloft = depiction.subject.name in ALOFT
    upright, low = canvas.upright, canvas.upright and canvas.titled
    aside = canvas.titled and not upright  # a wide thumbnail has its words at the lower left
    size = canvas.unit * (0.56 if low else 0.78 if upright else 0.56 if aside else 0.66)
    size *= float(rng.uniform(0.95, 1.05))
    drawn = sign(depiction.subject.draw, round(size))
    x = canvas.width * float((0.74 if aside else 0.5) + rng.uniform(-0.03, 0.03))
    horizon = canvas.height * (0.76 if low else 0.60 if upright else 0.66 if aside else 0.74)
    high = drawn.form.shape[0]
    middle = canvas.height * (0.58 if low else 0.39 if upright else 0.40 if aside else 0.44)
    middle = middle if aloft else horizon - high * 0.46
    image = ground(canvas, (x, middle), size, None if aloft else horizon)
    spots: list[Spot] = [(drawn, x, middle)]
    return printed(canvas, image, spots)


def ground(
    canvas: Canvas, behind: tuple[float, float], size: float, horizon: float | None
) -> Field:
    """Return sky with a disc, rays or hills behind a subject, and the ground that it stands on.

    Args:
        canvas: gives the colours, and by its seed which of the three.
        behind: the middle of the subject, in pixels.
        size: of the subject, in pixels.
        horizon: where the ground begins, from the top; None: there is none.
    """
    rng = canvas.rng("ground")
    kind = rng.choice(["disc", "rays", "hills"] if horizon else ["disc", "rays"])
    width, height = -(-canvas.width // SMALL), -(-canvas.height // SMALL)
    rows = (np.arange(height, dtype=np.float32)[:, None] + 0.5) * SMALL
    columns = (np.arange(width, dtype=np.float32)[None, :] + 0.5) * SMALL
    foot = np.float32(horizon or canvas.height)
    at = np.broadcast_to(np.clip(rows / foot, 0, 1) * np.float32(0.9), (height, width))
    image = ramp(canvas.sky[:4], at)
    bright = float(np.percentile(luminance(image), 96))
    image = image * np.float32(min(1.0, MOST_LIGHT / max(bright, 1e-6)))
    across, down = columns - np.float32(behind[0]), rows - np.float32(behind[1])
    warm = canvas.light * np.float32(0.20) + canvas.palette.lamp * np.float32(0.20)
    if kind == "rays":
        turn = np.arctan2(down, across) / np.float32(2 * np.pi) * RAYS
        beams = step(-0.06, 0.06, np.sin(turn * np.float32(2 * np.pi)) * np.float32(0.2))
        fade = np.exp(-np.hypot(across, down) / np.float32(size * 1.25))
        image = mix(image, np.broadcast_to(warm, image.shape), beams * fade * np.float32(0.55))
    cloth = fractal(width, height, canvas.unit * 0.3 / SMALL, rng, 0.5)
    image = np.maximum(image * grey(1 + 0.07 * cloth), 0)
    full = resized(np.asarray(image, np.float32), canvas.width, canvas.height)
    if kind != "rays":
        lift = np.float32(0.16 * size if kind == "hills" else 0)
        distance = np.hypot(
            canvas.columns() - np.float32(behind[0]), canvas.rows() - np.float32(behind[1]) + lift
        )
        radius = size * (0.50 if kind == "hills" else 0.63)
        disc = step(radius + 1.5, radius - 1.5, distance)
        full = mix(full, canvas.blank(warm), disc * np.float32(0.80))
    if horizon is None:
        return full
    return _earth(canvas, full, behind[0], size, horizon, hills=kind == "hills")


def _earth(
    canvas: Canvas, image: Field, x: float, size: float, horizon: float, *, hills: bool
) -> Field:
    """Return flat layers of ground, the nearer the darker, with a pool of shade under the subject."""
    rng = canvas.rng("earth")
    far = canvas.palette.land[0] * np.float32(0.34) + canvas.haze * np.float32(0.05)
    near = canvas.palette.land[1] * np.float32(0.9) + canvas.palette.night[1] * np.float32(0.4)
    layers = [(0.0, 0.008, 0.0), (0.19, 0.020, 0.55), (0.42, 0.030, 0.9)]
    if hills:
        layers = [(-0.13, 0.075, -0.35), (-0.05, 0.05, -0.15), *layers]
    rows = canvas.rows()
    for lower, rough, dark in layers:
        line = fractal(canvas.width, 1, canvas.unit * 0.40, rng, 0.4)[0] * np.float32(
            rough * canvas.unit * 0.5
        )
        top = np.float32(horizon + lower * (canvas.height - horizon if lower > 0 else canvas.unit))
        below = step(-1.2, 1.2, rows - top - line[None, :])
        tone = mix(far, near, max(0.0, dark))
        tone = tone * np.float32(1.0 - min(0.0, dark))
        image = mix(image, canvas.blank(np.asarray(tone, np.float32)), below)
        if lower == 0.0:
            away = np.hypot(
                (canvas.columns() - np.float32(x)) / np.float32(size * 0.52),
                (rows - np.float32(horizon + 0.015 * canvas.unit)) / np.float32(size * 0.075),
            )
            pool = np.exp(-(away**2)) * below
            image = mix(image, canvas.blank(rgb(0.008, 0.008, 0.012)), pool * np.float32(0.6))
    return image
