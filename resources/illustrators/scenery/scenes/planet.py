"""Planet: one globe in space, large, half in its own night: the earth, the moon, or another planet as it is known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from resources.illustrators.maps.earth import Frame, land_of
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.colour import ramp
from resources.illustrators.scenery.painting.noise import band_tile, from_tile
from resources.illustrators.scenery.painting.pixels import Field, grey, mix, rgb, sampled, step
from resources.illustrators.scenery.painting.stars import galaxy, starlight

WORDS = {
    "globe": 6,
    "lunar": 6,
    "planet": 6,
    "mars": 8,
    "venus": 7,
    "jupiter": 8,
    "saturn": 8,
    "uranus": 8,
    "neptune": 8,
    "pluto": 7,
    "asteroid": 3,
}
CRATERS = 90
MAP_PX = 1440
"""Width of the earth's map: a quarter of a degree in a pixel."""


@dataclass(frozen=True, slots=True)
class Globe:
    """What is seen of a globe: for each pixel of its square, where on it one looks; all fields of one shape."""

    x: Field
    y: Field
    z: Field
    """The normal: to the right, up, towards the eye."""
    disc: Field
    """How much of each pixel it covers, 0 to 1."""

    @property
    def flat(self) -> tuple[Field, Field]:
        """Places on its skin, unrolled from the middle of what is seen: nothing is squeezed at the edge."""
        away = np.arccos(np.clip(self.z, 0, 1))
        stretch = away / np.maximum(np.hypot(self.x, self.y), np.float32(1e-4))
        return self.x * stretch, self.y * stretch


Skin = Callable[[Canvas, Globe], tuple[Field, Field]]
"""Returns colours, and how high the ground is, in radii."""


def paint(canvas: Canvas) -> Field:
    """Return the globe among the stars."""
    canvas = replace(canvas, night=True, weather="clear")
    rng = canvas.rng("planet")
    radius = canvas.unit * float(rng.uniform(0.33, 0.37))
    x, y = 0.5, 0.345 if canvas.upright else 0.46
    if canvas.titled:
        x, y, radius = (0.5, 0.62, radius) if canvas.upright else (0.73, 0.46, 0.86 * radius)
    x, y = x * canvas.width, y * canvas.height
    side = 1.0 if rng.random() < 0.5 else -1.0
    image = _space(canvas)
    name = next((one for one in SKINS if canvas.says(one)), "planet")
    reach = 2.5 if name == "saturn" else 1.30
    if name == "saturn":
        radius *= 0.66
    half = int(np.ceil(radius * reach))
    left, top = round(x) - half, round(y) - half
    axis = np.arange(-half, half + 1, dtype=np.float32) / np.float32(radius)
    across, up = np.meshgrid(axis, -axis)
    lit = _lit(canvas, SKINS[name], (across, up), radius, side)
    return _laid(image, lit if name != "saturn" else _ringed(lit, across, up), (left, top))


def _space(canvas: Canvas) -> Field:
    """Return the dark with its stars and a faint band of the galaxy."""
    rng = canvas.rng("space")
    light, band = galaxy(canvas, float(rng.uniform(-1.4, 1.4)), float(rng.uniform(0.3, 0.7)))
    dark = canvas.palette.night[0] * np.float32(0.25) + rgb(0.002, 0.003, 0.006)
    stars = starlight(canvas, canvas.height * 4, 1.0, band)
    return np.asarray(canvas.blank(dark) + stars + light * np.float32(0.35), np.float32)


def _lit(
    canvas: Canvas, skin: Skin, at: tuple[Field, Field], radius: float, side: float
) -> tuple[Field, Field]:
    """Return colours and cover of a globe in sunlight from one side, its air aglow where it has some."""
    across, up = at
    away = np.hypot(across, up)
    z = np.sqrt(np.clip(1 - away**2, 0, 1))
    inside = np.minimum(1, 1 / np.maximum(away, np.float32(1e-6)))
    globe = Globe(
        across * inside,
        up * inside,
        np.asarray(z, np.float32),
        np.asarray(step(0.8, -0.8, (away - 1) * np.float32(radius)), np.float32),
    )
    colours, ground = skin(canvas, globe)
    sun = np.array([0.80 * side, 0.30, 0.45])
    sun = (sun / np.linalg.norm(sun)).astype(np.float32)
    lift = np.float32(radius)
    slope = sun[1] * np.gradient(ground, axis=0) - sun[0] * np.gradient(ground, axis=1)
    shine = globe.x * sun[0] + globe.y * sun[1] + globe.z * sun[2]
    rough = np.where(away < 0.97, slope * lift, 0.0)
    day = np.asarray(np.clip(shine + rough, 0, 1.2), np.float32)
    colour = colours * (grey(day) * np.float32(1.25) + rgb(0.006, 0.008, 0.014))
    air = np.exp(-np.abs(away - 1) / np.float32(0.035)) * np.clip(shine + 0.25, 0, 1)
    haze = colours.mean((0, 1)) * np.float32(0.5) + canvas.sky[4] * np.float32(0.25)
    colour = colour + grey(np.asarray(air, np.float32)) * haze * np.float32(0.8)
    glow = np.asarray(np.clip(air, 0, 1) * 0.5 * (away >= 1), np.float32)
    colour = mix(
        _all(globe, haze) * grey(np.asarray(np.clip(air, 0, 1), np.float32)),
        np.asarray(colour, np.float32),
        globe.disc,
    )
    cover = np.maximum(globe.disc, glow)
    return np.asarray(colour, np.float32), np.asarray(cover, np.float32)


