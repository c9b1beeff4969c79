"""Candle-lit room: a desk with books before a window at night, all light from one flame."""

import numpy as np

from resources.illustrators.scenery.painting.boards import boards
from resources.illustrators.scenery.painting.candle import candle
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.light import distance
from resources.illustrators.scenery.painting.noise import fractal
from resources.illustrators.scenery.painting.pixels import Field, blurred, grey, mix, rgb, step
from resources.illustrators.scenery.painting.shapes import Outline, below, boxed, crest, filled
from resources.illustrators.scenery.painting.sky import Weathering, painted_sky

WORDS = {
    "candle": 8,
    "lantern": 2,
    "room": 3,
    "book": 4,
    "desk": 5,
    "library": 5,
    "letter": 4,
    "write": 3,
    "writer": 4,
    "wrote": 3,
    "read": 3,
    "study": 3,
    "scholar": 5,
    "monk": 4,
    "poet": 4,
    "ink": 5,
    "diary": 5,
    "manuscript": 5,
    "scientist": 3,
    "inventor": 3,
    "secret": 2,
    "story": 2,
    "page": 3,
    "alchemist": 5,
    "professor": 4,
    "philosopher": 4,
    "author": 4,
    "home": 1,
    "inside": 2,
    "document": 4,
    "paper": 3,
    "school": 3,
    "teacher": 3,
    "idea": 2,
    "calculation": 3,
    "number": 1,
    "plan": 2,
}


_DYES = (
    rgb(0.50, 0.16, 0.10),
    rgb(0.16, 0.22, 0.30),
    rgb(0.34, 0.28, 0.12),
    rgb(0.14, 0.24, 0.16),
)
"""Cloths of bound books, as reflectance."""


def paint(canvas: Canvas) -> Field:
    """Return a quiet corner at night."""
    rng = canvas.rng("room")
    right = rng.random() < 0.5
    table = rng.uniform(0.66, 0.71) * canvas.height
    x = canvas.width * (rng.uniform(0.60, 0.72) if right else rng.uniform(0.28, 0.40))
    size = canvas.unit * rng.uniform(0.25, 0.34)
    flame = (x, table + 0.06 * canvas.unit - size - 0.045 * canvas.unit)
    image = _wall(canvas, flame)
    image = _window(canvas, image, flame, right, table)
    image = _table(canvas, image, flame, table)
    image = _books(canvas, image, flame, table, right)
    return candle(canvas, image, (x, table + 0.06 * canvas.unit, size), flame)


def _falloff(
    canvas: Canvas, flame: tuple[float, float], reach: float, squash: float = 1.0
) -> Field:
    d = distance(canvas, flame[0], flame[1], squash) / np.float32(reach)
    return (1 / (1 + d * d * 1.6) ** 1.25).astype(np.float32)


def _wall(canvas: Canvas, flame: tuple[float, float]) -> Field:
    rng = canvas.rng("wall")
    plaster = fractal(canvas.width, canvas.height, canvas.unit * 0.30, rng, 0.6)
    relief = np.gradient(blurred(plaster, 1.2), axis=1) * np.float32(canvas.unit * 0.02)
    side = np.clip((canvas.columns() - np.float32(flame[0])) / np.float32(0.2 * canvas.unit), -1, 1)
    tone = canvas.palette.land[0] * np.float32(0.55) + canvas.palette.lamp * np.float32(0.16)
    light = _falloff(canvas, flame, 0.42) * (1 + 0.10 * plaster - 0.10 * relief * side)
    dark = canvas.palette.night[1] * np.float32(0.40)
    return (
        grey(np.clip(light, 0, 2)) * canvas.palette.lamp * tone * np.float32(2.4) + dark
    ).astype(np.float32)


