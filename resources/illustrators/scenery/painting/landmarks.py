"""Landmarks: ships, lighthouses, churches and castles, small against the sky."""

import numpy as np
from numpy.random import Generator

from resources.illustrators.scenery.painting.pixels import Field
from resources.illustrators.scenery.painting.shapes import Outline, boxed, moved

SETTLED = ("town", "village", "mayor", "townspeople", "villager", "port")
"""Words of people living close together, but not in a city of today."""


def ship(rng: Generator, x: float, base: float, size: float) -> list[Outline]:
    """Return a square-rigged ship of this height standing on the line y = base."""
    hull = [
        (-0.50, 0.14),
        (-0.46, 0.02),
        (-0.38, -0.03),
        (0.36, -0.03),
        (0.46, 0.10),
        (0.60, 0.155),
        (0.40, 0.11),
        (-0.36, 0.10),
    ]
    parts = [moved(hull, x, base, size)]
    for mast, top in ((-0.30, 0.72), (0.0, 1.0), (0.27, 0.82)):
        parts.append(
            moved(
                [
                    (mast - 0.008, 0.08),
                    (mast + 0.008, 0.08),
                    (mast + 0.004, top),
                    (mast - 0.004, top),
                ],
                x,
                base,
                size,
            )
        )
        for low, high, wide in ((0.18, 0.44, 0.16), (0.46, 0.66, 0.13), (0.68, 0.84, 0.09)):
            if high < top + 0.02:
                full = rng.uniform(0.02, 0.05)
                sail = [
                    (mast - wide, low),
                    (mast - wide * 0.86, high),
                    (mast + wide * 0.86, high),
                    (mast + wide, low),
                    (mast + wide * 0.5, low + full),
                    (mast - wide * 0.5, low + full),
                ]
                parts.append(moved(sail, x, base, size))
    parts.append(moved([(0.33, 0.14), (0.62, 0.19), (0.31, 0.62)], x, base, size))
    return parts


def steamer(x: float, base: float, size: float) -> dict[str, list[Outline]]:
    """Return a liner of this length in parts: hull, decks (pale), funnels, and from where smoke rises."""
    hull = [(-0.50, 0.085), (-0.47, -0.01), (0.44, -0.01), (0.515, 0.10), (0.40, 0.088)]
    decks = [
        [(-0.40, 0.085), (-0.40, 0.112), (0.37, 0.112), (0.385, 0.085)],
        [(-0.32, 0.112), (-0.32, 0.138), (0.30, 0.138), (0.32, 0.112)],
        [(0.17, 0.138), (0.17, 0.160), (0.26, 0.160), (0.275, 0.138)],
    ]
    funnels = [
        [(at - 0.022, 0.13), (at - 0.034, 0.245), (at + 0.012, 0.245), (at + 0.024, 0.13)]
        for at in (-0.24, -0.10, 0.04)
    ]
    masts = [
        [(at - 0.0025, 0.08), (at - 0.0025, 0.30), (at + 0.0025, 0.30), (at + 0.0025, 0.08)]
        for at in (-0.40, 0.36)
    ]
    return {
        "hull": [moved(part, x, base, size) for part in (hull, *masts)],
        "decks": [moved(part, x, base, size) for part in decks],
        "funnels": [moved(part, x, base, size) for part in funnels],
    }


def lighthouse(x: float, base: float, size: float) -> dict[str, list[Outline]]:
    """Return a lighthouse in parts: tower, gallery (dark) and lantern (lit)."""
    tower = [(-0.115, 0), (-0.065, 0.74), (0.065, 0.74), (0.115, 0)]
    gallery = [(-0.105, 0.74), (-0.105, 0.765), (0.105, 0.765), (0.105, 0.74)]
    roof = [
        (-0.075, 0.895),
        (-0.05, 0.94),
        (-0.012, 0.975),
        (-0.006, 1.03),
        (0.006, 1.03),
        (0.012, 0.975),
        (0.05, 0.94),
        (0.075, 0.895),
    ]
    rails = [
        [(px - 0.003, 0.765), (px - 0.003, 0.805), (px + 0.003, 0.805), (px + 0.003, 0.765)]
        for px in np.linspace(-0.098, 0.098, 9)
    ]
    handrail = [(-0.102, 0.803), (-0.102, 0.809), (0.102, 0.809), (0.102, 0.803)]
    bars = [
        [(px - 0.0035, 0.765), (px - 0.0035, 0.90), (px + 0.0035, 0.90), (px + 0.0035, 0.765)]
        for px in (-0.055, -0.02, 0.02, 0.055)
    ]
    lantern = [(-0.058, 0.765), (-0.058, 0.90), (0.058, 0.90), (0.058, 0.765)]
    return {
        "tower": [moved(tower, x, base, size)],
        "lantern": [moved(lantern, x, base, size)],
        "dark": [moved(part, x, base, size) for part in (gallery, roof, handrail, *rails, *bars)],
    }