def _laid(image: Field, lit: tuple[Field, Field], corner: tuple[int, int]) -> Field:
    """Return the picture with a square laid on it, as far as it reaches into the picture."""
    colour, cover = lit
    left, top = corner
    high, wide = image.shape[:2]
    x0, y0, x1, y1 = max(0, left), max(0, top), left + cover.shape[1], top + cover.shape[0]
    x1, y1 = min(wide, x1), min(high, y1)
    cut = slice(y0 - top, y1 - top), slice(x0 - left, x1 - left)
    result = image.copy()
    result[y0:y1, x0:x1] = mix(result[y0:y1, x0:x1], colour[cut], cover[cut])
    return result


def _earth(canvas: Canvas, globe: Globe) -> tuple[Field, Field]:
    """Return seas, land and clouds, the continents where they are."""
    rng = canvas.rng("earth")
    middle = float(rng.choice([-75.0, 15.0, 20.0, 100.0]))
    tilt = np.radians(18.0)
    up = globe.y * np.cos(tilt) + globe.z * np.sin(tilt)
    front = globe.z * np.cos(tilt) - globe.y * np.sin(tilt)
    latitude = np.degrees(np.arcsin(np.clip(up, -1, 1)))
    longitude = np.degrees(np.arctan2(globe.x, front)) + middle
    column = np.mod(longitude + 180, 360) * np.float32(MAP_PX / 360)
    row = np.clip((90 - latitude) * np.float32(MAP_PX / 360), 0, MAP_PX / 2 - 1)
    land = sampled(_land(), column.astype(np.float32), row.astype(np.float32), wrap=True)
    u, v = globe.flat
    rough = _noise(canvas, "ground", u, v, 5.0)
    dry = np.exp(-(((np.abs(latitude) - 23) / 11) ** 2)) + 0.25 * rough
    green, sand = rgb(0.045, 0.105, 0.030), rgb(0.36, 0.25, 0.13)
    ground = mix(_all(globe, green), _all(globe, sand), np.clip(dry, 0, 1))
    ice = step(58, 74, np.abs(latitude) + 6 * rough)
    ground = mix(ground, _all(globe, rgb(0.75, 0.78, 0.82)), ice)
    sea = mix(_all(globe, rgb(0.012, 0.055, 0.16)), _all(globe, rgb(0.02, 0.11, 0.20)), 0.5 * rough)
    colour = mix(sea, ground, np.asarray(land, np.float32))
    swirl = np.float32(0.12) * _noise(canvas, "wind", u, v, 0.7, 1.9)
    clouds = _noise(canvas, "clouds", u + swirl, v * 1.5 - swirl, 1.3, 1.7)
    cover = np.asarray(step(0.3, 2.0, clouds) * 0.9, np.float32)
    return mix(colour, _all(globe, rgb(0.80, 0.82, 0.85)), cover), cover * np.float32(0.006)


@cache
def _land() -> Field:
    """Return where land is, on a map of equal degrees, 0 to 1."""
    high = MAP_PX // 2
    return land_of(Frame(MAP_PX, high, 0.0, 0.0, MAP_PX / 2, high / 2, 180 / high))


def _moon(canvas: Canvas, globe: Globe) -> tuple[Field, Field]:
    """Return grey dust, dark plains and craters, few large and many small ones."""
    rng = canvas.rng("craters")
    u, v = globe.flat
    plains = step(0.2, 1.2, _noise(canvas, "plains", u, v, 0.9))
    dust = _noise(canvas, "dust", u, v, 7.0)
    height = dust * np.float32(0.0022)
    rays = np.zeros_like(u)
    for _ in range(CRATERS):
        x, y = rng.uniform(-1.5, 1.5, 2)
        size = float(0.022 * rng.pareto(1.6) + 0.018)
        size = min(size, 0.22)
        away = np.hypot(u - np.float32(x), v - np.float32(y)) / np.float32(size)
        bowl = np.where(away < 1, away**2 - 1, 0.0) * 0.10 + 0.05 * np.exp(
            -(((away - 1) / 0.16) ** 2)
        )
        height = height + (bowl * size).astype(np.float32)
        if size > 0.10:
            rays = np.maximum(rays, np.exp(-away / np.float32(1.8)))
    tone = np.float32(0.30) - np.float32(0.15) * plains + np.float32(0.02) * dust
    tone = tone + np.float32(0.10) * rays
    return grey(np.asarray(tone, np.float32)) * rgb(1.0, 0.97, 0.93), height


