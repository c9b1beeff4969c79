"""Backgrounds: what is seen far behind a drawn thing: a painted scenery out of focus, a hall, a wall with its window."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from factory.depiction.depiction import Setting
from factory.depiction.surroundings import AFTER_DARK
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.colour import ramp
from resources.illustrators.scenery.painting.light import shafts
from resources.illustrators.scenery.painting.noise import fractal
from resources.illustrators.scenery.painting.pixels import (
    Field,
    blurred,
    grey,
    mix,
    no_brighter,
    resized,
    rgb,
    step,
)
from resources.illustrators.scenery.painting.shapes import Outline, boxed, filled
from resources.illustrators.scenery.scene_kinds import AFTER_DARK as ALWAYS_DARK
from resources.illustrators.scenery.scene_kinds import BEYOND_WEATHER, KINDS, kind_of

COARSE = 2
"""A view is painted so many times smaller than the ground before it: it is out of focus anyway."""
MOST_LIGHT = 0.75
"""Relative luminance of a view at its brightest but for the sun: pale things stand out from it."""
SOFT, SOFTER = 0.004, 0.020
"""How far a view is out of focus behind open ground and behind a table, in its unit."""
SCENERIES: Mapping[Setting, str] = {
    "valley": "valley",
    "mountains": "mountains",
    "forest": "forest",
    "desert": "dunes",
    "snow": "snow",
    "night": "night-sky",
    "stars": "night-sky",
    "city": "city",
    "sea": "sea",
    "shore": "coast",
    "deep": "underwater",
    "lights": "rain-glass",
}

OUTSIDE: tuple[Setting, ...] = ("valley", "mountains", "sea")
"""What lies outside a window."""


def view(canvas: Canvas, setting: Setting, *, low: float = 0.0, soft: float = SOFT) -> Field:
    """Return a scenery out of focus.

    Args:
        canvas: gives size, seed and colours.
        setting: one of `SCENERIES`; of all others, which are indoors, a valley.
        low: how far its horizon is moved down, as a part of the height.
        soft: how far it is out of focus, in its unit.
    """
    width, height = -(-canvas.width // COARSE), -(-canvas.height // COARSE)
    tall = round(height * (1 + low))
    night = canvas.night or setting in AFTER_DARK
    far = replace(canvas, width=width, height=tall, words=frozenset(), titled=False, night=night)
    if setting in {"stars", "deep"}:
        far = replace(far, weather="clear")
    image = KINDS[SCENERIES.get(setting, "valley")].paint(far)[:height]
    image = no_brighter(blurred(image, soft * canvas.unit / COARSE), MOST_LIGHT, 95)
    return resized(np.asarray(image, np.float32), canvas.width, canvas.height)


def shown(canvas: Canvas, words: Sequence[str]) -> Field:
    """Return the scenery that words ask for, what it shows below type, in a wide picture at its right.

    Args:
        canvas: gives size, seed, colours and weather.
        words: of the scenery, the first of its kind.
    """
    kind = kind_of(frozenset(words[:1])) or kind_of(frozenset(words))
    weather = "clear" if kind in BEYOND_WEATHER else canvas.weather
    night = canvas.night or kind in ALWAYS_DARK
    said = canvas.words | frozenset(words)
    image = KINDS[kind].paint(
        replace(canvas, words=said, weather=weather, night=night, titled=True)
    )
    return no_brighter(np.asarray(image, np.float32), MOST_LIGHT, 95)


def wall(canvas: Canvas, at: tuple[float, float], reach: float) -> Field:
    """Return a plastered wall lit by a lamp near a place; `reach` is in pixels."""
    rng = canvas.rng("wall")
    plaster = fractal(canvas.width, canvas.height, canvas.unit * 0.30, rng, 0.6)
    tone = canvas.palette.land[0] * np.float32(0.50) + canvas.palette.lamp * np.float32(0.14)
    side = float(rng.choice([-0.5, 0.5]))
    across = (canvas.columns() - np.float32(at[0] + side * reach)) / np.float32(reach)
    down = (canvas.rows() - np.float32(at[1] - 0.5 * reach)) / np.float32(reach)
    light = 1 / (1 + (across**2 + down**2) * np.float32(0.7)) * (1 + 0.08 * plaster)
    dark = canvas.palette.night[1] * np.float32(0.40) + canvas.palette.sky[1] * np.float32(0.10)
    lamp = canvas.palette.lamp * np.float32(0.6) + rgb(0.2, 0.2, 0.2)
    return np.asarray(grey(np.clip(light, 0, 2)) * lamp * tone * np.float32(1.5) + dark, np.float32)


def under_a_lamp(canvas: Canvas, image: Field, at: tuple[float, float]) -> Field:
    """Return a wall with a lamp that hangs from above at one side, and its cone of light."""
    rng = canvas.rng("pendant")
    x = at[0] + 0.30 * canvas.unit * (1 if rng.random() < 0.5 else -1)
    wide = canvas.unit * float(rng.uniform(0.10, 0.14))
    foot = canvas.height * float(rng.uniform(0.11, 0.16))
    down = np.maximum(canvas.rows() - np.float32(foot), 0)
    aside = np.abs(canvas.columns() - np.float32(x))
    reach = wide + down * np.float32(0.55)
    cone = step(1.25, 0.35, aside / reach) * np.exp(-down / np.float32(0.75 * canvas.unit))
    cone = cone * step(-1.0, 1.0, canvas.rows() - np.float32(foot))
    image = image + grey(cone) * canvas.palette.lamp * np.float32(0.13)
    shade = np.array(
        [
            (x - 0.25 * wide, foot - 0.8 * wide),
            (x + 0.25 * wide, foot - 0.8 * wide),
            (x + wide, foot),
            (x - wide, foot),
        ]
    )
    cable = boxed(x - 0.004 * canvas.unit, -2.0, x + 0.004 * canvas.unit, foot - 0.75 * wide)
    dark = canvas.palette.land[1] * np.float32(0.8) + canvas.palette.lamp * np.float32(0.03)
    image = mix(image, canvas.blank(np.asarray(dark, np.float32)), filled(canvas, [shade, cable]))
    bulb = np.exp(-((aside / (0.7 * wide)) ** 2) - ((canvas.rows() - foot) / (0.22 * wide)) ** 2)
    return np.asarray(image + grey(bulb) * canvas.palette.lamp * np.float32(0.9), np.float32)


def windowed(canvas: Canvas, image: Field, at: tuple[float, float]) -> Field:
    """Return a wall with a window at one side, the country behind its panes, and the light from it."""
    rng = canvas.rng("window")
    side = 1 if rng.random() < 0.5 else -1
    wide, tall = 0.44 * canvas.unit, 0.60 * canvas.unit
    x = float(
        np.clip(
            at[0] + side * 0.42 * canvas.unit, 0.16 * canvas.unit, canvas.width - 0.16 * canvas.unit
        )
    )
    y = max(0.05 * canvas.height + tall / 2, at[1] - 0.30 * canvas.unit)
    bar = 0.016 * canvas.unit
    left, top = x - wide / 2, y - tall / 2
    frame = filled(
        canvas, [boxed(left - bar * 2, top - bar * 2, left + wide + bar * 2, top + tall + bar * 3)]
    )
    glow = blurred(frame, 0.16 * canvas.unit)
    light = canvas.sky[3] * np.float32(0.6) + canvas.light * np.float32(0.25 * canvas.power)
    image = image * grey(1 + 0.6 * glow) + grey(glow) * light * np.float32(0.22)
    wood = canvas.palette.land[1] * np.float32(1.2) + canvas.palette.lamp * rgb(0.10, 0.06, 0.03)
    image = mix(image, canvas.blank(np.asarray(wood, np.float32)), frame)
    panes: list[Outline] = []
    for row in range(3):
        for column in range(2):
            x0, y0 = left + column * wide / 2 + bar / 2, top + row * tall / 3 + bar / 2
            panes.append(boxed(x0, y0, x0 + wide / 2 - bar, y0 + tall / 3 - bar))
    outside = view(canvas, OUTSIDE[int(rng.integers(len(OUTSIDE)))], soft=0.008)
    lift = round(y + 0.16 * tall - 0.5 * canvas.height)
    return mix(image, np.roll(outside, lift, 0), filled(canvas, panes))


def hall(canvas: Canvas, back: float) -> Field:
    """Return a dark hall with a row of tall windows, light falling through them in shafts."""
    rng = canvas.rng("hall")
    dark = canvas.palette.night[1] * np.float32(0.5) + canvas.palette.land[1] * np.float32(0.5)
    high = np.broadcast_to(canvas.rows() / np.float32(back), (canvas.height, canvas.width))
    lit = canvas.palette.land[0] * np.float32(0.22) + canvas.palette.sky[2] * np.float32(0.10)
    image = mix(
        canvas.blank(np.asarray(dark, np.float32)),
        canvas.blank(np.asarray(lit, np.float32)),
        np.clip(high, 0, 1),
    )
    wide = 0.26 * canvas.unit
    pitch = wide * 1.55
    bar = 0.010 * canvas.unit
    top, foot = 0.05 * canvas.height, back - 0.20 * canvas.unit
    first = float(rng.uniform(-0.6, 0.0)) * pitch
    panes: list[Outline] = []
    while first < canvas.width:
        for column in range(3):
            for row in range(round((foot - top) / (wide * 0.42))):
                x0, y0 = first + column * wide / 3 + bar / 2, top + row * wide * 0.42
                panes.append(boxed(x0, y0, x0 + wide / 3 - bar, y0 + wide * 0.42 - bar))
        first += pitch
    glass = filled(canvas, panes)
    outside = ramp(list(canvas.sky[1:]), np.clip(high, 0, 1)) * np.float32(0.8)
    outside = no_brighter(outside, MOST_LIGHT, 95)
    image = mix(image, outside, glass)
    side = 1.2 if rng.random() < 0.5 else -0.2
    beams = shafts(canvas, glass, side * canvas.width, -0.25 * canvas.height, 0.8)
    image = image + grey(beams) * (
        canvas.sky[3] * np.float32(0.16) + canvas.light * np.float32(0.05)
    )
    return blurred(np.asarray(image, np.float32), 0.003 * canvas.unit)


def mirrored(canvas: Canvas, image: Field, back: float) -> Field:
    """Return what a polished floor shows of what stands behind it, from a row down."""
    row = round(back)
    shown = image[:row][::-1]
    shown = np.concatenate([image[:row], shown, image[:1].repeat(canvas.height, 0)])[
        : canvas.height
    ]
    return blurred(np.asarray(shown, np.float32), 0.012 * canvas.unit)


def falling(canvas: Canvas, at: tuple[float, float], reach: float, squash: float) -> Field:
    """Return a pool of light on the ground around a place, 0 to 1."""
    across = (canvas.columns() - np.float32(at[0])) / np.float32(reach)
    down = (canvas.rows() - np.float32(at[1])) * np.float32(squash / reach)
    return 1 / (1 + across**2 + down**2)


def edged(canvas: Canvas, row: float) -> Field:
    """Return 1 below a row and 0 above it."""
    return np.broadcast_to(step(row - 1.0, row + 1.0, canvas.rows()), (canvas.height, canvas.width))
