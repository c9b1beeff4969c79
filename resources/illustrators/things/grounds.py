"""Grounds: what a drawn thing stands on, floats on or hangs in, in flat layers of the video's colours."""

from dataclasses import dataclass

import numpy as np

from factory.depiction.depiction import Footing
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.colour import ramp
from resources.illustrators.scenery.painting.noise import fractal
from resources.illustrators.scenery.painting.pixels import (
    Field,
    grey,
    luminance,
    mix,
    no_brighter,
    resized,
    rgb,
    step,
)
from resources.illustrators.things.surroundings import clouded, submerged, windowed, wooded

SMALL = 4
MOST_LIGHT = 0.26
"""Relative luminance of the sky at its brightest: pale paper stands out from it by 2.5 to 1."""
RAYS = 18
SATURATED = 1.5
"""How far the disc's colour is moved away from grey: sun and lamp of pale palettes mix to a dull one."""
WOOD = rgb(0.30, 0.135, 0.055)
"""Of a table: oiled oak in dim light."""
AFLOAT = 0.05
"""How much of a floating thing is under water, as a part of its size."""


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


def ground(canvas: Canvas, footing: Footing, at: Standing) -> Field:
    """Return what is behind and below a thing: sky or a wall, a disc or rays, and what it stands on."""
    if footing == "sea":
        return submerged(canvas, (at.x, at.y), _warm(canvas))
    rng = canvas.rng("ground")
    behind = {"room": "wall", "table": "wall", "air": "sky"}.get(footing, "")
    behind = behind or str(rng.choice(["disc", "hills"] if footing == "land" else ["disc", "rays"]))
    image = _background(canvas, behind, at, None if footing == "air" else at.foot)
    if footing == "air":
        return clouded(canvas, image, _warm(canvas))
    if footing == "water":
        return _water(canvas, image, at, at.foot - 0.10 * at.size, 0.0)
    if footing == "land":
        return _land(canvas, image, at, hills=behind == "hills")
    if footing == "table" and not canvas.titled:
        image = windowed(canvas, image, (at.x, at.y), _warm(canvas))
    return _made(canvas, image, footing, at)


def before(canvas: Canvas, image: Field, footing: Footing, at: Standing) -> Field:
    """Return the picture with what lies before the thing: the water that it floats in."""
    if footing != "water":
        return image
    return _water(canvas, image, at, at.foot - AFLOAT * at.size, 0.35)