def _rusty(canvas: Canvas, globe: Globe) -> tuple[Field, Field]:
    """Return red dust with darker plains and a polar cap."""
    u, v = globe.flat
    plains = step(-0.2, 1.4, _noise(canvas, "plains", u, v, 1.2))
    rough = _noise(canvas, "rough", u, v, 6.0)
    colour = mix(_all(globe, rgb(0.46, 0.19, 0.075)), _all(globe, rgb(0.17, 0.075, 0.045)), plains)
    cap = step(0.90, 0.95, globe.y + np.float32(0.015) * rough)
    colour = mix(colour * grey(1 + 0.10 * rough), _all(globe, rgb(0.8, 0.8, 0.8)), cap)
    return colour, rough * np.float32(0.0013)


def _banded(*stops: Field, rough: float) -> Skin:
    """Return the skin of a globe of gas: bands along its turning, torn where they meet."""

    def skin(canvas: Canvas, globe: Globe) -> tuple[Field, Field]:
        u, _ = globe.flat
        lean = np.float32(0.16)
        latitude = np.arcsin(np.clip(globe.y + lean * globe.x, -1, 1))
        torn = _noise(canvas, "torn", u * 0.9, latitude * 5.0, 1.8)
        latitude = latitude + np.float32(0.022 * rough) * torn
        row = np.full_like(u, 0.37)
        bands = from_tile(band_tile(canvas.rng("bands"), 4, 24), latitude * np.float32(0.22), row)
        colour = ramp(list(stops), np.clip(0.5 + 0.28 * bands, 0, 1))
        if rough > 1:  # its storm, larger than the earth
            spot = np.hypot((u - 0.35) / 0.20, (latitude + 0.38) / 0.10)
            colour = mix(colour, _all(globe, rgb(0.48, 0.16, 0.07)), step(1.1, 0.7, spot))
        return np.asarray(colour, np.float32), np.zeros_like(u)

    return skin


def _ringed(lit: tuple[Field, Field], across: Field, up: Field) -> tuple[Field, Field]:
    """Return a globe with flat rings around it, seen from a little above; the near half lies before it."""
    colour, cover = lit
    turned_x = across * np.float32(0.96) - up * np.float32(0.28)
    turned_y = (across * np.float32(0.28) + up * np.float32(0.96)) / np.float32(0.28)
    away = np.hypot(turned_x, turned_y)
    rings = step(1.25, 1.32, away) * step(2.30, 2.22, away)
    fine = 0.70 + 0.22 * np.sin(away * 38) + 0.12 * np.sin(away * 91 + 1)
    gap = 1 - 0.85 * np.exp(-(((away - 1.97) / 0.035) ** 2))
    rings = rings * fine * gap
    before = (turned_y < 0) | (np.hypot(across, up) > 1)
    shade = np.where((turned_y > 0) & (np.abs(turned_x) < 0.9) & (away < 2.0), 0.35, 1.0)
    paper = grey(np.asarray(0.55 * shade, np.float32)) * rgb(0.78, 0.66, 0.48)
    there = np.asarray(np.clip(rings, 0, 1) * before * 0.92, np.float32)
    return mix(colour, np.asarray(paper, np.float32), there), np.maximum(cover, there)


def _all(globe: Globe, colour: Field) -> Field:
    return np.broadcast_to(colour, (*globe.disc.shape, 3)).astype(np.float32)


def _noise(
    canvas: Canvas, purpose: str, u: Field, v: Field, scale: float, slope: float = 1.35
) -> Field:
    """Return noise of many sizes on the skin; `scale` counts the largest waves along a radius."""
    rough = band_tile(canvas.rng(purpose), 4, 240, slope)
    return from_tile(rough, u * np.float32(scale / 8), v * np.float32(scale / 8))


SKINS: Mapping[str, Skin] = {
    "lunar": _moon,
    "globe": _earth,
    "mars": _rusty,
    "saturn": _banded(
        rgb(0.30, 0.20, 0.10), rgb(0.52, 0.40, 0.23), rgb(0.68, 0.57, 0.38), rough=0.5
    ),
    "jupiter": _banded(
        rgb(0.22, 0.11, 0.055), rgb(0.46, 0.28, 0.15), rgb(0.74, 0.64, 0.50), rough=1.6
    ),
    "neptune": _banded(
        rgb(0.020, 0.06, 0.22), rgb(0.035, 0.12, 0.36), rgb(0.12, 0.28, 0.55), rough=0.6
    ),
    "uranus": _banded(
        rgb(0.20, 0.40, 0.44), rgb(0.27, 0.50, 0.53), rgb(0.36, 0.58, 0.60), rough=0.3
    ),
    "venus": _banded(
        rgb(0.42, 0.27, 0.11), rgb(0.58, 0.42, 0.20), rgb(0.72, 0.58, 0.33), rough=0.9
    ),
    "pluto": _moon,
    "planet": _banded(
        rgb(0.10, 0.17, 0.20), rgb(0.22, 0.28, 0.27), rgb(0.42, 0.42, 0.36), rough=0.9
    ),
}
"""What each globe looks like; of one that is not known, bands of a cold colour."""
HEEDS = frozenset(SKINS)
"""Words that say which globe it is."""
