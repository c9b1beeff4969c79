"""Maps: where a place is, or the way between two, in the colours of the video."""

from collections.abc import Sequence

import cv2
import numpy as np

from factory.depiction.depiction import Depiction, Place
from resources.gazetteer.natural_earth import countries
from resources.illustrators.lettered.backdrop import middle_of
from resources.illustrators.lettered.type import (
    TEXT,
    Line,
    accent,
    fitted_size,
    lettered,
    paper_white,
    width_of,
)
from resources.illustrators.maps.earth import (
    Frame,
    borders_of,
    country_of,
    land_of,
    relief_of,
    strokes_of,
)
from resources.illustrators.maps.way import bow, through_water
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.noise import fractal
from resources.illustrators.scenery.painting.pixels import (
    Field,
    blurred,
    grey,
    mix,
    resized,
    rgb,
    step,
)

SHORE_UNITS = 0.06
"""How far the shallow water reaches from a coast, in the canvas's unit."""
RIVERS_BELOW, STATES_BELOW = 26.0, 20.0
"""Degrees of a map up to which rivers, and borders inside countries, help rather than clutter."""
NO_SPOT = 38.0
"""Degrees of a map from which its name stands for all of it: an ocean, a continent."""
FAR_APART = 0.46
"""Share of the room that the way between two places takes."""


def paint(canvas: Canvas, depiction: Depiction) -> Field:
    """Return a map of the depiction's place, or of the way between its two."""
    frame = frame_of(canvas, depiction.places)
    land = land_of(frame)
    image = _surface(canvas, frame, land, depiction.places)
    spots = frame.pixels(_points(depiction.places))
    if len(spots) > 1:
        way = through_water(land, spots) if depiction.subject else bow(spots)
        image = _drawn_in(canvas, image, way)
    first = depiction.places[0]
    wide = first.span_degrees >= NO_SPOT and len(spots) == 1
    named_country = (bool(first.country) or wide) and len(spots) == 1
    if not named_country:
        for x, y in spots:
            image = _marker(canvas, image, x, y)
    shores = np.abs(land - blurred(land, 0.004 * canvas.unit))
    return _named(canvas, image, [p.name for p in depiction.places], spots, named_country, shores)


def frame_of(canvas: Canvas, places: Sequence[Place]) -> Frame:
    """Return the piece of the world that shows the places."""
    x, y = middle_of(canvas)
    points = _points(places)
    middle = points.mean(0)
    if len(places) == 1:
        degrees = places[0].span_degrees * (1.5 if canvas.upright else 1.15)
        px = degrees / canvas.height
        southernmost = (canvas.height - y) * px - 90  # with the pole on the lower edge
        latitude = max(middle[1], southernmost) if degrees < 180 else middle[1]
        return Frame(canvas.width, canvas.height, latitude, middle[0], x, y, px)
    squeeze = max(0.2, float(np.cos(np.radians(np.clip(middle[1], -78, 78)))))
    apart = FAR_APART * (1.3 if canvas.upright else 1)
    wide = abs(points[0, 0] - points[1, 0]) * squeeze / (canvas.width * apart)
    tall = abs(points[0, 1] - points[1, 1]) / (canvas.height * FAR_APART * 0.6)
    px = max(wide, tall, 3.0 / canvas.height)
    px = min(px, (300 if canvas.upright else 150) / canvas.height)
    return Frame(canvas.width, canvas.height, middle[1], middle[0], x, y, px)


def _points(places: Sequence[Place]) -> np.ndarray:
    points = np.array([[place.longitude, place.latitude] for place in places])
    if len(points) == 2 and abs(points[0, 0] - points[1, 0]) > 180:
        points[points[:, 0] < 0, 0] += 360  # the shorter way, over the date line
    return points


