"""Backdrop: a view far out of focus, calm and dim, that type and drawings stand on."""

from dataclasses import replace

import numpy as np

from factory.depiction.depiction import Setting
from resources.illustrators.scenery.backgrounds import hall, view
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.colour import ramp
from resources.illustrators.scenery.painting.pixels import (
    Field,
    blurred,
    grey,
    luminance,
    mix,
    no_brighter,
    resized,
    rgb,
    step,
)

OUT_OF_FOCUS = 0.008
"""How far what is seen behind type is out of focus, in the canvas's unit."""
MOST_LIGHT = 0.11
"""Relative luminance of the ground: white type on it has 6 to 1, the palette's lamp over 3 to 1."""
CALM_ABOVE, CALM_ASIDE = (0.31, 0.46), (0.50, 0.80)
"""Down to where a picture is dark under type above its subject, and from where it is not; so from the left."""
LIGHT_BELOW, LIGHT_BELOW_WIDE = (0.56, 0.80), (0.74, 1.0)
"""From where a backdrop grows lighter, and where it is lightest, upright and wide: below all type."""
LIGHTER = 0.42
"""Relative luminance of its lightest."""
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
    """Return a view far out of focus, dimmed where type is so that it can be read, lighter below it.

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
    dim = no_brighter(image, MOST_LIGHT, 97)
    if not canvas.titled:
        none, whole = LIGHT_BELOW if canvas.upright else LIGHT_BELOW_WIDE
        lit = step(none * small.height, whole * small.height, small.rows())
        dim = mix(dim, no_brighter(image, LIGHTER, 97), np.broadcast_to(lit, image.shape[:2]))
    image = dim
    return resized(np.asarray(image, np.float32), canvas.width, canvas.height)


def calmed(canvas: Canvas, image: Field, *, aside: bool) -> Field:
    """Return a picture dark enough for type at its top, or at its left, as through a graduated filter.

    Args:
        canvas: gives the size.
        image: the picture, not changed.
        aside: whether type stands at the left; else above.
    """
    if aside:
        along = np.broadcast_to(canvas.columns() / np.float32(canvas.width), image.shape[:2])
    else:
        along = np.broadcast_to(canvas.rows() / np.float32(canvas.height), image.shape[:2])
    whole, none = CALM_ASIDE if aside else CALM_ABOVE
    there = (
        image[:, : round(whole * canvas.width)] if aside else image[: round(whole * canvas.height)]
    )
    bright = float(np.percentile(luminance(there), 97))
    dark = np.float32(1 - min(1.0, MOST_LIGHT / max(bright, 1e-6)))
    return image * grey(1 - dark * step(none, whole, along))


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
