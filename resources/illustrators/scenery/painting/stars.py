"""Stars: of all sizes and colours, with the glow of the brightest and the band of the galaxy."""

import numpy as np
from numpy.random import Generator

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.noise import fractal
from resources.illustrators.scenery.painting.pixels import Field, blurred, grey, resized, step

_TINTS = np.array(
    [[1.0, 0.72, 0.5], [1.0, 0.86, 0.7], [1.0, 0.97, 0.92], [0.82, 0.9, 1.0], [0.66, 0.79, 1.0]],
    np.float32,
)
"""Star colours from red giants to hot blue ones, in linear light."""


def starlight(canvas: Canvas, horizon_px: float, amount: float, band: Field | None = None) -> Field:
    """Return the light of stars above the horizon, fading into its haze.

    Args:
        canvas: what is painted on.
        horizon_px: stars thin out towards it.
        amount: 1 is a clear night.
        band: where the galaxy lies, 0..1 per pixel; stars crowd there.
    """
    rng = canvas.rng("stars")
    area = canvas.width * canvas.height / canvas.unit**2
    layer = np.zeros((canvas.height, canvas.width, 3), np.float32)
    _sow(canvas, layer, rng, int(3600 * area * amount), band, (0.02, 0.40))
    _sow(canvas, layer, rng, int(110 * area * amount), band, (0.5, 2.2))
    sharp = blurred(layer, max(canvas.unit / 2400, 0.35))
    few = np.zeros_like(layer)
    _sow(canvas, few, rng, int(12 * area * amount), None, (3.0, 9.0))
    glow = blurred(few, canvas.unit / 800) * 3 + blurred(few, canvas.unit / 160) * 9
    fade = step(1.0, 0.45, canvas.rows() / np.float32(max(horizon_px, 1)))
    size = np.float32((canvas.unit / 1080) ** 2)
    return (sharp * max(size, 0.35) * np.float32(1.6) + glow * size) * grey(fade)


def _sow(
    canvas: Canvas,
    layer: Field,
    rng: Generator,
    count: int,
    band: Field | None,
    flux: tuple[float, float],
) -> None:
    """Add stars to the layer, each shared among its four nearest pixels."""
    x, y, power, keep = rng.random((4, count))
    tints = _TINTS[rng.choice(5, count, p=[0.1, 0.2, 0.3, 0.25, 0.15])]
    x, y = x * (canvas.width - 2), y * (canvas.height - 2)
    column, row = x.astype(int), y.astype(int)
    if band is not None:
        kept = keep < 0.25 + 0.75 * band[row, column]
        x, y, power, tints = x[kept], y[kept], power[kept], tints[kept]
        column, row = column[kept], row[kept]
    strength = flux[0] + (flux[1] - flux[0]) * power**4
    light = tints * strength[:, None].astype(np.float32)
    right, down = (x - column)[:, None], (y - row)[:, None]
    for dx, dy in ((0, 0), (0, 1), (1, 0), (1, 1)):
        share = (right if dx else 1 - right) * (down if dy else 1 - down)
        np.add.at(layer, (row + dy, column + dx), (light * share).astype(np.float32))


def galaxy(canvas: Canvas, tilt: float, centre: float) -> tuple[Field, Field]:
    """Return the Milky Way: its light (RGB) and the band along which stars crowd (0..1).

    Args:
        canvas: what is painted on.
        tilt: slope of the band, in units down per unit right.
        centre: height at which it crosses the middle of the picture, as a part of the height.
    """
    rng = canvas.rng("galaxy")
    small = 3
    w, h = -(-canvas.width // small), -(-canvas.height // small)
    unit = canvas.unit / small
    x = (np.arange(w, dtype=np.float32)[None, :] - w / 2) / np.float32(unit)
    y = (np.arange(h, dtype=np.float32)[:, None] - h * centre) / np.float32(unit)
    length = np.hypot(1, tilt)
    off = (y - x * tilt) / length + 0.05 * fractal(w, h, unit * 0.6, rng, 0.5)
    along = (x + y * tilt) / length
    width = 0.15 * (1 + 0.55 * np.exp(-((along / 0.4) ** 2)))
    body = np.exp(-((off / width) ** 2)).astype(np.float32)
    clumps = 0.75 + 0.26 * fractal(w, h, unit * 0.16, rng, 0.70)
    dust_at = 0.07 * fractal(w, h, unit * 0.40, rng, 0.68) + off
    dust = np.exp(-((dust_at / (0.055 * (1 + clumps * 0.5))) ** 2)) * step(
        -0.5, 0.9, fractal(w, h, unit * 0.3, rng, 0.6)
    )
    glow = body * np.clip(clumps, 0.15, 2.2)
    core = np.exp(-((off / (width * 0.55)) ** 2 + (along / 0.55) ** 2))
    haze = canvas.palette.night[4] * 0.55 + canvas.palette.night[3] * 0.45
    warm = canvas.palette.moon * 0.6 + canvas.palette.lamp * 0.4
    light = grey(glow) * haze * 0.30 + grey(core * clumps) * warm * 0.17
    light = light * grey(1 - 0.78 * np.clip(dust, 0, 1))
    light = resized(np.maximum(light, 0).astype(np.float32), canvas.width, canvas.height)
    band = resized(
        (body * (1 - 0.6 * np.clip(dust, 0, 1))).astype(np.float32), canvas.width, canvas.height
    )
    return np.maximum(light, 0), np.clip(band, 0, 1)
