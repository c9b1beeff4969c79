"""Terrain: a landscape of heights seen in true perspective, with haze, mist and slanting light.

Heights are computed on a fan of depths and picture columns, so that detail is finest where the
eye is nearest; each pixel then finds the first depth whose ground rises to its line of sight.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.noise import band_tile, from_tile
from resources.illustrators.scenery.painting.pixels import Field

Heights = Callable[[Field, Field, Field], Field]
"""From x, z and the size of one sample (all in world units) to the height there."""


@dataclass(frozen=True)
class View:
    """Where the eye is; heights and depths in world units, `near` and `far` along the ground."""

    horizon: float
    """As a part of the picture's height from the top."""
    eye: float
    near: float
    far: float
    focal: float = 1.1
    """Focal length in units: larger is more of a telephoto lens."""
    slices: int = 900


@dataclass(frozen=True)
class Land:
    """The ground on its fan of depths (rows) and picture columns, and what each pixel sees."""

    x: Field
    z: Field
    height: Field
    slope_x: Field
    slope_z: Field
    index: NDArray[np.int32]
    """Per pixel the first depth that hides the line of sight; as many as depths means sky."""
    crest: Field
    """Per depth and column, the highest point so far, in picture rows."""


def surveyed(canvas: Canvas, view: View, heights: Heights) -> Land:
    """Return the land seen from the view's eye."""
    ratio = np.linspace(0, 1, view.slices, dtype=np.float32)[:, None]
    z = np.float32(view.near) * np.float32(view.far / view.near) ** ratio
    focal_px = np.float32(view.focal * canvas.unit)
    angle = (canvas.columns() - np.float32(canvas.width / 2)) / focal_px
    x = angle * z
    grain = np.maximum(
        z / focal_px * 1.5, z * np.float32(np.log(view.far / view.near) / view.slices)
    )
    height = heights(x, np.broadcast_to(z, x.shape), np.broadcast_to(grain, x.shape))
    slope_x = np.gradient(height, axis=1) / (z / focal_px)
    along = np.gradient(height, axis=0) / np.gradient(z, axis=0)
    slope_z = along - angle * slope_x
    row = np.float32(view.horizon * canvas.height) + focal_px * (np.float32(view.eye) - height) / z
    crest = np.minimum.accumulate(row, axis=0)
    index = _first_hit(crest, canvas.height)
    return Land(x, z, height, slope_x.astype(np.float32), slope_z.astype(np.float32), index, crest)


def _first_hit(crest: Field, rows: int) -> NDArray[np.int32]:
    """Return per pixel how many depths stay below its centre."""
    depths, columns = crest.shape
    bucket = np.clip(np.ceil(crest - np.float32(0.5)), 0, rows).astype(np.int64)
    flat = np.bincount(
        (bucket * columns + np.arange(columns)).ravel(), minlength=(rows + 1) * columns
    )
    counts = flat.reshape(rows + 1, columns).astype(np.int32)
    return depths - np.cumsum(counts, axis=0, dtype=np.int32)[:rows]


def laid_over(image: Field, land: Land, colours: Field) -> Field:
    """Return the image with the land in front; `colours` are given per depth and column."""
    depths = colours.shape[0]
    seen = land.index < depths
    index = np.minimum(land.index, depths - 1)
    before = np.maximum(index - 1, 0)
    rows = np.arange(image.shape[0], dtype=np.float32)[:, None] + np.float32(0.5)
    top = np.take_along_axis(land.crest, index, 0)
    bottom = np.take_along_axis(land.crest, before, 0)
    part = np.clip((bottom - rows) / np.maximum(bottom - top, np.float32(1e-4)), 0, 1)[..., None]
    columns = np.arange(image.shape[1])[None, :]
    ground = colours[before, columns]
    ground += (colours[index, columns] - ground) * part
    result = np.where(seen[..., None], ground, image)
    return _with_soft_crests(result, land)


