"""Old map: inked coasts on stained parchment, rhumb lines from a compass rose, no lettering."""

import cv2
import numpy as np

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.chart import border, relief, rhumbs, rose, voyage
from resources.illustrators.scenery.painting.noise import fractal
from resources.illustrators.scenery.painting.pixels import Field, grey, mix, resized, rgb, step

WORDS = {
    "map": 8,
    "treasure": 5,
    "explorer": 6,
    "explore": 5,
    "expedition": 5,
    "empire": 4,
    "route": 4,
    "trade": 4,
    "border": 4,
    "continent": 5,
    "columbus": 6,
    "country": 3,
    "world": 2,
    "roman": 3,
    "rome": 3,
    "kingdom": 4,
    "century": 2,
    "ancient": 2,
    "history": 3,
    "discover": 3,
    "discovery": 3,
    "navigate": 5,
    "compass": 6,
    "geography": 5,
    "africa": 3,
    "europe": 3,
    "asia": 3,
    "america": 3,
    "colony": 4,
    "mile": 1,
    "kilometre": 1,
    "conquer": 3,
    "pirate": 4,
    "territory": 4,
    "nation": 3,
    "year": 1,
    "latitude": 6,
    "longitude": 6,
    "distance": 2,
    "archive": 3,
}


def paint(canvas: Canvas) -> Field:
    """Return a chart of a country that never was."""
    sheet = _parchment(canvas)
    land, coast, offshore = _country(canvas)
    ink = canvas.palette.land[1] * np.float32(0.6) + rgb(0.035, 0.018, 0.008)
    wash = sheet * (canvas.sky[1] * np.float32(0.30) + rgb(0.50, 0.52, 0.50))
    tint = np.exp(-offshore / np.float32(0.05 * canvas.unit)) * (1 - land)
    sheet = mix(sheet, np.asarray(wash, np.float32), np.clip(tint * 0.75 + 0.10 * (1 - land), 0, 1))
    glow = np.exp(-offshore / np.float32(0.03 * canvas.unit)) * land
    warm = sheet * (canvas.palette.lamp * np.float32(0.45) + rgb(0.46, 0.42, 0.38))
    sheet = mix(sheet, np.asarray(warm, np.float32), glow * np.float32(0.7))
    drawn = rhumbs(canvas) * (1 - land) * np.float32(0.32)
    drawn = np.maximum(drawn, _echoes(canvas, offshore) * (1 - land))
    drawn = np.maximum(drawn, relief(canvas, land, offshore))
    drawn = np.maximum(drawn, coast)
    drawn = np.maximum(drawn, border(canvas))
    worn = np.clip(
        0.86
        + 0.16 * fractal(canvas.width, canvas.height, canvas.unit * 0.05, canvas.rng("wear"), 0.7),
        0.35,
        1,
    )
    sheet = mix(sheet, canvas.blank(ink), np.clip(drawn * worn, 0, 1) * np.float32(0.88))
    sheet = rose(canvas, sheet, ink)
    sheet = voyage(canvas, sheet, land)
    return _lamplit(canvas, sheet)


def _parchment(canvas: Canvas) -> Field:
    rng = canvas.rng("sheet")
    w, h, unit = canvas.width, canvas.height, canvas.unit
    clouds, stains, fibre = (
        fractal(w, h, unit * cell, rng, gain)
        for cell, gain in ((0.7, 0.55), (0.28, 0.5), (0.012, 0.7))
    )
    tone = rgb(0.80, 0.62, 0.38) * np.float32(0.62) + canvas.palette.sky[4] * np.float32(0.24)
    sheet = canvas.blank(tone) * grey(1 + 0.055 * clouds + 0.022 * fibre)
    ring = np.exp(-((np.abs(stains) / 0.10) ** 2)) * 0.10 + 0.10 * step(0.5, 1.4, stains)
    sheet = mix(sheet, sheet * rgb(0.72, 0.58, 0.42), ring.astype(np.float32))
    edge_x = np.minimum(canvas.columns(), canvas.width - canvas.columns())
    edge_y = np.minimum(canvas.rows(), canvas.height - canvas.rows())
    burnt = np.exp(-(np.minimum(edge_x, edge_y) / np.float32(unit) + 0.018 * clouds) / 0.055)
    sheet = mix(
        sheet,
        sheet * rgb(0.34, 0.20, 0.10),
        np.clip(burnt, 0, 1).astype(np.float32) * np.float32(0.9),
    )
    return sheet * grey(_folds(canvas))