def _background(canvas: Canvas, behind: str, at: Standing, foot: float | None) -> Field:
    """Return sky with a disc or rays, or the wall of a room, lit where the thing is."""
    rng = canvas.rng("sky")
    width, height = -(-canvas.width // SMALL), -(-canvas.height // SMALL)
    rows = (np.arange(height, dtype=np.float32)[:, None] + 0.5) * SMALL
    columns = (np.arange(width, dtype=np.float32)[None, :] + 0.5) * SMALL
    low = np.float32(foot or canvas.height)
    down_to = np.broadcast_to(np.clip(rows / low, 0, 1) * np.float32(0.9), (height, width))
    if behind == "wall":
        down_to = np.full((height, width), 0.45, np.float32)
    image = ramp(canvas.sky[:4], down_to)
    image = no_brighter(image, MOST_LIGHT, 96)
    across, down = columns - np.float32(at.x), rows - np.float32(at.y)
    warm = _warm(canvas)
    away = np.hypot(across, down)
    if behind == "rays":
        turn = np.arctan2(down, across) / np.float32(2 * np.pi) * RAYS
        beams = step(-0.06, 0.06, np.sin(turn * np.float32(2 * np.pi)) * np.float32(0.2))
        fade = np.exp(-away / np.float32(at.size * 1.25))
        image = mix(image, np.broadcast_to(warm, image.shape), beams * fade * np.float32(0.55))
    if behind == "wall":
        pool = np.exp(-((away / np.float32(at.size * 0.95)) ** 2)) * np.float32(0.7)
        image = mix(image * np.float32(0.75), np.broadcast_to(warm, image.shape), pool)
    cloth = fractal(width, height, canvas.unit * 0.3 / SMALL, rng, 0.5)
    image = np.maximum(image * grey(1 + 0.07 * cloth), 0)
    full = resized(np.asarray(image, np.float32), canvas.width, canvas.height)
    if behind not in {"disc", "hills"}:
        return full
    lift = np.float32(0.16 * at.size if behind == "hills" else 0)
    distance = np.hypot(
        canvas.columns() - np.float32(at.x), canvas.rows() - np.float32(at.y) + lift
    )
    radius = at.size * (0.50 if behind == "hills" else 0.63)
    disc = step(radius + 1.5, radius - 1.5, distance)
    return mix(full, canvas.blank(warm), disc * np.float32(0.85))


def _warm(canvas: Canvas) -> Field:
    """Return the colour of disc and rays: of the sun and the lamp, clearly a colour, not too light."""
    mixed = canvas.light * np.float32(0.14) + canvas.palette.lamp * np.float32(0.26)
    middle = np.float32(luminance(mixed))
    clear = np.maximum(middle + (mixed - middle) * np.float32(SATURATED), 0)
    return np.asarray(clear * np.float32(min(1.0, 0.24 / max(float(luminance(clear)), 1e-6))))


def _tones(canvas: Canvas) -> tuple[Field, Field]:
    """Return the colours of ground far away and near."""
    far = canvas.palette.land[0] * np.float32(0.34) + canvas.haze * np.float32(0.05)
    near = canvas.palette.land[1] * np.float32(0.9) + canvas.palette.night[1] * np.float32(0.4)
    return far, near


def _land(canvas: Canvas, image: Field, at: Standing, *, hills: bool) -> Field:
    """Return flat layers of ground, the nearer the darker, with a pool of shade under the thing."""
    rng = canvas.rng("earth")
    far, near = _tones(canvas)
    layers = [(0.0, 0.008, 0.0), (0.19, 0.020, 0.55), (0.42, 0.030, 0.9)]
    if hills:
        layers = [(-0.13, 0.075, -0.35), (-0.05, 0.05, -0.15), *layers]
    rows = canvas.rows()
    aside = (at.x - 0.30 * at.size, at.x + 0.30 * at.size)
    woods = far * np.float32(0.72) + canvas.haze * np.float32(0.03)
    for lower, rough, dark in layers:
        if lower == 0.0:
            image = wooded(canvas, image, at.foot, woods, aside)
        line = fractal(canvas.width, 1, canvas.unit * 0.40, rng, 0.4)[0] * np.float32(
            rough * canvas.unit * 0.5
        )
        top = np.float32(at.foot + lower * (canvas.height - at.foot if lower > 0 else canvas.unit))
        below = step(-1.2, 1.2, rows - top - line[None, :])
        tone = mix(far, near, max(0.0, dark))
        tone = tone * np.float32(1.0 - min(0.0, dark))
        image = mix(image, canvas.blank(np.asarray(tone, np.float32)), below)
        if lower == 0.0:
            image = _shaded(canvas, image, at, below)
    return image


def _water(canvas: Canvas, image: Field, at: Standing, level: float, dark: float) -> Field:
    """Return the picture with water from a level down: waves in rows, light on them below the thing."""
    rng = canvas.rng(f"water {dark}")
    rows, columns = canvas.rows(), canvas.columns()
    far = canvas.sky[2] * np.float32(0.30) + canvas.palette.water * np.float32(0.45)
    near = canvas.palette.water * np.float32(0.35) + canvas.palette.night[1] * np.float32(0.25)
    swell = canvas.unit * (0.004 if dark else 0.0)
    beat = columns / np.float32(canvas.unit * 0.11)
    top = np.float32(level) + np.float32(swell) * np.abs(np.sin(beat * np.float32(np.pi)))
    below = step(-1.2, 1.2, rows - top)
    deep = np.clip((rows - np.float32(level)) / np.float32(canvas.height - level), 0, 1)
    deep = np.float32(dark) + np.sqrt(deep) * np.float32(1.0 - dark)
    body = far * grey(1 - deep) + near * grey(deep)
    image = mix(image, np.broadcast_to(body, image.shape), below)
    bright = _warm(canvas) * np.float32(0.9)
    depth, number = 0.02 * canvas.unit, 0
    sheet = np.zeros((canvas.height, canvas.width), np.float32)
    while level + depth < canvas.height:
        y, thick = level + depth, max(1.0, 0.0035 * canvas.unit + 0.010 * depth)
        for _ in range(3):
            middle = at.x + float(rng.normal(0, 0.34)) * (at.size + depth)
            half = float(rng.uniform(0.03, 0.11)) * (canvas.unit * 0.6 + depth)
            top_, foot = max(0, round(y - thick)), min(canvas.height, round(y + thick) + 1)
            left, right = max(0, round(middle - half)), min(canvas.width, round(middle + half))
            if right <= left or foot <= top_:
                continue
            along = np.abs(columns[:, left:right] - np.float32(middle)) / np.float32(half)
            high = np.abs(rows[top_:foot] - np.float32(y)) / np.float32(thick)
            sheet[top_:foot, left:right] = np.maximum(
                sheet[top_:foot, left:right], step(1.0, 0.7, along + high)
            )
        number += 1
        depth += canvas.unit * (0.020 + 0.008 * number)
    return mix(image, canvas.blank(bright), sheet * np.float32(0.5))


def _made(canvas: Canvas, image: Field, footing: Footing, at: Standing) -> Field:
    """Return a table with its edge, the floor of a room with its skirting, or a bare floor."""
    far, near = _tones(canvas)
    rows = canvas.rows()
    back = at.foot - (0.06 if footing == "table" else 0.10) * at.size
    top = far * np.float32(1.1) + _warm(canvas) * np.float32(0.10)
    if footing == "table":
        top = top * np.float32(0.25) + WOOD * np.float32(0.8)
        far, near = top * np.float32(0.7), top * np.float32(0.2)
    down = np.clip((rows - np.float32(back)) / np.float32(canvas.height - back), 0, 1)
    body = top * grey(1 - down) + (far * np.float32(0.5) + near * np.float32(0.5)) * grey(down)
    if footing == "room":
        tall = 0.035 * canvas.unit
        board = step(-1.2, 1.2, rows - np.float32(back - tall))
        image = mix(
            image,
            canvas.blank(
                np.asarray(far * np.float32(1.6) + _warm(canvas) * np.float32(0.25), np.float32)
            ),
            board,
        )
    below = np.broadcast_to(step(-1.2, 1.2, rows - np.float32(back)), (canvas.height, canvas.width))
    image = mix(image, np.broadcast_to(body, image.shape), below)
    image = _shaded(canvas, image, at, below)
    return _boards(canvas, image, back, below) if footing == "table" else image


def _boards(canvas: Canvas, image: Field, back: float, below: Field) -> Field:
    """Return the picture with the joints of a table's boards, which meet far behind it."""
    down = np.maximum(canvas.rows() - np.float32(back), 0) / np.float32(canvas.unit)
    across = (canvas.columns() - np.float32(canvas.width / 2)) / np.float32(canvas.unit)
    place = across / (down + np.float32(0.30)) * np.float32(1.6)
    joint = step(0.035, 0.015, np.abs(place - np.rint(place))) * below
    number = np.rint(place + 0.5)
    uneven = np.sin(number * np.float32(12.9)) * np.float32(0.10)
    image = image * grey(1 + uneven * below)
    return mix(image, image * np.float32(0.55), joint)


def _shaded(canvas: Canvas, image: Field, at: Standing, below: Field) -> Field:
    """Return the picture with a pool of shade on the ground under the thing."""
    away = np.hypot(
        (canvas.columns() - np.float32(at.x)) / np.float32(at.size * 0.52),
        (canvas.rows() - np.float32(at.foot + 0.015 * canvas.unit)) / np.float32(at.size * 0.075),
    )
    pool = np.exp(-(away**2)) * below
    return mix(image, canvas.blank(rgb(0.008, 0.008, 0.012)), pool * np.float32(0.6))