def _with_soft_crests(image: Field, land: Land) -> Field:
    """Blend each crest with what stands behind it, by how much of the pixel it fills."""
    gap = land.index[:-1] - land.index[1:]
    row, column = np.nonzero(gap > max(3, len(land.z) // 90))
    edge = land.crest[land.index[row, column] - 1, column]
    inside = edge - row
    near, far = image[row + 1, column], image[row, column]
    upper = np.clip(1 - inside, 0, 0.5)[:, None]
    lower = np.clip(inside - 1, 0, 0.5)[:, None]
    image[row, column] = far + (near - far) * upper
    image[row + 1, column] = near + (far - near) * lower
    return image


def ridged(rng: Generator, scale: float, octaves: int = 9, sharpness: float = 0.55) -> Heights:
    """Return mountains: sharp crests, detail gathered on the heights, valleys smooth; about 0..1."""
    tiles = [band_tile(rng, 3, 6) for _ in range(2)]
    offsets = rng.random((octaves, 2)).astype(np.float32)
    warp = band_tile(rng, 1, 6, 1.5)

    def heights(x: Field, z: Field, grain: Field) -> Field:
        u, v = x / np.float32(scale * 4), z / np.float32(scale * 4)
        bend = from_tile(warp, u * 0.5, v * 0.5) * np.float32(0.035)
        u, v = u + bend, v - bend
        total, weight = np.zeros_like(u), np.ones_like(u)
        amplitude, wave = 0.62, scale
        for octave in range(octaves):
            frequency = np.float32(2**octave)
            value = from_tile(
                tiles[octave % 2],
                u * frequency + offsets[octave, 0],
                v * frequency + offsets[octave, 1],
            )
            ridge = np.clip(1 - np.abs(value) * np.float32(sharpness), 0, 1) ** 2
            fade = np.clip(wave / (grain * 3) - 0.5, 0, 1)
            total += np.float32(amplitude) * (ridge * weight * fade + 0.4 * (1 - fade) * weight)
            weight = np.clip(ridge * 1.5, 0, 1)
            amplitude *= 0.46
            wave /= 2
        return total

    return heights


def rolling(rng: Generator, scale: float, octaves: int = 7, gain: float = 0.42) -> Heights:
    """Return soft hills around height 0, deviation about 1."""
    tiles = [band_tile(rng, 3, 6) for _ in range(2)]
    offsets = rng.random((octaves, 2)).astype(np.float32)

    def heights(x: Field, z: Field, grain: Field) -> Field:
        u, v = x / np.float32(scale * 4), z / np.float32(scale * 4)
        total = np.zeros_like(u)
        amplitude, wave = 1.0, scale
        for octave in range(octaves):
            frequency = np.float32(2**octave)
            value = from_tile(
                tiles[octave % 2],
                u * frequency + offsets[octave, 0],
                v * frequency + offsets[octave, 1],
            )
            total += np.float32(amplitude) * value * np.clip(wave / (grain * 3) - 0.5, 0, 1)
            amplitude *= gain
            wave /= 2
        return total

    return heights


def lambert(land: Land, direction: tuple[float, float, float], relief: float = 1.0) -> Field:
    """Return how squarely the light strikes the ground, 0..1; y is up and z away from the eye."""
    x, y, z = (np.float32(part / np.linalg.norm(direction)) for part in direction)
    rise_x, rise_z = land.slope_x * np.float32(relief), land.slope_z * np.float32(relief)
    length = np.sqrt(1 + rise_x**2 + rise_z**2)
    return np.clip((y - rise_x * x - rise_z * z) / length, 0, 1).astype(np.float32)


def haze_amount(land: Land, reach: float, low: float, thickness: float) -> Field:
    """Return how much of the ground is lost in haze, 0..1: with distance, and more in hollows.

    Args:
        land: what is seen.
        reach: distance at which clear air hides two thirds.
        low: height under which mist gathers.
        thickness: height over which the mist thins out.
    """
    clear = land.z / np.float32(reach)
    mist = np.exp(-np.maximum(land.height - np.float32(low), 0) / np.float32(thickness))
    return (1 - np.exp(-clear * (0.55 + 1.9 * mist))).astype(np.float32)