def cottage(x: float, base: float, size: float) -> list[Outline]:
    """Return a low house with a chimney; `size` is its breadth."""
    walls = [
        (-0.5, 0),
        (-0.5, 0.34),
        (-0.56, 0.32),
        (-0.36, 0.62),
        (0.36, 0.62),
        (0.56, 0.32),
        (0.5, 0.34),
        (0.5, 0),
    ]
    chimney = [(0.18, 0.58), (0.18, 0.76), (0.29, 0.76), (0.29, 0.58)]
    return [moved(walls, x, base, size), moved(chimney, x, base, size)]


def church(x: float, base: float, size: float) -> list[Outline]:
    """Return a village church with its spire; `size` is its height."""
    nave = [(0.08, 0), (0.08, 0.26), (0.14, 0.40), (0.52, 0.40), (0.58, 0.26), (0.58, 0)]
    tower = [(-0.10, 0), (-0.10, 0.52), (0.10, 0.52), (0.10, 0)]
    spire = [(-0.115, 0.52), (-0.004, 1.0), (0.004, 1.0), (0.115, 0.52)]
    return [moved(part, x, base, size) for part in (nave, tower, spire)]


def hamlet(rng: Generator, x: float, ground: Field, size: float) -> list[Outline]:
    """Return a church among the roofs of a small town; `size` is the height of the spire.

    Args:
        rng: decides how the houses stand.
        x: where the church stands.
        ground: the ground's height for each column of the picture; no house stands on a slope.
        size: in pixels, as are x and ground.
    """
    base = float(ground[int(x)])
    parts = church(x, base + 0.05 * size, size)
    for place in (-1.30, -0.92, -0.55, -0.22, 0.66, 0.98, 1.36):
        middle = x + (place + rng.uniform(-0.06, 0.06)) * size
        breadth = size * rng.uniform(0.34, 0.52)
        ends = [int(np.clip(middle + side * breadth / 2, 0, len(ground) - 1)) for side in (-1, 1)]
        foot = max(float(ground[end]) for end in ends)
        if abs(foot - base) < 0.3 * size:
            parts.extend(cottage(middle, foot + 0.02 * size, breadth))
    return parts


def castle(rng: Generator, x: float, base: float, size: float) -> list[Outline]:
    """Return towers and walls with battlements; `size` is the height of the keep."""
    parts: list[Outline] = []
    for middle, breadth, height in (
        (0.0, 0.26, 1.0),
        (-0.42, 0.20, 0.72),
        (0.40, 0.22, 0.62),
        (0.78, 0.16, 0.46),
        (-0.74, 0.16, 0.40),
    ):
        height *= rng.uniform(0.88, 1.1)
        left, right = x + (middle - breadth / 2) * size, x + (middle + breadth / 2) * size
        top = base - height * size
        parts.append(boxed(left, top, right, base + 0.2 * size))
        if rng.random() < 0.45:
            parts.append(
                np.array(
                    [
                        (left - 0.02 * size, top),
                        ((left + right) / 2, top - 0.34 * size * rng.uniform(0.8, 1.1)),
                        (right + 0.02 * size, top),
                    ]
                )
            )
        else:
            parts.extend(_battlements(left - 0.02 * size, right + 0.02 * size, top, 0.05 * size))
    parts.append(boxed(x - 0.8 * size, base - 0.24 * size, x + 0.85 * size, base + 0.2 * size))
    parts.extend(_battlements(x - 0.8 * size, x + 0.85 * size, base - 0.24 * size, 0.035 * size))
    return parts


def _battlements(left: float, right: float, top: float, height: float) -> list[Outline]:
    count = max(3, int((right - left) / (height * 1.6)))
    edges = np.linspace(left, right, 2 * count)
    teeth = [
        boxed(edges[i], top - height, edges[i + 1], top + height * 0.2)
        for i in range(0, 2 * count, 2)
    ]
    return [*teeth, boxed(left, top - height * 0.15, right, top + height * 0.3)]
