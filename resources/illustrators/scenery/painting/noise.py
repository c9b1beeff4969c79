"""Noise: the irregularity of ridges, clouds, waves and paper, the same for the same generator."""

import numpy as np
from numpy.random import Generator

from resources.illustrators.scenery.painting.pixels import Field, resized, sampled

TILE_PX = 512


def fractal(width: int, height: int, cell_px: float, rng: Generator, gain: float = 0.5) -> Field:
    """Return noise of mean 0 and deviation about 1, with detail from `cell_px` down to a pixel.

    Built from coarse to fine by repeated enlargement, so that all octaves cost little more than
    the last, and a small and a large picture of one seed share their coarse shapes.
    """
    columns, rows = int(np.ceil(width / cell_px)) + 3, int(np.ceil(height / cell_px)) + 3
    field = rng.standard_normal((rows, columns), np.float32)
    amplitude, total, scale = 1.0, 1.0, 1.0
    while cell_px / scale > 2.0 and amplitude > 0.01:
        scale *= 2
        amplitude *= gain
        columns, rows = columns * 2, rows * 2
        field = resized(field, columns, rows)
        field += amplitude * rng.standard_normal((rows, columns), np.float32)
        total += amplitude**2
    shrink = scale / cell_px
    x = np.arange(width, dtype=np.float32)[None, :] * np.float32(shrink) + 1
    y = np.arange(height, dtype=np.float32)[:, None] * np.float32(shrink) + 1
    return sampled(field, x, y) * np.float32(1.5 / np.sqrt(total))


def stretched(width: int, height: int, cell_px: float, rng: Generator, times: float) -> Field:
    """Return fractal noise drawn out sideways: mist, strata, paving seen at a slant."""
    narrow = max(int(width / times), 8)
    return resized(fractal(narrow, height, cell_px / times, rng, 0.55), width, height)


def crags(width: int, height: int, cell_px: float, rng: Generator, from_right: bool) -> Field:
    """Return rock under slanting light, about -1..1: facets of a ridged surface, lit from one side."""
    field = fractal(width, height, cell_px, rng, 0.62)
    surface = 1 - np.abs(field) + 0.35 * np.abs(fractal(width, height, cell_px * 0.35, rng, 0.6))
    across, down = np.gradient(surface, axis=1), np.gradient(surface, axis=0)
    side = -1.0 if from_right else 1.0
    lean = (across * np.float32(0.8 * side) + down * np.float32(0.6)) * np.float32(cell_px * 0.16)
    return np.clip(lean, -1, 1).astype(np.float32)


def plane(
    canvas_columns: Field,
    canvas_rows: Field,
    tile: Field,
    place: tuple[float, float, float],
    scale: float,
) -> Field:
    """Return a tile laid on level ground: it runs together towards the horizon.

    Args:
        canvas_columns: x of every pixel, one row.
        canvas_rows: y of every pixel, one column.
        tile: what lies on the ground.
        place: row of the horizon, column of the vanishing point, and the picture's unit, in pixels.
        scale: tiles per unit of ground near the eye.
    """
    horizon, middle, unit = place
    down = np.maximum(canvas_rows - np.float32(horizon), np.float32(0.004 * unit)) / np.float32(
        unit
    )
    depth = np.float32(scale) / down
    x = (canvas_columns - np.float32(middle)) / np.float32(unit) * depth
    seen = np.clip(down * np.float32(9), 0, 1)
    return from_tile(tile, x, depth + np.zeros_like(x)) * seen


def line(width: int, cell_px: float, rng: Generator, gain: float = 0.5) -> Field:
    """Return one row of fractal noise, deviation about 1: the outline of hills and crowns."""
    total = np.zeros(width, np.float32)
    positions = np.arange(width, dtype=np.float32)
    amplitude, power = 1.0, 0.0
    while cell_px >= 1.5 and amplitude > 0.004:
        knots = rng.standard_normal(int(width / cell_px) + 5).astype(np.float32)
        total += np.float32(amplitude) * _curve(knots, positions / np.float32(cell_px) + 1)
        power += amplitude**2
        cell_px /= 2
        amplitude *= gain
    return total / np.float32(max(power, 1e-6) ** 0.5)


def _curve(knots: Field, at: Field) -> Field:
    """Return the uniform cubic B-spline through the neighbourhood of each position."""
    whole = np.minimum(at.astype(np.int32), len(knots) - 3)
    t = at - whole
    a, b, c, d = (knots[whole + k] for k in (-1, 0, 1, 2))
    weights = (1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3
    return (weights[0] * a + weights[1] * b + weights[2] * c + weights[3] * d) / np.float32(4)


def band_tile(rng: Generator, low: float, high: float, slope: float = 0.0) -> Field:
    """Return a tile that repeats without a seam, of waves between two frequencies.

    Args:
        rng: where the phases come from.
        low: fewest cycles per tile.
        high: most cycles per tile.
        slope: amplitude falls with frequency to this power; 0 gives one octave of even noise.

    Returns:
        TILE_PX x TILE_PX, mean 0, deviation 1.
    """
    y = np.fft.fftfreq(TILE_PX, 1 / TILE_PX)[:, None]
    x = np.fft.rfftfreq(TILE_PX, 1 / TILE_PX)[None, :]
    frequency = np.hypot(x, y)
    inside = (frequency >= low) & (frequency <= high)
    strength = np.where(inside, np.maximum(frequency, 1) ** -slope, 0)
    phases = rng.standard_normal(strength.shape) + 1j * rng.standard_normal(strength.shape)
    tile = np.fft.irfft2(strength * phases, (TILE_PX, TILE_PX))
    return np.asarray(tile / tile.std(), np.float32)


def from_tile(tile: Field, x: Field, y: Field) -> Field:
    """Return the tile's values at (x, y) counted in tiles; it repeats for ever."""
    x, y = np.broadcast_arrays(x, y)
    column = (x - np.floor(x)) * np.float32(TILE_PX)
    row = (y - np.floor(y)) * np.float32(TILE_PX)
    return sampled(tile, column, row, wrap=True)
