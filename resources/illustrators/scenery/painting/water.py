"""Water: a plane of waves that mirrors what stands above it and glitters under the light."""

from dataclasses import dataclass

import numpy as np

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.noise import band_tile, from_tile
from resources.illustrators.scenery.painting.pixels import Field, blurred, grey, mix, sampled, step


@dataclass(frozen=True)
class Sea:
    """How the water moves; lengths in heights of the eye above it."""

    roughness: float = 0.10
    """Slope of the waves: 0.02 a pond, 0.1 a breeze, 0.25 a gale."""
    wave: float = 2.5
    """Length of the longest waves."""
    focal: float = 1.1
    glitter: float = 1.0
    foam: float = 0.0
    clearness: float = 1.0
    """How plainly it mirrors."""


def flooded(
    canvas: Canvas, image: Field, horizon_px: float, light: tuple[float, float], sea: Sea
) -> Field:
    """Return the image with everything under the horizon turned into water.

    Args:
        canvas: what is painted on.
        image: the scene above the horizon; what lies below is replaced.
        horizon_px: row of the horizon.
        light: where the sun or moon stands, in pixels.
        sea: the water's state.
    """
    top = int(np.ceil(horizon_px))
    rows = canvas.rows()[top:]
    columns = canvas.columns()
    focal_px = np.float32(sea.focal * canvas.unit)
    down = np.maximum(rows - np.float32(horizon_px), np.float32(0.35)) / focal_px
    z = 1 / down
    x = (columns - np.float32(canvas.width / 2)) / focal_px * z
    slope_x, slope_z, crest, lost = _waves(
        canvas, x, np.broadcast_to(z, x.shape), z * z / focal_px, sea
    )
    calm = blurred(image[:top], canvas.unit / 500)
    mirror_y = np.float32(horizon_px) - np.abs(down + 2 * slope_z) * focal_px * np.float32(0.92)
    mirror_x = columns + 2 * slope_x * down * focal_px * 1.4
    mirrored = sampled(calm, mirror_x, np.minimum(mirror_y, np.float32(top - 1)))
    facing = np.clip(down * 0.9 + np.abs(slope_z) * 0.9, 0, 1)
    fresnel = np.clip(0.04 + 0.96 * (1 - facing) ** 3, 0, 1) * np.float32(sea.clearness)
    sky = canvas.sky[2] * np.float32(0.25) + canvas.palette.water * np.float32(0.75)
    deep = (
        sky
        * grey(np.clip(0.62 + 0.5 * crest + 0.2 * slope_z / sea.roughness, 0.2, 1.6))
        * canvas.power**0.5
    )
    water = mix(deep.astype(np.float32), mirrored, fresnel)
    water += _glitter(canvas, (columns, rows, horizon_px), (slope_x, slope_z, lost), light, sea)
    if sea.foam:
        water = _with_foam(canvas, water, crest, x, z, sea)
    result = image.copy()
    result[top:] = water
    meet = max(horizon_px - int(horizon_px), 0)
    if 0 < top < canvas.height and meet > 0:
        result[top - 1] = image[top - 1] * np.float32(meet) + water[0] * np.float32(1 - meet)
    return result


def _waves(
    canvas: Canvas, x: Field, z: Field, footprint: Field, sea: Sea
) -> tuple[Field, Field, Field, Field]:
    """Return slopes across and along, height (about -1..1), and the slope lost to distance."""
    rng = canvas.rng("waves")
    slope_x, slope_z = np.zeros_like(x), np.zeros_like(x)
    crest, lost = np.zeros_like(x), np.zeros_like(footprint)
    length, share = sea.wave, 0.62
    for octave in range(6):
        tile = band_tile(rng, 5, 11, 0.4)
        right, down = np.gradient(tile, axis=1) * 9, np.gradient(tile, axis=0) * 9
        span = np.float32(length * 7)
        turn = np.float32(rng.normal(0, 0.35))
        u = (x * np.cos(turn) * 0.55 + z * np.sin(turn)) / span + np.float32(rng.random())
        v = (z * np.cos(turn) - x * np.sin(turn) * 0.55) / span + np.float32(rng.random())
        seen = np.clip(1.25 - footprint * 2.2 / np.float32(length), 0, 1)
        strength = np.float32(sea.roughness * share)
        slope_x += from_tile(right, u, v) * strength * seen * np.float32(0.7)
        slope_z += from_tile(down, u, v) * strength * seen
        if octave < 2:
            crest += from_tile(tile, u, v) * np.float32(0.45 - 0.15 * octave) * seen
        lost += (strength * (1 - seen)) ** 2
        length *= 0.40
        share *= 0.74
    return slope_x, slope_z, crest, lost


def _glitter(
    canvas: Canvas,
    place: tuple[Field, Field, float],
    slopes: tuple[Field, Field, Field],
    light: tuple[float, float],
    sea: Sea,
) -> Field:
    """Return the light's own path on the water: how near each wave is to throwing it at the eye."""
    columns, rows, horizon_px = place
    slope_x, slope_z, lost = slopes
    focal_px = np.float32(sea.focal * canvas.unit)
    want_z = ((np.float32(horizon_px - light[1])) - (rows - np.float32(horizon_px))) / (
        2 * focal_px
    )
    want_x = (np.float32(light[0]) - columns) / (2 * focal_px)
    spread = lost * 0.8 + np.float32((sea.roughness * 0.26) ** 2 + 0.0003)
    miss = ((slope_x * 1.3 - want_x) ** 2 + ((slope_z - want_z) * 0.55) ** 2) / (2 * spread)
    shine = np.exp(-np.minimum(miss, 40)) * np.float32(0.05) / np.sqrt(spread)
    return (
        grey(shine.astype(np.float32)) * canvas.light * np.float32(sea.glitter * canvas.power**0.5)
    )


def _with_foam(canvas: Canvas, water: Field, crest: Field, x: Field, z: Field, sea: Sea) -> Field:
    rng = canvas.rng("foam")
    fine = from_tile(band_tile(rng, 4, 200, 0.9), x * np.float32(0.16), z * np.float32(0.34))
    broken = step(0.55, 1.5, crest * 1.1 + 0.42 * fine) * np.float32(sea.foam)
    white = canvas.haze * np.float32(0.5) + canvas.light * np.float32(0.25 * canvas.power)
    return mix(water, np.broadcast_to(white, water.shape), np.clip(broken, 0, 0.85))