def _window(
    canvas: Canvas, image: Field, flame: tuple[float, float], right: bool, table: float
) -> Field:
    """Set a window with mullions into the wall, night behind its panes."""
    rng = canvas.rng("window")
    wide = canvas.unit * 0.50
    tall = min(canvas.unit * 0.86, table * 0.56)
    middle = canvas.width * (rng.uniform(0.26, 0.34) if right else rng.uniform(0.66, 0.74))
    top = table - tall - min(canvas.unit * rng.uniform(0.24, 0.32), table * 0.30)
    left, bottom = middle - wide / 2, top + tall
    night = Canvas(
        canvas.width, canvas.height, canvas.seed, canvas.palette, canvas.words, True, canvas.weather
    )
    moon = (
        (left + wide * rng.uniform(0.25, 0.75)) / canvas.width,
        (top + tall * rng.uniform(0.18, 0.38)) / canvas.height,
    )
    sky = painted_sky(night, bottom / canvas.height, moon, Weathering(0.35, 3.0))
    hills = crest(night, "outside", (bottom - tall * 0.16) / canvas.height, 0.03, 0.3, 0.5)
    outside = mix(
        sky.image * np.float32(1.15), canvas.blank(canvas.palette.land[1]), below(canvas, hills)
    )
    panes: list[Outline] = []
    across, down, bar = 2, 3, canvas.unit * 0.014
    for i in range(across):
        for j in range(down):
            x0, y0 = left + i * wide / across + bar / 2, top + j * tall / down + bar / 2
            panes.append(boxed(x0, y0, x0 + wide / across - bar, y0 + tall / down - bar))
    frame = filled(
        canvas,
        [boxed(left - bar * 2.2, top - bar * 2.2, left + wide + bar * 2.2, bottom + bar * 3.4)],
    )
    recess = blurred(frame, canvas.unit * 0.02)
    image = image * grey(1 - 0.55 * recess * (1 - frame))
    lit = _falloff(canvas, flame, 0.55)
    wood = canvas.palette.land[1] * np.float32(1.5) + grey(lit) * canvas.palette.lamp * np.float32(
        0.16
    )
    image = mix(image, np.asarray(wood, np.float32), frame)
    glass = filled(canvas, panes)
    reflection = (
        grey(_falloff(canvas, (2 * middle - flame[0], flame[1]), 0.10))
        * canvas.palette.lamp
        * np.float32(0.10)
    )
    image = mix(image, blurred(outside, canvas.unit * 0.0014) + reflection, glass)
    edge = np.clip(glass - np.roll(glass, int(bar * 0.35) + 1, axis=0), 0, 1)
    return image + grey(edge * lit * np.float32(0.20)) * canvas.palette.lamp


def _table(canvas: Canvas, image: Field, flame: tuple[float, float], table: float) -> Field:
    """Lay the table top: boards in perspective, light pooling round the candle's foot."""
    down = np.clip((canvas.rows() - np.float32(table)) / np.float32(canvas.unit), 0, None)
    wood = boards(canvas, canvas.rng("table"), table)
    pool = _falloff(canvas, (flame[0], table + 0.05 * canvas.unit), 0.36, 1.9)
    shine = (
        np.exp(-(((canvas.columns() - np.float32(flame[0])) / np.float32(0.06 * canvas.unit)) ** 2))
        * np.exp(-down / 0.30)
        * 0.16
    )
    tone = canvas.palette.land[0] * np.float32(0.40) + canvas.palette.lamp * rgb(0.22, 0.13, 0.07)
    light = grey(pool * np.clip(wood, 0.1, 2) * np.float32(1.7)) * canvas.palette.lamp * tone
    light = light + grey(shine * np.clip(wood, 0, 2)) * canvas.palette.lamp * np.float32(0.8)
    light = light + canvas.palette.night[1] * np.float32(0.22)
    edge = step(table - 1.0, table + 1.0, canvas.rows())
    return mix(image, light.astype(np.float32), np.broadcast_to(edge, image.shape[:2]))


