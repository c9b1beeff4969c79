"""Columns, lintels and arches: what still stands of a temple."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.random import Generator

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.pixels import Field, grey, mix
from resources.illustrators.scenery.painting.shapes import (
    Outline,
    boxed,
)
from resources.illustrators.scenery.painting.sky import Sky

ARCHED = frozenset(["arch", "aqueduct", "bridge", "abbey", "cathedral", "roman", "rome"])
"""Words of what stood on arches."""


@dataclass(frozen=True)
class Quarry:
    """What all stones of one picture share: its light, and the grain they are cut from."""

    canvas: Canvas
    sky: Sky
    grain: Field

    def hewn(self, image: Field, mask: Field, place: tuple[float, float], depth: float) -> None:
        """Fill the mask with stone, round about a column's middle, rim lit towards the light.

        Args:
            image: painted on in place.
            mask: where the stone stands.
            place: the column's middle and half its breadth, in pixels.
            depth: 0 far in the haze, 1 near.
        """
        x, half = place
        canvas = self.canvas
        left, right = max(int(x - 3 * half), 0), min(int(x + 3 * half) + 1, canvas.width)
        if left >= right:
            return
        across = (canvas.columns()[:, left:right] - np.float32(x)) / np.float32(half)
        side = np.float32(np.clip((self.sky.x - x) / (0.3 * canvas.unit), -1, 1))
        rim = 0.8 * np.clip(across * side, 0, 1) ** 4 + 0.3 * np.clip(np.abs(across), 0, 1) ** 10
        flutes = 0.5 + 0.5 * np.cos(np.arcsin(np.clip(across, -1, 1)) * 16)
        near = canvas.palette.land[1] * np.float32(1.35)
        base = mix(canvas.haze * np.float32(0.62), near, 0.42 + 0.5 * depth)
        grain = self.grain[:, left:right]
        dim = (
            grey((0.72 + 0.28 * flutes) * (1 + 0.16 * grain)) * base * np.float32(canvas.power**0.2)
        )
        shine = grey(rim * (0.55 + 0.45 * flutes) * np.clip(1 + 0.2 * grain, 0, 2))
        stone = dim + shine * canvas.light * np.float32(0.42 * canvas.power)
        image[:, left:right] = mix(
            image[:, left:right], stone.astype(np.float32), mask[:, left:right]
        )


def stands(canvas: Canvas, sky: Sky, rng: Generator, gap: float, depth: float) -> list[float]:
    """Return where the columns of one row stand; the nearest row leaves the light free."""
    start = canvas.width * 0.5 + rng.uniform(-0.3, 0.3) * gap
    places = [start + k * gap for k in range(-14, 15)]
    return [
        x
        for x in places
        if -gap < x < canvas.width + gap and (depth < 1 or abs(x - sky.x) > 0.2 * canvas.width)
    ]


def column(rng: Generator, place: tuple[float, float, float], left: float) -> list[Outline]:
    """Return one column, whole or broken off at `left` of its height."""
    x, foot, tall = place
    half = tall * 0.058
    top = foot - tall * left * 0.90
    up = np.linspace(0, 1, 12)
    swell = half * (1 - 0.16 * up**1.6 * left)
    rise = foot - tall * 0.05 + (top - foot + tall * 0.05) * up
    sides = [np.stack([x + side * swell, rise], -1) for side in (-1, 1)]
    parts = [
        boxed(x - half * 1.3, foot - tall * 0.055, x + half * 1.3, foot - tall * 0.02),
        boxed(x - half * 1.6, foot - tall * 0.022, x + half * 1.6, foot + tall * 0.03),
    ]
    if left < 1:
        jag = np.linspace(x - swell[-1], x + swell[-1], 6)
        broken = np.stack([jag, top - np.abs(rng.normal(0, half * 0.7, 6))], -1)
        return [*parts, np.concatenate([sides[0], broken, sides[1][::-1]])]
    lip, neck = top - tall * 0.045, half * 0.86
    bell = [(x - neck, top), (x - half * 1.35, lip), (x + half * 1.35, lip), (x + neck, top)]
    slab = boxed(x - half * 1.55, top - tall * 0.10, x + half * 1.55, lip)
    return [*parts, np.concatenate([sides[0], sides[1][::-1]]), np.array(bell), slab]


def lintels(
    canvas: Canvas, rng: Generator, whole: list[tuple[float, float]], gap: float, tall: float
) -> list[Outline]:
    """Return what is left of the beams, or of arches, over neighbouring whole columns."""
    arched = canvas.says(*ARCHED)
    parts: list[Outline] = []
    for (x0, top), (x1, _) in pairwise(whole):
        if x1 - x0 > gap * 1.5 or rng.random() < 0.25:
            continue
        if arched:
            parts.append(_arch(x0, x1, top, tall))
        upper = top - tall * 0.075 + rng.uniform(-0.02, 0.02, 8) * tall
        lid = np.stack([np.linspace(x1 + gap * 0.08, x0 - gap * 0.08, 8), upper], -1)
        ends = [(x0 - gap * 0.08, top + 1), (x1 + gap * 0.08, top + 1)]
        parts.append(np.concatenate([ends, lid]))
    return parts


def _arch(x0: float, x1: float, top: float, tall: float) -> Outline:
    turn = np.linspace(np.pi, 0, 24)
    middle, radius = (x0 + x1) / 2, (x1 - x0) / 2
    inner = np.stack(
        [middle + np.cos(turn) * radius * 0.86, top + radius * 0.9 - np.sin(turn) * radius * 0.86],
        -1,
    )
    return np.concatenate(
        [
            [(x0 - 0.03 * tall, top), (x0 - 0.03 * tall, top + radius * 0.9)],
            inner,
            [(x1 + 0.03 * tall, top + radius * 0.9), (x1 + 0.03 * tall, top)],
        ]
    )
