"""Boards: the grain of a wooden table or floor, seen in perspective."""

import numpy as np
from numpy.random import Generator

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.noise import band_tile, from_tile
from resources.illustrators.scenery.painting.pixels import Field, step


def boards(canvas: Canvas, rng: Generator, back: float) -> Field:
    """Return how light wood is, about 1, in boards that run away from the eye, dark at their joints.

    Args:
        canvas: gives the size.
        rng: where the grain comes from.
        back: the row at which the boards begin.
    """
    down = np.clip((canvas.rows() - np.float32(back)) / np.float32(canvas.unit), 0, None)
    depth = 1 / (down + np.float32(0.35))
    x = (canvas.columns() - np.float32(canvas.width / 2)) / np.float32(canvas.unit) * depth
    v = depth * np.float32(0.10)
    board = np.floor(x * np.float32(2.3) + np.float32(0.5)) * np.float32(0.377)
    slow, quick = band_tile(rng, 1, 12, 1.2), band_tile(rng, 3, 200, 0.8)
    flow = from_tile(slow, x * np.float32(0.5) + board, v + board)
    rings = np.sin(x * 34 + 4.5 * flow + 9 * board)
    fine = from_tile(quick, x * np.float32(2.2) + flow * 0.03, v * np.float32(0.35) + board)
    wood = 0.80 + 0.10 * rings + 0.10 * fine + 0.07 * flow
    seam = np.abs(x * 2.3 - np.rint(x * 2.3)) / 2.3
    return wood * (1 - 0.65 * step(0.006, 0.001, seam))
