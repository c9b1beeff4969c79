"""Light: glow, bloom, shafts, and the way from linear light to eight bits without bands."""

from functools import lru_cache

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.colour import encoded, toned
from resources.illustrators.scenery.painting.pixels import (
    Field,
    blurred,
    grey,
    luminance,
    resized,
    sampled,
    tabled,
)

GRAIN = 1.1 / 255
"""Deviation of the film grain; with the dither it hides every step of eight bits."""
BRIGHTEST_ROOT = 4.0
"""Root of the linear light that film shows as white, and nothing as whiter."""
FILM_STEPS = 16384


def distance(canvas: Canvas, x: float, y: float, squash: float = 1.0) -> Field:
    """Return each pixel's distance from a point, in units; `squash` above 1 flattens circles."""
    across = (canvas.columns() - np.float32(x)) / np.float32(canvas.unit)
    down = (canvas.rows() - np.float32(y)) * np.float32(squash / canvas.unit)
    return np.hypot(across, down)


def halo(canvas: Canvas, x: float, y: float, colour: Field, reach: float) -> Field:
    """Return soft light around a point: bright within a tenth of `reach` (units), gone at three."""
    small = 4
    height, width = -(-canvas.height // small), -(-canvas.width // small)
    across = (np.arange(width, dtype=np.float32)[None, :] * small - np.float32(x)) / canvas.unit
    down = (np.arange(height, dtype=np.float32)[:, None] * small - np.float32(y)) / canvas.unit
    d = np.hypot(across, down).astype(np.float32) / np.float32(reach)
    glow = 0.55 * np.exp(-d * 2.2) + 0.45 * np.exp(-d * 7.0) + 0.6 * np.exp(-((d * 8) ** 2))
    return grey(resized(glow.astype(np.float32), canvas.width, canvas.height)) * colour


def lightened(image: Field, light: Field) -> Field:
    """Return the image with light added as film takes it: less where it is bright already."""
    room = np.clip(1.15 - luminance(image), 0.12, 1)
    return image + light * grey(room)


def bloomed(image: Field, strength: float = 1.0) -> Field:
    """Return the image with bright places spilling over, as in a lens."""
    height, width = image.shape[:2]
    unit = min(height, width)
    small = resized(image, -(-width // 4), -(-height // 4))
    bright = small * grey(np.clip(luminance(small) * 1.4 - 0.55, 0, 1))
    spill = sum(
        weight * blurred(bright, unit / 4 * sigma)
        for sigma, weight in ((0.006, 0.30), (0.022, 0.20), (0.08, 0.14))
    )
    return image + np.float32(strength) * resized(np.asarray(spill, np.float32), width, height)


def shafts(canvas: Canvas, source: Field, x: float, y: float, reach: float = 0.6) -> Field:
    """Return light streaming away from (x, y): a 2-D field smeared along rays from that point.

    Args:
        canvas: gives the size.
        source: how much light each place lets through, 0..1.
        x: pixels from the left; may lie outside the picture.
        y: pixels from the top.
        reach: how far the light is carried, as a part of the way back to the point.
    """
    small = 6
    width, height = -(-canvas.width // small), -(-canvas.height // small)
    field = resized(source, width, height)
    columns = np.arange(width, dtype=np.float32)[None, :]
    rows = np.arange(height, dtype=np.float32)[:, None]
    step_size = reach / 8
    for _ in range(3):
        total = np.zeros_like(field)
        for i in range(8):
            back = np.float32(1 - step_size * i)
            total += sampled(
                field,
                x / small + (columns - x / small) * back,
                y / small + (rows - y / small) * back,
            )
        field = total / np.float32(8)
        step_size /= 8
    return resized(field, canvas.width, canvas.height)


def finished(
    canvas: Canvas, image: Field, bloom: float = 1.0, vignette: float = 0.34
) -> NDArray[np.uint8]:
    """Return linear light as the picture's final 8-bit RGB: bloom, vignette, tone, grain, dither."""
    image = bloomed(image, bloom) if bloom else image
    dimmed = _vignette(canvas, vignette)
    image = np.maximum(image * cv2.merge((dimmed, dimmed, dimmed)), 0)
    position = np.asarray(cv2.sqrt(image)) * np.float32(FILM_STEPS / BRIGHTEST_ROOT)
    codes = tabled(_film(), position)
    noise = _speckle(canvas.rng("grain"), canvas.height, canvas.width)
    shift = ((0, 0), (37, 91), (113, 59))
    codes += cv2.merge([np.roll(noise, by, (0, 1)) for by in shift])
    return np.asarray(cv2.convertScaleAbs(np.maximum(codes, 0), alpha=255), np.uint8)


@lru_cache(maxsize=1)
def _film() -> Field:
    """Return code values 0..1 by the root of linear light: tone, transfer function, contrast.

    Roots bend about as code values do, so that equal steps serve shadows and lights alike: it is within
    0.0002 of an eight-bit step of what is computed for each pixel.
    """
    roots = np.linspace(0, BRIGHTEST_ROOT, FILM_STEPS + 1)
    codes = encoded(toned(roots**2))
    return (codes + 0.12 * codes * (1 - codes) * (2 * codes - 1)).astype(np.float32)


def _vignette(canvas: Canvas, amount: float) -> Field:
    across = (canvas.columns() / canvas.width - 0.5) * 2
    down = (canvas.rows() / canvas.height - 0.5) * 2
    far = (across**2 + down**2) / 2
    return (1 - np.float32(amount) * far**1.5).astype(np.float32)


def _speckle(rng: Generator, height: int, width: int) -> Field:
    """Return film grain plus triangular dither, high frequencies favoured (a blue-ish spectrum)."""
    white = rng.random((height, width + 1), np.float32)
    dither = np.diff(white, axis=1) / np.float32(255)
    grain = rng.standard_normal((height, width), np.float32) * np.float32(GRAIN)
    return dither + np.asarray(cv2.blur(grain, (2, 2)), np.float32)
