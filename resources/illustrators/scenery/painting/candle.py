"""A candle: wax that glows from within, a brass holder, the flame."""

import numpy as np

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.light import distance, halo
from resources.illustrators.scenery.painting.pixels import Field, grey, mix, rgb, step
from resources.illustrators.scenery.painting.shapes import boxed, filled


def candle(
    canvas: Canvas, image: Field, body: tuple[float, float, float], flame: tuple[float, float]
) -> Field:
    """Return the image with a burning candle in its holder.

    Args:
        canvas: what is painted on.
        image: the room behind it.
        body: middle and foot of the candle, and its height, in pixels.
        flame: where the flame stands, in pixels.
    """
    x, foot, size = body
    rng = canvas.rng("candle")
    half = size * 0.105
    up = np.linspace(0, 1, 9)
    lumps = rng.normal(0, 0.05, (2, 9)) * half
    left = np.stack([x - half * (1.06 - 0.06 * up) + lumps[0], foot - up * size], -1)
    right = np.stack([x + half * (1.06 - 0.06 * up) + lumps[1], foot - up * size], -1)
    lip = np.array(
        [
            (x + half * 0.7, foot - size * 1.012),
            (x, foot - size * 0.985),
            (x - half * 0.7, foot - size * 1.012),
        ]
    )
    wax = filled(canvas, [np.concatenate([left, lip[::-1], right[::-1]])])
    shadow = np.exp(-((distance(canvas, x, foot, 4.0) / 0.11) ** 2)) * 0.75
    image = image * grey(1 - shadow.astype(np.float32))
    across = (canvas.columns() - np.float32(x)) / np.float32(half)
    height = np.clip((np.float32(foot) - canvas.rows()) / np.float32(size), 0, 1.1)
    glow = 0.10 + 0.95 * np.exp(-(1.02 - height) * 5.0) + 0.12 * height
    turn = np.sqrt(np.clip(1 - across**2, 0.05, 1))
    wax_tone = canvas.palette.lamp * np.float32(0.75) + rgb(0.22, 0.16, 0.09)
    image = mix(image, (grey(glow * (0.45 + 0.55 * turn)) * wax_tone).astype(np.float32), wax)
    image = _holder(canvas, image, x, foot, half)
    return _flame(canvas, image, flame, size)


def _holder(canvas: Canvas, image: Field, x: float, foot: float, half: float) -> Field:
    turn = np.linspace(0, 2 * np.pi, 60)
    plate = np.stack(
        [x + np.cos(turn) * half * 3.0, foot + half * 0.25 + np.sin(turn) * half * 0.62], -1
    )
    cup = np.array(
        [
            (x - half * 1.35, foot - half * 0.9),
            (x - half * 1.1, foot + half * 0.4),
            (x + half * 1.1, foot + half * 0.4),
            (x + half * 1.35, foot - half * 0.9),
        ]
    )
    brass = canvas.palette.lamp * rgb(0.42, 0.30, 0.16)
    across = (canvas.columns() - np.float32(x)) / np.float32(half * 3)
    shine = (
        0.35
        + 0.9 * np.exp(-(((across + 0.45) / 0.16) ** 2))
        + 0.7 * np.exp(-(((across - 0.35) / 0.22) ** 2))
    )
    face = np.broadcast_to(
        grey(np.broadcast_to(shine, image.shape[:2]).astype(np.float32)) * brass, image.shape
    )
    image = mix(image, (face * 0.55).astype(np.float32), filled(canvas, [plate]))
    return mix(image, (face * 0.8).astype(np.float32), filled(canvas, [cup]))


def _flame(canvas: Canvas, image: Field, flame: tuple[float, float], size: float) -> Field:
    x, y = flame
    tall = canvas.unit * 0.050
    up = (np.float32(y) - canvas.rows()) / np.float32(tall)
    across = (canvas.columns() - np.float32(x)) / np.float32(tall)
    sway = 0.05 * np.sin(up * 2.4) * np.clip(up + 0.6, 0, 2)
    width = (
        0.24 * np.sqrt(np.clip((up + 0.86) / 0.9, 0, 1)) * np.clip(1.35 - up, 0, 2.3) ** 0.85 * 0.78
    )
    inside = 1 - np.abs(across - sway) / np.maximum(width, np.float32(1e-3))
    body = step(0.0, 0.55, inside) * step(-0.88, -0.70, up) * step(1.36, 1.0, up)
    heart = step(0.25, 0.9, inside) * step(-0.7, -0.1, up) * step(1.2, 0.3, up)
    blue = np.exp(-(((up + 0.72) / 0.16) ** 2)) * step(0.0, 0.5, inside)
    wick = filled(
        canvas, [boxed(x - tall * 0.03, y + tall * 0.45, x + tall * 0.03, y + tall * 1.02)]
    )
    image = mix(image, canvas.blank(canvas.palette.land[1]), wick)
    warm = canvas.palette.lamp * rgb(1.0, 0.78, 0.45)
    image = image + grey(body.astype(np.float32)) * warm * np.float32(2.2)
    image = image + grey(heart.astype(np.float32)) * rgb(1.0, 0.82, 0.5) * np.float32(2.0)
    image = image + grey(blue.astype(np.float32)) * rgb(0.03, 0.08, 0.28)
    image = image + halo(canvas, x, y, canvas.palette.lamp * np.float32(0.42), 0.30)
    return (image + halo(canvas, x, y, canvas.palette.lamp * np.float32(0.10), 1.0)).astype(
        np.float32
    )
