"""Rain on glass: drops that bend the blurred lights of a city behind a window."""

from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.colour import ramp
from resources.illustrators.scenery.painting.noise import fractal
from resources.illustrators.scenery.painting.pixels import (
    Field,
    blurred,
    grey,
    mix,
    rgb,
    sampled,
    step,
)

WORDS = {
    "rain": 3,
    "window": 3,
    "glass": 4,
    "drop": 4,
    "drizzle": 3,
    "umbrella": 4,
    "wet": 3,
    "taxi": 3,
    "traffic": 3,
    "melancholy": 3,
    "tear": 2,
    "alone": 2,
    "wait": 1,
    "cafe": 3,
}


class _Wet(NamedTuple):
    """What the drops do to each pixel."""

    bend_x: Field
    """How far aside the view is taken from, in pixels."""
    bend_y: Field
    cover: Field
    """Whether a drop lies there, 0..1."""
    thick: Field
    """How near it is to the drop's rim, 0..1."""


def paint(canvas: Canvas) -> Field:
    """Return a wet pane with lights behind it."""
    street = _street(canvas)
    far = blurred(street, canvas.unit * 0.016)
    fog = fractal(canvas.width, canvas.height, canvas.unit * 0.5, canvas.rng("steam"), 0.5)
    steam = canvas.sky[2] * np.float32(0.10) + blurred(far, canvas.unit * 0.07) * np.float32(0.8)
    pane = mix(far, steam, np.clip(0.42 + 0.12 * fog, 0.15, 0.8))
    bend_x, bend_y, cover, thick = _drops(canvas)
    columns, rows = canvas.columns(), canvas.rows()
    through = sampled(blurred(street, canvas.unit * 0.003), columns + bend_x, rows + bend_y)
    edge = np.clip(thick, 0, 1)
    drop = through * grey(1.28 - 0.75 * edge**3)
    shine = np.clip(-bend_x * 0.35 - bend_y, 0, None) / np.float32(canvas.unit)
    drop = drop + grey(step(0.055, 0.13, shine) * edge * 0.22) * canvas.sky[4] * canvas.power**0.5
    return mix(pane, drop.astype(np.float32), cover)


def _street(canvas: Canvas) -> Field:
    """Return dusk over a street: a gradient, and discs of light out of focus."""
    rng = canvas.rng("street")
    t = np.broadcast_to(canvas.rows() / canvas.height, (canvas.height, canvas.width))
    night = canvas.palette.night
    stops = (night[1] * 1.3, night[2] * 1.2, night[3] * 0.9, night[2] * 0.7, night[0])
    image = ramp(
        stops, t + 0.05 * fractal(canvas.width, canvas.height, canvas.unit * 0.6, rng, 0.4)
    )
    area = max(canvas.width, canvas.height) / canvas.unit
    tints = (
        canvas.palette.lamp,
        canvas.palette.sun,
        canvas.palette.moon,
        canvas.sky[3],
        canvas.palette.lamp * rgb(1.1, 0.45, 0.35),
    )
    for _ in range(int(70 * area)):
        y = float(np.clip(rng.normal(0.55, 0.17), 0.05, 0.97)) * canvas.height
        x = rng.uniform(-0.05, 1.05) * canvas.width
        radius = canvas.unit * rng.uniform(0.018, 0.062)
        tint = tints[int(rng.choice(5, p=[0.42, 0.2, 0.13, 0.13, 0.12]))]
        _disc(image, x, y, radius, tint * np.float32(rng.gamma(2.0, 0.16)))
    return image


def _disc(image: Field, x: float, y: float, radius: float, light: Field) -> None:
    """Add one disc, a little brighter at its rim, as an open lens draws a lamp."""
    reach = int(radius) + 2
    left, right = max(int(x) - reach, 0), min(int(x) + reach + 1, image.shape[1])
    top, bottom = max(int(y) - reach, 0), min(int(y) + reach + 1, image.shape[0])
    if left >= right or top >= bottom:
        return
    across = np.arange(left, right, dtype=np.float32)[None, :] - np.float32(x)
    down = np.arange(top, bottom, dtype=np.float32)[:, None] - np.float32(y)
    d = np.hypot(across, down) / np.float32(radius)
    soft = max(1.5 / radius, 0.05)
    image[top:bottom, left:right] += grey(step(1, 1 - soft, d) * (0.7 + 0.5 * d**4)) * light


def _drops(canvas: Canvas) -> _Wet:
    """Return beads, drops and runners, pressed onto the pane one after another."""
    rng = canvas.rng("drops")
    shape = (canvas.height, canvas.width)
    layers = _Wet(*(np.zeros(shape, np.float32) for _ in range(4)))
    area = canvas.width * canvas.height / canvas.unit**2
    for count, low, high in ((900, 0.0016, 0.0045), (260, 0.004, 0.010), (56, 0.010, 0.020)):
        for _ in range(int(count * area)):
            radius = canvas.unit * rng.uniform(low, high)
            _stamp(layers, rng, rng.uniform(0, canvas.width), rng.uniform(0, canvas.height), radius)
    for _ in range(int(7 * area)):
        _runner(canvas, layers, rng)
    return layers


def _runner(canvas: Canvas, layers: _Wet, rng: Generator) -> None:
    """A drop that has run down, leaving beads behind."""
    x, y = rng.uniform(0, canvas.width), rng.uniform(-0.1, 0.6) * canvas.height
    radius = canvas.unit * rng.uniform(0.012, 0.021)
    end = y + canvas.unit * rng.uniform(0.25, 0.9)
    while y < end:
        y += radius * rng.uniform(0.5, 2.6)
        x += radius * rng.normal(0, 0.10)
        _stamp(layers, rng, x, y, radius * rng.uniform(0.16, 0.42))
    _stamp(layers, rng, x, y + radius, radius * 1.05)


def _stamp(layers: _Wet, rng: Generator, x: float, y: float, radius: float) -> None:
    """Press one drop into the layers: a lens, upside down, flat above and full below."""
    bend_x, bend_y, cover, thick = layers
    stretch, skew = rng.uniform(1.05, 1.35), rng.uniform(-0.12, 0.12)
    reach = int(radius * stretch * 1.15) + 2
    left, right = max(int(x) - reach, 0), min(int(x) + reach + 1, cover.shape[1])
    top, bottom = max(int(y) - reach, 0), min(int(y) + reach + 1, cover.shape[0])
    if left >= right or top >= bottom:
        return
    px = (np.arange(left, right, dtype=np.float32)[None, :] - np.float32(x)) / np.float32(radius)
    py = (np.arange(top, bottom, dtype=np.float32)[:, None] - np.float32(y)) / np.float32(
        radius * stretch
    )
    px = px * (1 + 0.22 * py * -1) + np.float32(skew) * py
    d = np.hypot(px, py)
    inside = step(1, 1 - min(2.2 / radius, 0.6), d)
    where = (slice(top, bottom), slice(left, right))
    lens = np.float32(9.0 * radius) * (0.35 + 0.65 * np.clip(d, 0, 1) ** 2)
    bend_x[where] += (-px * lens - bend_x[where]) * inside
    bend_y[where] += (-py * lens - bend_y[where]) * inside
    cover[where] = np.maximum(cover[where], inside)
    thick[where] += (np.clip(d, 0, 1) - thick[where]) * inside
