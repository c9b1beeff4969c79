"""Grounds: where a drawn thing is: what it stands on, floats on or hangs in, and what is seen behind it."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from factory.depiction.depiction import Footing, Setting
from factory.depiction.surroundings import AFTER_DARK
from resources.illustrators.scenery import backgrounds
from resources.illustrators.scenery.painting.boards import boards
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.noise import band_tile, line, plane
from resources.illustrators.scenery.painting.pixels import (
    Field,
    blurred,
    grey,
    mix,
    resized,
    rgb,
    step,
)
from resources.illustrators.scenery.painting.shapes import below, filled

SMALL = 2
"""Grounds are painted so many times smaller: they are a little out of focus behind what stands on them."""
AFLOAT = 0.07
"""How much of a floating thing is under water, as a part of its size."""
TOPS = (
    rgb(0.26, 0.125, 0.060),
    rgb(0.30, 0.19, 0.10),
    rgb(0.13, 0.075, 0.050),
    rgb(0.17, 0.16, 0.16),
)
"""Of tables and floors: oak, ash, walnut, grey oak, as reflectance."""
CLOSE = 0.022
"""How far what is behind a table is out of focus, in the canvas's unit."""
SANDY = frozenset[Setting]({"desert", "shore"})
SAND = rgb(0.46, 0.35, 0.22)
"""As reflectance, dry."""
LOW = 0.42
"""How far a horizon is moved down below what flies, as a part of the height."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a thing is on its picture, in pixels."""

    x: float
    y: float
    """Of its middle."""
    size: float
    """Of its longer side."""
    foot: float
    """Where it touches the ground, from the top."""


