"""Under water: shafts of light from a rippling surface, fish, weed and motes in the deep."""

import numpy as np
from numpy.random import Generator

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.colour import ramp
from resources.illustrators.scenery.painting.light import shafts
from resources.illustrators.scenery.painting.noise import band_tile, fractal, from_tile
from resources.illustrators.scenery.painting.pixels import Field, blurred, grey, mix, rgb, step
from resources.illustrators.scenery.painting.shapes import Outline, below, crest, filled

WORDS = {
    "underwater": 8,
    "whale": 6,
    "shark": 6,
    "coral": 7,
    "reef": 7,
    "dive": 5,
    "diver": 6,
    "submarine": 7,
    "deep": 3,
    "seabed": 7,
    "octopus": 6,
    "sunken": 6,
    "abyss": 6,
    "jellyfish": 6,
    "atlantis": 6,
    "sink": 4,
    "sank": 4,
    "drown": 3,
    "fish": 3,
    "dolphin": 5,
    "turtle": 4,
    "depth": 3,
    "squid": 6,
    "trench": 4,
}


def paint(canvas: Canvas) -> Field:
    """Return the view upwards through clear water."""
    rng = canvas.rng("deep")
    x = rng.uniform(0.25, 0.75) * canvas.width
    image = _water(canvas, x)
    surface = _surface(canvas, x)
    rays = shafts(canvas, surface, x, -0.35 * canvas.height, 0.9)
    rays = np.clip(rays - blurred(rays, canvas.unit * 0.10) * np.float32(0.72), 0, None)
    fade = np.exp(-canvas.rows() / np.float32(canvas.height * 0.36))
    image = image + grey(rays * fade * np.float32(4.6)) * _shine(canvas)
    top = step(0.20, 0.0, canvas.rows() / canvas.height)
    image = image + grey(surface * top * np.float32(0.55)) * _shine(canvas)
    image = _school(canvas, image)
    image = _bed(canvas, image)
    return image + grey(_motes(canvas)) * _shine(canvas)


def _shine(canvas: Canvas) -> Field:
    return (
        canvas.sky[4] * np.float32(0.4) + canvas.light * np.float32(0.15) + rgb(0.18, 0.36, 0.38)
    ) * np.float32(canvas.power**0.4)


def _water(canvas: Canvas, light_x: float) -> Field:
    blue = rgb(0.42, 1.0, 1.10)
    sea = rgb(0.01, 0.06, 0.09)
    stops = (
        canvas.sky[4] * 0.40 * blue + sea * 3.0,
        canvas.sky[3] * 0.24 * blue + sea * 2.2,
        canvas.palette.water * 1.25 * blue + sea,
        canvas.palette.water * 0.6 * blue + sea * 0.4,
        canvas.palette.water * 0.30,
    )
    across = (canvas.columns() - np.float32(light_x)) / np.float32(canvas.unit)
    down = canvas.rows() / np.float32(canvas.height)
    drift = fractal(canvas.width, canvas.height, canvas.unit * 0.7, canvas.rng("drift"), 0.4)
    t = np.hypot(across * 0.42, down * 0.95) ** 0.85 + 0.02 * drift
    return ramp([np.asarray(stop, np.float32) for stop in stops], np.clip(t, 0, 1))


def _surface(canvas: Canvas, light_x: float) -> Field:
    """Return the bright net that waves focus, seen from below and foreshortened."""
    rng = canvas.rng("net")
    tile, other = band_tile(rng, 3, 9), band_tile(rng, 4, 12)
    depth = 1 / (0.16 + canvas.rows() / np.float32(0.55 * canvas.unit))
    x = (canvas.columns() - np.float32(light_x)) / np.float32(canvas.unit) * (0.35 + 0.22 * depth)
    z = depth * np.float32(0.55) + np.zeros_like(x)
    net = (
        np.abs(from_tile(tile, x, z)) * 0.7 + np.abs(from_tile(other, x * 1.3 + 0.4, z * 1.3)) * 0.5
    )
    lines = np.exp(-net * 3.2)
    near = np.exp(
        -(((canvas.columns() - np.float32(light_x)) / np.float32(0.55 * canvas.unit)) ** 2)
    )
    return (lines * (0.35 + 0.9 * near)).astype(np.float32)