def _surface(canvas: Canvas, frame: Frame, land: Field, places: Sequence[Place]) -> Field:
    """Return water and land under relief, with coasts, rivers and borders."""
    degrees = frame.degrees_px * frame.height
    shallow = _shallow(canvas, land)
    sea = canvas.palette.water * np.float32(0.75) + canvas.palette.night[1] * np.float32(0.35)
    shelf = canvas.palette.sky[1] * np.float32(0.42) + canvas.palette.sky[2] * np.float32(0.16)
    image = mix(canvas.blank(sea), canvas.blank(shelf), shallow)
    lines = fractal(canvas.width // 4, canvas.height // 4, canvas.unit * 0.05, canvas.rng("sea"))
    image = image * grey(1 + 0.035 * resized(lines, canvas.width, canvas.height))
    ground = canvas.palette.land[0] * np.float32(0.62) + canvas.palette.sky[3] * np.float32(0.20)
    ground = ground + canvas.palette.sun * np.float32(0.05)
    relief = relief_of(frame)
    lit = np.clip(1 + 2.6 * relief, 0.55, 1.6)
    earth = canvas.blank(ground) * grey(lit)
    countries_shown = [place.country for place in places if place.country]
    if len(places) == 1 and countries_shown:
        earth = _highlighted(canvas, frame, earth, countries_shown[0])
    if degrees <= RIVERS_BELOW:
        rivers = strokes_of(frame, "rivers_i", max(1, round(0.0022 * canvas.unit)))
        earth = mix(earth, canvas.blank(shelf * np.float32(1.25)), rivers * np.float32(0.8))
    inland = step(0.55, 0.98, blurred(land, 0.0035 * canvas.unit))
    border = borders_of(frame, max(1, round(0.0030 * canvas.unit))) * inland
    pale = canvas.palette.sky[4] * np.float32(0.75) + rgb(0.1, 0.1, 0.1)
    if degrees <= STATES_BELOW * (1.5 if canvas.upright else 1.15):
        states = strokes_of(frame, "states_i", max(1, round(0.0018 * canvas.unit))) * inland
        earth = mix(earth, canvas.blank(pale), states * np.float32(0.35))
    earth = mix(earth, canvas.blank(pale), border * np.float32(0.75))
    thrown = np.roll(blurred(land, 0.006 * canvas.unit), (round(0.004 * canvas.unit),) * 2, (0, 1))
    image = image * grey(1 - 0.45 * thrown)
    image = np.asarray(image * (1 - grey(land)) + earth * grey(land), np.float32)
    edge = np.clip(1 - np.abs(blurred(land, 0.0016 * canvas.unit) - 0.5) * 3.2, 0, 1)
    image = mix(image, canvas.blank(pale), edge.astype(np.float32) * np.float32(0.6))
    return _lamplit(canvas, image)


def _shallow(canvas: Canvas, land: Field) -> Field:
    small = 4
    width, height = -(-canvas.width // small), -(-canvas.height // small)
    wet = (resized(land, width, height) < 0.5).astype(np.uint8)
    far = cv2.distanceTransform(wet, cv2.DIST_L2, 5) * np.float32(small)
    near = np.exp(-far / np.float32(SHORE_UNITS * canvas.unit))
    return resized(near.astype(np.float32), canvas.width, canvas.height)


def _highlighted(canvas: Canvas, frame: Frame, earth: Field, code: str) -> Field:
    number = next(country.number for country in countries() if country.code == code)
    inside = country_of(frame, number)
    warm = canvas.palette.lamp * np.float32(0.50) + canvas.palette.sun * np.float32(0.18)
    lifted = earth * np.float32(0.55) + warm * grey(earth.mean(2) * np.float32(2.2))
    outside = earth * np.float32(0.72)
    return np.asarray(mix(outside, lifted, inside), np.float32)


def _lamplit(canvas: Canvas, image: Field) -> Field:
    """Return the sheet with light on its middle and dusk at its edges."""
    x, y = middle_of(canvas)
    across = (canvas.columns() - np.float32(x)) / np.float32(canvas.unit)
    down = (canvas.rows() - np.float32(y)) / np.float32(canvas.unit)
    pool = 1 / (1 + (across**2 + down**2) * np.float32(1.1))
    return image * grey(0.50 + 0.62 * pool)


def _marker(canvas: Canvas, image: Field, x: float, y: float) -> Field:
    """Return the map with a glowing spot and a ring around it."""
    away = np.hypot(canvas.columns() - np.float32(x), canvas.rows() - np.float32(y))
    away = away / np.float32(canvas.unit)
    colour = accent(canvas)
    image = image + grey(np.exp(-((away / 0.055) ** 2))) * colour * np.float32(0.40)
    soft = 1.6 / canvas.unit
    dot = step(0.0135 + soft, 0.0135 - soft, away)
    rim = step(0.0175 + soft, 0.0175 - soft, away)
    ring = step(0.0030 + soft, 0.0030 - soft, np.abs(away - np.float32(0.040)))
    image = mix(image, canvas.blank(rgb(0.02, 0.02, 0.03)), rim * np.float32(0.85))
    image = mix(image, canvas.blank(colour), np.maximum(dot, ring * np.float32(0.9)))
    return image


def _drawn_in(canvas: Canvas, image: Field, way: np.ndarray) -> Field:
    """Return the map with a dashed line along a way, which ends where places begin."""
    sheet = np.zeros((canvas.height, canvas.width), np.uint8)
    thick = max(2, round(0.0075 * canvas.unit))
    length = float(np.hypot(*np.diff(way, axis=0).T).sum())
    dashes = max(6, round(length / (0.042 * canvas.unit)))
    step_ = len(way) / dashes
    for number in range(dashes):
        piece = way[round(number * step_) : round((number + 0.6) * step_) + 1]
        points = np.rint(piece * 16).astype(np.int32)
        cv2.polylines(sheet, [points], False, 255, thick, cv2.LINE_AA, 4)
    mask = sheet.astype(np.float32) / np.float32(255)
    image = image * grey(1 - 0.5 * blurred(mask, 0.006 * canvas.unit))
    return mix(image, canvas.blank(accent(canvas)), mask)


def _named(
    canvas: Canvas,
    image: Field,
    names: Sequence[str],
    spots: np.ndarray,
    country: bool,
    shores: Field,
) -> Field:
    """Return the map with its names set where fewest coasts run through them."""
    lines: list[Line] = []
    most = (0.088 if country else 0.078) * canvas.unit if len(names) == 1 else 0.058 * canvas.unit
    for number, (name, (x, y)) in enumerate(zip(names, spots, strict=True)):
        size = fitted_size(name, TEXT, canvas.width * 0.66, most)
        half = 0.5 * width_of(name, TEXT, size)
        away = 0.062 * canvas.unit
        beside = [(x, y + away + size * 0.75), (x, y - away)]
        if country:
            beside = [(x, y + size * (0.35 + shift)) for shift in (0.0, 1.4, -1.4, 2.8, -2.8)]
        elif len(names) > 1 and y < spots[1 - number][1]:
            beside = beside[::-1]
        beside += [(x + away + half, y + size * 0.35), (x - away - half, y + size * 0.35)]
        places = [
            (float(np.clip(at, canvas.width * 0.09 + half, canvas.width * 0.91 - half)), base)
            for at, base in beside
        ]
        crossed = [
            _crossed(shores, at, base, half, size)
            + 0.02 * rank * float(shores.max())
            + (9.0 if abs(at - wished[0]) > 0.3 * half and rank > 1 and not country else 0.0)
            for rank, ((at, base), wished) in enumerate(zip(places, beside, strict=True))
        ]
        at, base = places[int(np.argmin(crossed))]
        lines.append(Line(name, TEXT, size, at, base))
    return lettered(canvas, image, lines, paper_white(canvas))


def _crossed(shores: Field, x: float, baseline: float, half: float, size: float) -> float:
    """Return how much coast runs through a line of words, outside of the map as much as can be."""
    top, foot = round(baseline - 0.8 * size), round(baseline + 0.25 * size)
    if top < 0.06 * shores.shape[0] or foot > 0.94 * shores.shape[0]:
        return 9.0
    return float(shores[top:foot, round(x - half) : round(x + half)].mean())
