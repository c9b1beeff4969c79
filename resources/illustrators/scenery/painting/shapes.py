"""Shapes: outlines of trees, hills and birds, filled with clean edges."""

from collections.abc import Iterable, Sequence

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.noise import line
from resources.illustrators.scenery.painting.pixels import Field, step

Outline = NDArray[np.float64]
"""Corners of a closed shape: n x 2, pixels, x before y."""

_SHIFT = 4


def filled(canvas: Canvas, outlines: Iterable[Outline]) -> Field:
    """Return how much of each pixel the shapes cover, 0..1."""
    mask = np.zeros((canvas.height, canvas.width), np.uint8)
    for outline in outlines:
        points = np.rint((outline - 0.5) * (1 << _SHIFT)).astype(np.int32)
        cv2.fillPoly(mask, [points], 255, cv2.LINE_AA, _SHIFT)
    return mask.astype(np.float32) / np.float32(255)


def stroked(canvas: Canvas, paths: Iterable[Outline], width_px: float) -> Field:
    """Return lines along the paths, clean even when thinner than a pixel."""
    mask = np.zeros((canvas.height, canvas.width), np.uint8)
    thick = max(1, round(width_px))
    ink = 255 * min(1.0, width_px / thick)
    for path in paths:
        points = np.rint((path - 0.5) * (1 << _SHIFT)).astype(np.int32)
        cv2.polylines(mask, [points], False, ink, thick, cv2.LINE_AA, _SHIFT)
    return mask.astype(np.float32) / np.float32(255)


def below(canvas: Canvas, outline: Field) -> Field:
    """Return 1 under a line given as one y per column, with an edge one pixel soft on any slope."""
    slope = np.gradient(outline)
    soft = np.sqrt(1 + slope**2)[None, :] * np.float32(0.6)
    return step(-1, 1, (canvas.rows() - outline[None, :]) / soft)


def crest(
    canvas: Canvas, purpose: str, base: float, rise: float, cell: float, gain: float = 0.5
) -> Field:
    """Return the outline of hills, one y per column in pixels.

    Args:
        canvas: gives size and seed.
        purpose: names the generator.
        base: middle height as a part of the picture's height.
        rise: deviation in units.
        cell: length of the largest hill in units.
        gain: roughness: 0.35 is a down, 0.6 a crag.
    """
    noise = line(canvas.width, cell * canvas.unit, canvas.rng(purpose), gain)
    return np.float32(base * canvas.height) - noise * np.float32(rise * canvas.unit)


def pine(rng: Generator, x: float, base: float, height: float, tiers: int = 16) -> Outline:
    """Return a spruce of that many tiers of drooping branches, ragged, no two alike."""
    width = height * rng.uniform(0.15, 0.22)
    at = 0.05 + 0.92 * (np.arange(tiers) + rng.uniform(0.05, 0.95, tiers)) / tiers
    left, right = [], []
    for place in at:
        reach = width * (0.06 + place**0.9) * 0.95
        for side, points in ((-1, left), (1, right)):
            out = reach * rng.uniform(0.62, 1.10)
            droop = height * rng.uniform(0.2, 0.75) / tiers
            points.append((x + side * out, base - height * (1 - place) + droop))
            inner = out * rng.uniform(0.42, 0.66)
            points.append((x + side * inner, base - height * (1 - place) + droop * 1.15))
    trunk = max(height * 0.012, 0.6)
    top = [(x - 0.4, base - height), (x + 0.4, base - height)]
    foot = [(x + trunk, base), (x - trunk, base)]
    return np.array(
        [top[1], *right, (x + trunk, base - height * 0.04), *foot, *reversed(left), top[0]]
    )


def bare_tree(rng: Generator, x: float, base: float, height: float) -> list[Outline]:
    """Return a leafless tree as tapering limbs."""
    limbs: list[Outline] = []

    def grow(start: complex, angle: float, length: float, thick: float, depth: int) -> None:
        end = start + length * np.exp(1j * angle)
        bend = (start + end) / 2 + length * 0.10 * rng.normal() * np.exp(1j * (angle + np.pi / 2))
        side = np.exp(1j * (angle + np.pi / 2)) * thick
        corners = [
            start + side,
            bend + side * 0.85,
            end + side * 0.68,
            end - side * 0.68,
            bend - side * 0.85,
            start - side,
        ]
        limbs.append(np.array([(c.real, c.imag) for c in corners]))
        if depth == 0 or length < height * 0.012:
            return
        for turn in rng.uniform(-0.75, 0.75, 3 if depth > 4 else 2):
            grow(end, angle + turn, length * rng.uniform(0.62, 0.84), thick * 0.62, depth - 1)

    grow(complex(x, base), -np.pi / 2 + rng.normal(0, 0.06), height * 0.27, height * 0.022, 8)
    return limbs


def birds(
    rng: Generator, x: float, y: float, spread: float, size: float, count: int
) -> list[Outline]:
    """Return a loose flock, each bird a pair of bent wings."""
    flock: list[Outline] = []
    for _ in range(count):
        cx, cy = x + rng.normal(0, spread), y + rng.normal(0, spread * 0.45)
        wing = size * rng.uniform(0.6, 1.15)
        up, tilt = rng.uniform(0.12, 0.5), rng.normal(0, 0.15)
        tip, elbow = wing * up, wing * (up * 0.75 + 0.10)
        corners = [
            (-1.0, -tip),
            (-0.45, -elbow),
            (0, 0),
            (0.45, -elbow),
            (1.0, -tip),
            (0.45, -elbow * 0.62),
            (0, wing * 0.14),
            (-0.45, -elbow * 0.62),
        ]
        flock.append(np.array([(cx + px * wing, cy + py + px * wing * tilt) for px, py in corners]))
    return flock


def boxed(left: float, top: float, right: float, bottom: float) -> Outline:
    """Return a rectangle."""
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], float)


def moved(points: Sequence[tuple[float, float]], x: float, y: float, scale: float) -> Outline:
    """Return a drawing made around (0, 0), y upwards, at its place and size."""
    return np.array([(x + px * scale, y - py * scale) for px, py in points], float)
