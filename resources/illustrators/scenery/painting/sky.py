"""The sky: its gradient, the sun or moon in it, and clouds in perspective."""

from dataclasses import dataclass, replace

import numpy as np

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.colour import ramp
from resources.illustrators.scenery.painting.light import distance, halo, lightened
from resources.illustrators.scenery.painting.noise import band_tile, fractal, from_tile
from resources.illustrators.scenery.painting.pixels import (
    Field,
    blurred,
    grey,
    mix,
    resized,
    sampled,
    step,
)
from resources.illustrators.scenery.painting.stars import starlight

CLOSED = 0.85
"""How much of the sky clouds cover that hide the sun."""


@dataclass(frozen=True)
class Sky:
    """A painted sky and where its light stands, in pixels."""

    image: Field
    horizon: float
    x: float
    y: float


@dataclass(frozen=True)
class Weathering:
    """How a sky is furnished: amounts from 0 to 1."""

    cover: float = 0.4
    streaks: float = 3.0
    """How many times longer than deep the clouds are."""
    disc: bool = True
    stars: float = 1.0
    drama: float = 0.5
    """Contrast between the lit and the shaded side of clouds."""


def painted_sky(
    canvas: Canvas, horizon: float, light: tuple[float, float], weathering: Weathering
) -> Sky:
    """Return the sky behind a scene.

    Args:
        canvas: what is painted on.
        horizon: height of the horizon, as a part of the picture's height from the top.
        light: place of the sun or moon, as parts of width and height.
        weathering: clouds, stars, disc.
    """
    if canvas.overcast:
        weathering = replace(weathering, cover=max(weathering.cover, CLOSED), disc=False, stars=0.0)
    x, y = light[0] * canvas.width, light[1] * canvas.height
    horizon_px = horizon * canvas.height
    image = _gradient(canvas, horizon_px, x)
    if canvas.night and weathering.stars:
        image = image + starlight(canvas, horizon_px, weathering.stars)
    glow = canvas.light * np.float32(0.2 if canvas.overcast else 0.35 if canvas.night else 0.75)
    image = lightened(image, halo(canvas, x, y, glow * np.float32(0.62), 0.9))
    if weathering.disc:
        image = _with_disc(canvas, image, x, y)
    if weathering.cover:
        image = _with_clouds(canvas, image, horizon_px, (x, y), weathering)
    return Sky(image, horizon_px, x, y)


def _gradient(canvas: Canvas, horizon_px: float, light_x: float) -> Field:
    """Return the ramp from zenith to horizon, a little warmer below the light, never quite even."""
    small_w, small_h = max(canvas.width // 8, 2), max(canvas.height // 8, 2)
    wobble = fractal(small_w, small_h, small_w / 2, canvas.rng("air"), 0.3)
    wobble = resized(blurred(wobble, small_w / 24), canvas.width, canvas.height)
    aside = (canvas.columns() - np.float32(light_x)) / canvas.width
    t = canvas.rows() / np.float32(max(horizon_px, 1)) + 0.018 * wobble - 0.10 * aside**2
    return ramp(canvas.sky, np.clip(t, 0, 1) ** np.float32(1.25))


def _with_disc(canvas: Canvas, image: Field, x: float, y: float) -> Field:
    rng = canvas.rng("disc")
    radius = 0.036 + 0.016 * rng.random() if canvas.night else 0.030 + 0.022 * rng.random()
    d = distance(canvas, x, y)
    soft = 1.2 / canvas.unit + (0.0 if canvas.night else 0.16 * radius)
    edge = step(radius + soft * 0.5, radius - soft, d)
    if not canvas.night:
        return mix(image, np.broadcast_to(canvas.light * 3.2, image.shape), edge)
    seas = fractal(canvas.width, canvas.height, canvas.unit * radius * 0.9, rng, 0.55)
    face = canvas.light * grey(1.15 - 0.22 * step(-0.2, 1.2, seas))
    rim = np.sqrt(np.clip(1 - (d / np.float32(radius)) ** 2, 0.06, 1))
    return mix(image, face * grey(0.75 + 0.25 * rim), edge)


def _with_clouds(
    canvas: Canvas,
    image: Field,
    horizon_px: float,
    light: tuple[float, float],
    weathering: Weathering,
) -> Field:
    """Lay a ceiling of clouds over the sky, lit from where the sun or moon stands."""
    small = 2
    w, h = -(-canvas.width // small), -(-canvas.height // small)
    rows = (np.arange(h, dtype=np.float32)[:, None] + 0.5) * small
    columns = (np.arange(w, dtype=np.float32)[None, :] + 0.5) * small
    density = _ceiling(canvas, rows, columns, horizon_px, weathering)
    across, down = light[0] - columns, light[1] - rows
    away = np.hypot(across, down) + np.float32(1)
    reach = np.float32(canvas.unit * 0.045)
    soft = blurred(density, canvas.unit * 0.006)
    toward_x = (columns + across / away * reach) / small
    toward_y = (rows + down / away * reach) / small
    shade = blurred(sampled(soft, toward_x, toward_y), canvas.unit * 0.004)
    near = np.exp(-away / np.float32(canvas.unit * 0.55))
    lit = np.clip(np.exp(-1.8 * shade) * (0.35 + 1.3 * near), 0, 2).astype(np.float32)
    height_in_sky = np.clip(rows / np.float32(max(horizon_px, 1)), 0, 1)
    shadow = ramp(canvas.sky, np.clip(height_in_sky * 0.8 + 0.05, 0, 1)) * np.float32(0.78)
    bright = ramp(canvas.sky, np.clip(height_in_sky * 0.4 + 0.62, 0, 1)) * np.float32(0.8)
    bright = bright + canvas.light * np.float32(0.32 * canvas.power)
    colour = mix(
        np.broadcast_to(shadow, (h, w, 3)),
        np.broadcast_to(bright, (h, w, 3)),
        lit * weathering.drama,
    )
    colour += (
        canvas.light * grey((lit * near) ** 2) * np.float32(0.35 * weathering.drama * canvas.power)
    )
    alpha = resized(np.clip(density, 0, 1), canvas.width, canvas.height)
    near_disc = distance(canvas, *light) / np.float32(0.09)
    thin = 1 - 0.85 * np.exp(-(near_disc**2))
    cover = np.clip(alpha, 0, 1) * np.float32(0.92) * thin
    return mix(image, resized(colour, canvas.width, canvas.height), cover.astype(np.float32))


def _ceiling(
    canvas: Canvas, rows: Field, columns: Field, horizon_px: float, weathering: Weathering
) -> Field:
    """Return how dense the clouds are, 0..1: noise on a plane overhead, warped by itself."""
    rng = canvas.rng("clouds")
    shapes, fine = band_tile(rng, 2, 200, 1.75), band_tile(rng, 1, 60, 1.6)
    above = np.maximum(horizon_px - rows, 0) / np.float32(canvas.unit)
    depth = np.float32(0.22) / (above + np.float32(0.10))
    x = (columns - np.float32(canvas.width / 2)) / canvas.unit * depth / weathering.streaks * 0.8
    z = depth * np.float32(0.75)
    x, z = x + np.float32(rng.random()), z + np.float32(rng.random())
    warp = from_tile(fine, x * 0.7, z * 0.7) * np.float32(0.035)
    value = from_tile(shapes, x + warp, z + warp)
    patches = from_tile(fine, x * np.float32(0.35) + 0.3, z * np.float32(0.35))
    threshold = np.float32(1.35 - 2.1 * weathering.cover) - 0.35 * patches
    density = step(0, 1, (value - threshold) / np.float32(1.3))
    return density * step(0, 0.12, above)