def _school(canvas: Canvas, image: Field) -> Field:
    rng = canvas.rng("school")
    for shoal in range(int(rng.integers(1, 4))):
        x, y = rng.uniform(0.2, 0.8) * canvas.width, rng.uniform(0.30, 0.62) * canvas.height
        size = canvas.unit * rng.uniform(0.010, 0.022)
        heading = rng.normal(0, 0.25) + (np.pi if rng.random() < 0.5 else 0)
        fish = [
            _fish(rng, x, y, size, heading, canvas.unit) for _ in range(int(rng.integers(18, 55)))
        ]
        dark = mix(
            canvas.palette.water * np.float32(0.35),
            canvas.palette.water * np.float32(1.3),
            0.3 + 0.2 * shoal,
        )
        image = mix(image, canvas.blank(dark), filled(canvas, fish) * np.float32(0.8))
    return image


def _fish(rng: Generator, x: float, y: float, size: float, heading: float, unit: float) -> Outline:
    body = [
        (1.0, 0),
        (0.55, 0.24),
        (0.0, 0.30),
        (-0.55, 0.10),
        (-1.0, 0.30),
        (-0.86, 0),
        (-1.0, -0.30),
        (-0.55, -0.10),
        (0.0, -0.26),
        (0.55, -0.20),
    ]
    x, y = x + rng.normal(0, 0.085) * unit, y + rng.normal(0, 0.05) * unit
    angle, scale = heading + rng.normal(0, 0.16), size * rng.uniform(0.55, 1.15)
    cos, sin = np.cos(angle), np.sin(angle)
    return np.array(
        [(x + (px * cos - py * sin) * scale, y + (px * sin + py * cos) * scale) for px, py in body]
    )


def _bed(canvas: Canvas, image: Field) -> Field:
    """Lay rocks and weed along the bottom, one layer behind another."""
    for layer in range(3):
        rng = canvas.rng(f"bed{layer}")
        t = layer / 2
        outline = crest(canvas, f"rocks{layer}", 0.80 + 0.085 * layer, 0.05, 0.4, 0.52)
        weeds: list[Outline] = []
        for x in rng.uniform(0, 1, int(16 * canvas.width / canvas.unit)):
            column = int(x * (canvas.width - 1))
            tall = canvas.unit * rng.uniform(0.05, 0.22) * (0.6 + 0.7 * t)
            weeds.append(_weed(rng, float(column), float(outline[column]) + 4, tall))
        mask = np.maximum(below(canvas, outline), filled(canvas, weeds))
        tone = canvas.palette.water * np.float32(0.62 * (1 - t) + 0.10)
        texture = fractal(canvas.width, canvas.height, canvas.unit * 0.07, rng, 0.6)
        image = mix(image, canvas.blank(tone) * grey(1 + 0.16 * texture), mask)
    return image


def _weed(rng: Generator, x: float, foot: float, tall: float) -> Outline:
    """Return one blade, swaying and tapering."""
    up = np.linspace(0, 1, 14)
    sway = np.sin(up * rng.uniform(2.5, 5) + rng.uniform(0, 6)) * tall * 0.10 * up
    thick = tall * 0.028 * (1 - up) ** 0.7 * (1 + 0.35 * np.sin(up * 24)) + 0.4
    left = np.stack([x + sway - thick, foot - up * tall], -1)
    right = np.stack([x + sway + thick, foot - up * tall], -1)
    return np.concatenate([left, right[::-1]])


def _motes(canvas: Canvas) -> Field:
    rng = canvas.rng("motes")
    total = np.zeros((canvas.height, canvas.width), np.float32)
    area = canvas.width * canvas.height / canvas.unit**2
    for count, radius, strength in ((300, 0.0011, 0.30), (60, 0.003, 0.16), (12, 0.009, 0.07)):
        layer = np.zeros_like(total)
        number, size = int(count * area), max(canvas.unit * radius, 0.5)
        rows, columns = (rng.random((2, number)) * [[canvas.height], [canvas.width]]).astype(int)
        np.add.at(
            layer,
            (rows, columns),
            np.float32(2 * np.pi * size**2) * rng.uniform(0.2, 1, number).astype(np.float32),
        )
        total += blurred(layer, size) * np.float32(strength)
    return total * step(1.1, 0.1, canvas.rows() / canvas.height)