def ground(canvas: Canvas, footing: Footing, setting: Setting, at: Standing) -> Field:
    """Return what is behind and below a thing, with its shade where it stands."""
    small = replace(canvas, width=-(-canvas.width // SMALL), height=-(-canvas.height // SMALL))
    there = Standing(at.x / SMALL, at.y / SMALL, at.size / SMALL, at.foot / SMALL)
    if footing in {"air", "space"}:
        image = backgrounds.view(small, setting, low=LOW)
    elif footing == "sea":
        image = backgrounds.view(small, setting)
    elif footing == "water":
        image = backgrounds.view(small, setting, soft=0.0015)
    elif footing in {"room", "table"}:
        image = _indoors(small, footing, setting, there)
    elif setting == "hall":
        image = _hall(small, there)
    else:
        image = open_country(small, footing, setting, there)
    return resized(image, canvas.width, canvas.height)


def before(canvas: Canvas, image: Field, empty: Field, footing: Footing, at: Standing) -> Field:
    """Return the picture with what lies before a thing: the water that it floats in and mirrors it.

    Args:
        canvas: gives the size.
        image: the ground with the thing on it.
        empty: the ground alone.
        footing: of the thing.
        at: where it is.
    """
    if footing != "water":
        return image
    level = round(at.foot - AFLOAT * at.size)
    deep = min(canvas.height - level, level, round(0.8 * at.size))
    if deep < 2:
        return image
    rows = np.arange(deep, dtype=np.float32)
    sway = np.sin(rows / np.float32(0.012 * canvas.unit)) * (0.004 * canvas.unit + 0.03 * rows)
    columns = np.broadcast_to(np.arange(canvas.width, dtype=np.float32), (deep, canvas.width))
    source = np.broadcast_to((level - rows)[:, None], (deep, canvas.width))
    shown = cv2.remap(
        np.asarray(image, np.float32),
        np.asarray(columns + sway[:, None], np.float32),
        np.asarray(source, np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    inside = step(0.75, 0.45, np.abs(canvas.columns() - np.float32(at.x)) / np.float32(at.size))
    fade = (0.55 * np.exp(-rows / np.float32(0.35 * at.size)) * (1 - rows / deep))[:, None] * inside
    result = image.copy()
    result[level:] = empty[level:]
    result[level : level + deep] = mix(
        result[level : level + deep], shown * np.float32(0.75), np.asarray(fade, np.float32)
    )
    wake = np.exp(-(((canvas.rows() - level) / np.float32(0.006 * canvas.unit)) ** 2))
    wake = wake * step(
        0.56, 0.40, np.abs(canvas.columns() - np.float32(at.x)) / np.float32(at.size)
    )
    return np.asarray(result + grey(wake * np.float32(0.35)) * canvas.sky[4], np.float32)


def open_country(canvas: Canvas, footing: Footing, setting: Setting, at: Standing) -> Field:
    """Return open country with a near rise that the thing stands on, grass before it."""
    image = backgrounds.view(canvas, setting)
    rng = canvas.rng("earth")
    bare = footing == "plain" or setting in {"desert", "snow", "city", "shore"}
    back = at.foot - 0.15 * at.size
    rough = line(canvas.width, 0.5 * canvas.unit, rng, 0.4) * 0.012
    rough = rough + (0 if bare else 1) * line(canvas.width, 0.02 * canvas.unit, rng, 0.6) * 0.0035
    top = np.asarray(back + rough * canvas.unit, np.float32)
    mask = below(canvas, top)
    body = _earth(canvas, setting, back, bare)
    body = body * grey(
        0.75 + 0.6 * backgrounds.falling(canvas, (at.x, at.foot), 0.8 * at.size, 2.2)
    )
    edge = np.exp(-(((canvas.rows() - top[None, :]) / np.float32(0.004 * canvas.unit)) ** 2)) * mask
    sky = canvas.light * np.float32(0.16 * canvas.power) + canvas.sky[4] * np.float32(0.10)
    body = body + grey(edge) * sky
    image = mix(image, np.asarray(body, np.float32), mask)
    image = _shaded(canvas, image, at, mask)
    return image if bare else _grass(canvas, image)


def _earth(canvas: Canvas, setting: Setting, back: float, bare: bool) -> Field:
    """Return ground in perspective, lighter far away, under the light of the sky."""
    rng = canvas.rng("soil")
    power = np.float32(0.25 if setting in AFTER_DARK or canvas.night else 0.52)
    land, light = canvas.palette.land, canvas.light
    tint = rgb(0.78, 0.98, 0.55) if not bare else rgb(1.0, 0.95, 0.9)
    far = (
        land[0] * tint * np.float32(0.42)
        + light * np.float32(0.06)
        + canvas.haze * np.float32(0.10)
    )
    if setting in SANDY:
        far = SAND * np.float32(0.9) + light * np.float32(0.05)
    if setting == "snow":
        far = canvas.sky[4] * np.float32(0.6) + rgb(0.45, 0.45, 0.47)
    near = far * np.float32(0.5 if setting == "snow" else 0.22) + land[1] * np.float32(0.5)
    place = (back - 0.03 * canvas.unit, canvas.width / 2, canvas.unit)
    coarse = plane(canvas.columns(), canvas.rows(), band_tile(rng, 3, 40, 0.9), place, 0.12)
    fine = plane(canvas.columns(), canvas.rows(), band_tile(rng, 20, 200, 0.3), place, 0.10)
    down = np.clip((canvas.rows() - np.float32(back)) / np.float32(canvas.height - back), 0, 1)
    body = far * grey(1 - down**0.7) + near * grey(down**0.7)
    return np.asarray(body * grey(1 + 0.22 * coarse + 0.16 * fine) * power, np.float32)


def _grass(canvas: Canvas, image: Field) -> Field:
    """Return the picture with dark blades at its lower edge, nearer than all else."""
    rng = canvas.rng("blades")
    blades = []
    for _ in range(round(70 * canvas.width / canvas.unit)):
        x, tall = rng.uniform(0, canvas.width), canvas.unit * rng.gamma(4, 0.022)
        aside = abs(x / canvas.width - 0.5) * 2
        tall *= 0.5 + aside
        lean, foot = rng.normal(0, 0.25) * tall, canvas.height + 2.0
        half = 0.045 * tall + 0.5
        blades.append(np.array([(x - half, foot), (x + lean, foot - tall), (x + half, foot)]))
    mask = blurred(filled(canvas, blades), 0.004 * canvas.unit)
    dark = canvas.palette.land[1] * np.float32(0.45)
    return mix(image, canvas.blank(dark), mask * np.float32(0.92))


def _indoors(canvas: Canvas, footing: Footing, setting: Setting, at: Standing) -> Field:
    """Return a table or the boards of a floor before a wall, a window or the lights of a street."""
    rng = canvas.rng("boards")
    close = footing == "table"  # as through a lens that is near to it: what is behind is a blur
    back = at.foot - (0.19 if close else 0.13) * at.size
    if setting in {"window", "lamp"}:
        image = backgrounds.wall(canvas, (at.x, at.y), 0.8 * at.size)
        if setting == "window":
            image = backgrounds.windowed(canvas, image, (at.x, at.y))
        elif not canvas.titled:  # a lamp would hang where the title stands
            image = backgrounds.under_a_lamp(canvas, image, (at.x, at.y))
        image = blurred(image, CLOSE * canvas.unit) if close else _skirted(canvas, image, back)
    elif setting == "hall":
        return _hall(canvas, at)
    else:
        image = backgrounds.view(canvas, setting, soft=backgrounds.SOFTER, low=0.12)
    wood = np.clip(boards(canvas, rng, back - 0.02 * canvas.unit), 0.1, 2)
    pool = 0.16 + 0.95 * backgrounds.falling(canvas, (at.x, at.foot), 0.62 * at.size, 1.7)
    lamp = canvas.palette.lamp * np.float32(0.55) + rgb(0.30, 0.27, 0.24)
    tone = canvas.palette.land[0] * np.float32(0.12) + TOPS[int(rng.integers(len(TOPS)))]
    top = grey(pool * wood) * lamp * tone * np.float32(1.25)
    sheen = backgrounds.mirrored(canvas, image, back)
    top = mix(np.asarray(top, np.float32), sheen, 0.10) if close else top
    mask = backgrounds.edged(canvas, back)
    mask = blurred(mask, 0.4 * CLOSE * canvas.unit) if close else mask
    return _shaded(canvas, mix(image, np.asarray(top, np.float32), mask), at, mask)


def _skirted(canvas: Canvas, image: Field, back: float) -> Field:
    """Return a wall with its skirting board."""
    tall = 0.035 * canvas.unit
    board = backgrounds.edged(canvas, back - tall)
    return mix(image, image * np.float32(0.45) + canvas.palette.lamp * np.float32(0.015), board)


def _hall(canvas: Canvas, at: Standing) -> Field:
    """Return a hall whose floor mirrors its windows."""
    back = at.foot - 0.16 * at.size
    image = backgrounds.hall(canvas, back)
    floor = backgrounds.mirrored(canvas, image, back) * np.float32(0.35)
    pool = backgrounds.falling(canvas, (at.x, at.foot), 0.7 * at.size, 1.8)
    tone = canvas.palette.land[0] * np.float32(0.22) + canvas.palette.lamp * np.float32(0.10)
    mask = backgrounds.edged(canvas, back)
    image = mix(image, np.asarray(floor + grey(pool) * tone, np.float32), mask)
    return _shaded(canvas, image, at, mask)


def _shaded(canvas: Canvas, image: Field, at: Standing, below_: Field) -> Field:
    """Return the picture with a pool of shade on the ground under the thing, dark where it touches."""
    across = canvas.columns() - np.float32(at.x)
    down = canvas.rows() - np.float32(at.foot)
    wide = np.hypot(across / np.float32(at.size * 0.55), down / np.float32(at.size * 0.085))
    close = np.hypot(across / np.float32(at.size * 0.40), down / np.float32(at.size * 0.025))
    pool = np.maximum(0.62 * np.exp(-(wide**2)), 0.75 * np.exp(-(close**2))) * below_
    return mix(image, canvas.blank(rgb(0.006, 0.006, 0.010)), pool)
