"""Backdrop: the calm, deep ground of the video's palette that type and drawings stand on."""

import numpy as np

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.colour import ramp
from resources.illustrators.scenery.painting.noise import fractal
from resources.illustrators.scenery.painting.pixels import (
    Field,
    blurred,
    grey,
    no_brighter,
    resized,
    rgb,
    step,
)

DEEPEST = 0.55
MOST_LIGHT = 0.11
"""Relative luminance of the ground: white type on it has 6 to 1, the palette's lamp over 3 to 1."""
SMALL = 8


def middle_of(canvas: Canvas) -> tuple[float, float]:
    """Return where the subject of a picture stands: over the captions, under the upper edge."""
    if canvas.titled:
        return canvas.width / 2, canvas.height * (0.475 if canvas.upright else 0.26)
    return canvas.width / 2, canvas.height * (0.33 if canvas.upright else 0.42)


def room_of(canvas: Canvas) -> tuple[float, float]:
    """Return how wide and high a subject may be: inside what the camera, captions and a title leave free."""
    if canvas.titled:
        return canvas.width * 0.72, canvas.height * (0.16 if canvas.upright else 0.32)
    if canvas.upright:
        return canvas.width * 0.74, canvas.height * 0.32
    return canvas.width * 0.72, canvas.height * 0.50


def backdrop(canvas: Canvas) -> Field:
    """Return dark sky of the palette with a pool of light behind the subject, and mist."""
    rng = canvas.rng("backdrop")
    width, height = -(-canvas.width // SMALL), -(-canvas.height // SMALL)
    rows = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    columns = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    lean = np.float32(rng.uniform(-0.25, 0.25))
    at = np.clip(rows * 0.8 + (columns - 0.5) * lean, 0, 1)
    image = ramp(canvas.palette.night[:4], at) * np.float32(DEEPEST)
    image += ramp(canvas.palette.sky[:4], at) * np.float32(0.16)
    x, y = middle_of(canvas)
    side = np.float32(x / canvas.width + rng.uniform(-0.22, 0.22))
    across = (columns - side) * np.float32(canvas.width / canvas.unit)
    down = (rows - np.float32(y / canvas.height)) * np.float32(canvas.height / canvas.unit)
    pool = np.exp(-(across**2 + down**2) / np.float32(0.30))
    glow = canvas.palette.sky[3] * np.float32(0.24) + canvas.palette.lamp * np.float32(0.05)
    image = image + grey(pool) * glow
    mist = fractal(width, height, canvas.unit * 0.35 / SMALL, rng, 0.5)
    image = np.maximum(image * grey(1 + 0.16 * mist), 0)
    image = no_brighter(image, MOST_LIGHT, 97)
    return resized(image.astype(np.float32), canvas.width, canvas.height)


def ground_shadow(canvas: Canvas, mask: Field, lean: float) -> Field:
    """Return the soft shade that a shape throws to the side and below, 0 to 1."""
    shift = round(0.020 * canvas.unit)
    thrown = np.roll(np.roll(mask, shift, 0), round(shift * lean), 1)
    return blurred(thrown, 0.016 * canvas.unit) * np.float32(0.55)


def lit_form(canvas: Canvas, mask: Field, lean: float) -> Field:
    """Return light on a rounded form, -1 to 1: its bevel seen from a lamp above at one side."""
    soft = blurred(mask, 0.010 * canvas.unit) * np.float32(0.6) + blurred(
        mask, 0.028 * canvas.unit
    ) * np.float32(0.4)
    rise = np.gradient(soft, axis=0) + np.float32(lean) * np.gradient(soft, axis=1)
    peak = float(np.percentile(np.abs(rise[mask > 0.5]), 98)) if (mask > 0.5).any() else 1.0
    return np.clip(rise / np.float32(max(peak, 1e-6)), -1, 1)


def shaped(canvas: Canvas, image: Field, mask: Field, colours: tuple[Field, Field]) -> Field:
    """Return the picture with a form on it: lit from above at one side, its shade on the ground.

    Args:
        canvas: gives the side of the light.
        image: the ground.
        mask: where the form is, 0 to 1.
        colours: of the form at its foot and at its head.
    """
    lean = 0.8 if canvas.rng("lamp side").random() < 0.5 else -0.8
    image = image * grey(1 - ground_shadow(canvas, mask, -lean))
    there = np.flatnonzero(mask.max(1) > 0.5)
    top, foot = (int(there[0]), int(there[-1]) + 1) if there.size else (0, canvas.height)
    rise = np.clip((foot - canvas.rows()) / np.float32(max(1, foot - top)), 0, 1)
    body = ramp(list(colours), np.broadcast_to(rise, mask.shape))
    light = lit_form(canvas, mask, lean)
    rim = canvas.palette.lamp * np.float32(0.55) + rgb(0.28, 0.28, 0.28)
    body = body * grey(1 + 0.38 * light) + grey(step(0.35, 1.0, light)) * rim * np.float32(0.42)
    return np.asarray(image * (1 - grey(mask)) + body * grey(mask), np.float32)