def _folds(canvas: Canvas) -> Field:
    """Return the shading of creases: a dark and a light side, a worn line between."""
    rng = canvas.rng("folds")
    shade = np.ones((canvas.height, canvas.width), np.float32)
    lines = [(canvas.columns() / canvas.width, place) for place in (0.33, 0.67)]
    lines += [(canvas.rows() / canvas.height, place) for place in (0.25, 0.5, 0.75)]
    for position, place in lines:
        d = (position - np.float32(place + rng.normal(0, 0.006))) * np.float32(40)
        shade = shade * (1 + 0.07 * d * np.exp(-d * d) - 0.05 * np.exp(-((d * 9) ** 2)))
    return shade


def _country(canvas: Canvas) -> tuple[Field, Field, Field]:
    """Return land (0..1), the inked coast (0..1), and the distance from it in pixels."""
    rng = canvas.rng("country")
    shape = fractal(canvas.width, canvas.height, canvas.unit * 0.62, rng, 0.52)
    centre_x, centre_y = rng.uniform(0.2, 0.8), rng.uniform(0.25, 0.6)
    across = (canvas.columns() / canvas.width - np.float32(centre_x)) * 1.5
    down = (canvas.rows() / canvas.height - np.float32(centre_y)) * 1.5
    level = shape + 0.55 - 1.5 * (across**2 + down**2)
    rise = np.hypot(np.gradient(level, axis=0), np.gradient(level, axis=1)) + np.float32(1e-4)
    away = level / rise
    land = step(-0.7, 0.7, away)
    coast = step(canvas.unit * 0.0022, canvas.unit * 0.0008, np.abs(away))
    small = 2
    solid = resized(land, -(-canvas.width // small), -(-canvas.height // small)) > 0.5
    inside = cv2.distanceTransform(solid.astype(np.uint8), cv2.DIST_L2, 5)
    outside = cv2.distanceTransform((~solid).astype(np.uint8), cv2.DIST_L2, 5)
    far = resized(np.asarray(inside + outside, np.float32) * small, canvas.width, canvas.height)
    return land, coast.astype(np.float32), far


def _echoes(canvas: Canvas, offshore: Field) -> Field:
    """Return the fine lines that follow a coast out to sea, fainter each time."""
    total = np.zeros_like(offshore)
    for number, place in enumerate((0.0065, 0.0135, 0.0215, 0.031, 0.042)):
        near = np.abs(offshore - np.float32(place * canvas.unit))
        total = np.maximum(
            total, step(canvas.unit * 0.0015, 0.0, near) * np.float32(0.55 - 0.09 * number)
        )
    return total


def _lamplit(canvas: Canvas, sheet: Field) -> Field:
    """Light the sheet from one side, as by a lamp standing on it."""
    rng = canvas.rng("lamp")
    x, y = rng.uniform(0.2, 0.8), rng.uniform(0.2, 0.45)
    across = (canvas.columns() / canvas.width - np.float32(x)) * np.float32(
        canvas.width / canvas.unit
    )
    down = (canvas.rows() / canvas.height - np.float32(y)) * np.float32(canvas.height / canvas.unit)
    pool = 1 / (1 + (across**2 + down**2) * 0.9)
    low = 0.22 if canvas.night else 0.42
    light = canvas.blank(canvas.palette.lamp * np.float32(0.55) + np.float32(0.45)) * grey(
        low + (1.08 - low) * pool
    )
    return (sheet * light + canvas.palette.night[1] * np.float32(0.02)).astype(np.float32)