def _books(
    canvas: Canvas, image: Field, flame: tuple[float, float], table: float, right: bool
) -> Field:
    """Stack books on the far side, an open one before the candle, each lit on its nearer edge."""
    rng = canvas.rng("books")
    side = -1.0 if right else 1.0
    shade = np.exp(
        -((distance(canvas, flame[0] + side * canvas.unit * 0.33, table, 3.2) / 0.17) ** 2)
    )
    image = image * grey(1 - 0.5 * shade.astype(np.float32))
    base_x = flame[0] + side * canvas.unit * rng.uniform(0.26, 0.34)
    foot = table + canvas.unit * 0.035
    for _ in range(int(rng.integers(3, 6))):
        wide, tall = canvas.unit * rng.uniform(0.27, 0.37), canvas.unit * rng.uniform(0.034, 0.060)
        x0 = base_x - wide / 2 + rng.normal(0, 0.012) * canvas.unit
        image = _book(canvas, image, flame, (x0, foot - tall, x0 + wide, foot), rng.random(3))
        foot -= tall
    shelf = flame[0] - side * canvas.unit * 0.22
    for _ in range(int(rng.integers(3, 6))):
        wide, tall = canvas.unit * rng.uniform(0.036, 0.062), canvas.unit * rng.uniform(0.25, 0.36)
        image = _book(
            canvas,
            image,
            flame,
            (shelf, table + 0.02 * canvas.unit - tall, shelf + wide, table + 0.02 * canvas.unit),
            rng.random(3),
        )
        shelf -= side * wide * 1.03
    return image


def _book(
    canvas: Canvas,
    image: Field,
    flame: tuple[float, float],
    box: tuple[float, float, float, float],
    dye: Field,
) -> Field:
    """Lay or stand one book: a rounded spine of dyed cloth with gilt bands, and its shadow."""
    left, top, right, bottom = box
    lying = right - left > bottom - top
    x = np.arange(max(int(left) - 2, 0), min(int(right) + 3, canvas.width), dtype=np.float32)[
        None, :
    ]
    y = np.arange(max(int(top) - 2, 0), min(int(bottom) + 3, canvas.height), dtype=np.float32)[
        :, None
    ]
    if not x.size or not y.size:
        return image
    across, along = (
        (x - np.float32(left)) / np.float32(right - left),
        (y - np.float32(top)) / np.float32(bottom - top),
    )
    through, at = (along, across) if lying else (across, along)
    cloth = _DYES[int(dye[0] * 4)] * np.float32(0.55 + 0.5 * dye[1]) + canvas.palette.land[
        0
    ] * np.float32(0.10)
    away = np.hypot(x - np.float32(flame[0]), y - np.float32(flame[1])) / np.float32(
        0.34 * canvas.unit
    )
    lit = (
        1 / (1 + away * away * 1.6) ** 1.25 * np.sqrt(np.clip(1 - (through * 2 - 1) ** 2, 0.04, 1))
    )
    bands = sum(
        step(0.010, 0.004, np.abs(at - np.float32(place))) for place in (0.14, 0.18, 0.82, 0.86)
    )
    gilt = (
        grey(np.asarray(bands + np.zeros_like(lit), np.float32))
        * canvas.palette.lamp
        * np.float32(0.28)
    )
    face = grey(lit * np.float32(1.5)) * (
        cloth + gilt
    ) * canvas.palette.lamp + canvas.palette.night[1] * np.float32(0.14)
    edge_x = np.clip(np.minimum(x + 1 - left, right - x), 0, 1)
    edge_y = np.clip(np.minimum(y + 1 - top, bottom - y), 0, 1)
    where = (slice(int(y[0, 0]), int(y[-1, 0]) + 1), slice(int(x[0, 0]), int(x[0, -1]) + 1))
    image[where] = mix(image[where], face.astype(np.float32), (edge_x * edge_y).astype(np.float32))
    return image
