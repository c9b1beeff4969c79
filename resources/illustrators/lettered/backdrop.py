"""Backdrop: a view far out of focus, calm and dim, that type and drawings stand on."""

from dataclasses import replace

import numpy as np

from factory.depiction.depiction import Setting
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.colour import ramp
from resources.illustrators.scenery.painting.pixels import (
    Field,
    blurred,
    grey,
    no_brighter,
    resized,
    rgb,
    step,
)
from resources.illustrators.scenery.views import hall, view

OUT_OF_FOCUS = 0.016
"""How far what is seen behind type is out of focus, in the canvas's unit."""
MOST_LIGHT = 0.11
"""Relative luminance of the ground: white type on it has 6 to 1, the palette's lamp over 3 to 1."""
SMALL = 4
"""A backdrop is painted so many times smaller."""


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


def backdrop(canvas: Canvas, setting: Setting | None) -> Field:
    """Return a view far out of focus, dimmed so that type on it can be read.

    Args:
        canvas: gives size, seed and colours.
        setting: what is seen; None: a valley.
    """
    small = replace(canvas, width=-(-canvas.width // SMALL), height=-(-canvas.height // SMALL))
    if setting == "hall":
        image = hall(small, 0.66 * small.height)
    else:
        image = view(small, setting or "valley", soft=OUT_OF_FOCUS)
    x, y = middle_of(small)
    across = (small.columns() - np.float32(x)) / np.float32(small.unit)
    down = (small.rows() - np.float32(y)) / np.float32(small.unit)
    pool = np.exp(-(across**2 + down**2) / np.float32(0.9))
    deep = small.palette.night[1] * np.float32(0.30)
    image = image * grey(0.70 + 0.30 * pool) + deep
    image = no_brighter(image, MOST_LIGHT, 97)
    return resized(np.asarray(image, np.float32), canvas.width, canvas.height)


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
