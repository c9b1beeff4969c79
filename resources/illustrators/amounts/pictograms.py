"""Pictograms: what stands beside a number, so that one sees what it is of and how much."""

import cv2
import numpy as np

from factory.depiction.depiction import Amount, Depiction, Setting, Subject
from resources.illustrators.amounts.area import Area
from resources.illustrators.amounts.lengths import measured, rises_far, runs_far
from resources.illustrators.lettered.backdrop import MOST_LIGHT, calmed
from resources.illustrators.lettered.print import Spot, printed
from resources.illustrators.lettered.signs import Sign, sign
from resources.illustrators.lettered.type import accent
from resources.illustrators.scenery.backgrounds import shown
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.pixels import Field, grey, mix, no_brighter, step
from resources.illustrators.things.grounds import Standing, before, ground
from resources.illustrators.things.painter import in_open_air, setting_of
from resources.illustrators.things.road import road

MOST_DAYS = 62
"""Days, weeks or months that a sheet of a calendar shows: more of them are a grid that says nothing."""
YEAR_SECONDS = 31_000_000
MOST_UPRIGHT, MOST_WIDE = 100, 40
"""Drawings that can still be told apart, in an upright picture and in a wide one, seen smaller."""
FEWEST_COUNTED = 3
DAY_SECONDS = 86_400
NO_ROAD = frozenset[Setting]({"sea", "deep", "stars"})
BESIDE = {
    "money": "🪙",
    "heat": "🌡",
    "mass": "⚖",
    "speed": "gauge",
    "power": "⚡",
    "volume": "🫗",
    "area": "🗺",
}
"""What is drawn where an amount names nothing that it is of."""
FAINT = 0.42


def low_of(canvas: Canvas) -> Area:
    """Return the room below the captions of an upright picture."""
    width, height = canvas.width, canvas.height
    return Area(width / 2, height * 0.77, width * 0.62, height * 0.17)


def pictogram(canvas: Canvas, image: Field, depiction: Depiction, area: Area) -> Field:
    """Return the picture with what the figure is of, or how much it is."""
    amount = depiction.amounts[0]
    subject = depiction.subject
    draw = subject.draw if subject else ""
    count = round(amount.value)
    most = MOST_UPRIGHT if canvas.upright else MOST_WIDE
    if draw and depiction.counted and FEWEST_COUNTED <= count <= most:
        return rows_of(canvas, image, draw, area, count, count)
    if amount.dimension == "time":
        return _time(canvas, image, amount, draw, area)
    if _beyond_scale(depiction):
        return large(canvas, image, draw, area)
    if amount.dimension == "length":
        return measured(canvas, image, amount, area)
    if draw and depiction.counted and count > most:
        return _many(canvas, image, draw, area)
    return large(canvas, image, draw or BESIDE.get(amount.dimension, ""), area)


def shows(depiction: Depiction) -> bool:
    """Whether there is anything to draw beside a number."""
    amount = depiction.amounts[0]
    return _is_shown(depiction.subject) or (
        amount.dimension in (*BESIDE, "time", "length") and not _beyond_scale(depiction)
    )


def _is_shown(subject: Subject | None) -> bool:
    """Whether a sign or a scenery shows it."""
    return subject is not None and (subject.painted or bool(subject.draw))


def _beyond_scale(depiction: Depiction) -> bool:
    """Whether a length is told by its number alone: a way over water, or a height above all that is known."""
    amount = depiction.amounts[0]
    return rises_far(amount) or (runs_far(amount) and depiction.setting in NO_ROAD)


def stands_alone(canvas: Canvas, depiction: Depiction) -> bool:
    """Whether a figure has a ground of its own below its number: its subject stands there once, or a road runs far."""
    amount = depiction.amounts[0]
    if canvas.titled or depiction.counted or on_a_sheet(amount):
        return False
    if _is_shown(depiction.subject):
        return True
    return runs_far(amount) and depiction.setting not in NO_ROAD


def on_a_sheet(amount: Amount) -> bool:
    """Whether a time is told by so many squares of a calendar, or by the part of a dial."""
    if amount.dimension != "time" or not amount.value:
        return False
    unit_seconds = amount.measure / amount.value
    few = FEWEST_COUNTED <= amount.value <= MOST_DAYS and unit_seconds < YEAR_SECONDS
    return unit_seconds < DAY_SECONDS or few


def standing(canvas: Canvas, depiction: Depiction, area: Area) -> Field:
    """Return the subject where things of its kind stand, dark enough for type over it."""
    subject = depiction.subject
    if subject is None or not _is_shown(subject):
        image = road(
            canvas, depiction.setting or "valley", Standing(area.x, area.y, area.high, area.y)
        )
        return no_brighter(image, MOST_LIGHT, 96)
    if subject.painted:
        image = shown(canvas, subject.scenery)
        return calmed(canvas, image, aside=not canvas.upright)
    one = sign(subject.draw, round(1.1 * min(area.wide, area.high)))
    foot = area.y + one.form.shape[0] / 2
    at = Standing(area.x, area.y, float(max(one.form.shape)), foot)
    footing = subject.footing
    setting = setting_of(canvas, footing, depiction.setting)
    empty = ground(canvas, footing, setting, at)
    empty = calmed(canvas, empty, aside=not canvas.upright)
    outdoors = in_open_air(subject, setting)
    image = printed(canvas, empty, [(one, area.x, area.y)], outdoors=outdoors)
    return before(canvas, image, empty, footing, at)


def large(canvas: Canvas, image: Field, draw: str, area: Area) -> Field:
    """Return the picture with one sign as large as its room."""
    if not draw:
        return image
    one = sign(draw, round(min(area.wide, area.high)))
    return printed(canvas, image, [(one, area.x, area.y)])


def beside(canvas: Canvas, image: Field, subject: Subject | None, area: Area) -> Field:
    """Return the picture with what a scene's words speak of, where anything is known of it."""
    return large(canvas, image, subject.draw if subject else "", area)


def rows_of(canvas: Canvas, image: Field, draw: str, area: Area, count: int, lit: int) -> Field:
    """Return the picture with so many signs in rows, the first of them lit and the others faint."""
    columns = max(1, min(count, round(np.sqrt(count * area.wide / area.high))))
    rows = -(-count // columns)
    pitch = min(area.wide / columns, area.high / rows)
    one = sign(draw, max(6, round(pitch * 0.80)))
    left = area.x - pitch * (columns - 1) / 2
    top = area.y - pitch * (rows - 1) / 2
    spots: list[Spot] = []
    for number in range(count):
        row, column = divmod(number, columns)
        short = columns - (count - row * columns) if row == rows - 1 else 0
        spots.append((one, left + (column + short / 2) * pitch, top + row * pitch))
    image = printed(canvas, _dimmed(canvas, image, area), spots[:lit])
    return printed(canvas, image, spots[lit:], dim=FAINT) if lit < count else image


def _dimmed(canvas: Canvas, image: Field, area: Area) -> Field:
    """Return the picture darker where small drawings stand, so that each is seen."""
    across = np.abs(canvas.columns() - np.float32(area.x)) / np.float32(area.wide / 2)
    down = np.abs(canvas.rows() - np.float32(area.y)) / np.float32(area.high / 2)
    inside = step(1.35, 0.95, across) * step(1.35, 0.95, down)
    return image * grey(1 - np.float32(0.55) * inside)


def _many(canvas: Canvas, image: Field, draw: str, area: Area) -> Field:
    """Return the picture with a crowd of a thing: the nearest large, the others behind it."""
    size = min(area.wide, area.high)
    behind: list[Spot] = []
    for depth, part in ((2, 0.26), (1, 0.36)):
        one = sign(draw, round(size * part))
        pitch = size * part * 1.02
        across = int(area.wide / pitch)
        y = area.y - size * (0.16 * depth + 0.10)
        behind += [(one, area.x + (n - (across - 1) / 2) * pitch, y) for n in range(across)]
    image = printed(canvas, image, behind, dim=0.62)
    one = sign(draw, round(size * 0.66))
    return printed(canvas, image, [(one, area.x, area.y + size * 0.16)])


def _time(canvas: Canvas, image: Field, amount: Amount, draw: str, area: Area) -> Field:
    """Return the picture with a sheet of days, or a dial of which so much has passed."""
    unit_seconds = amount.measure / amount.value if amount.value else 0
    if not on_a_sheet(amount):
        return large(canvas, image, draw or ("⏳" if unit_seconds >= YEAR_SECONDS else "📅"), area)
    if unit_seconds >= DAY_SECONDS:
        return _cells(canvas, image, area, round(amount.value))
    whole = 43_200 if unit_seconds >= 3600 else 3600 if unit_seconds >= 60 else 60
    part = amount.measure / whole
    return _dial(canvas, image, area, min(1.0, part))


def _cells(canvas: Canvas, image: Field, area: Area, count: int) -> Field:
    """Return a sheet of so many days, months or years, a week in each row where they are few."""
    columns = 7 if count <= 49 else round(np.sqrt(count * area.wide / area.high))
    pitch = min(area.wide / columns, area.high / -(-count // columns), area.wide / 5)
    size = max(4, round(pitch * 0.84))
    return _tiled(canvas, image, area, count, columns, pitch, _cell(size))


def _tiled(
    canvas: Canvas,
    image: Field,
    area: Area,
    count: int,
    columns: int,
    pitch: float,
    one: Sign,
) -> Field:
    rows = -(-count // columns)
    left = area.x - pitch * (columns - 1) / 2
    top = area.y - pitch * (rows - 1) / 2
    spots: list[Spot] = [
        (one, left + number % columns * pitch, top + number // columns * pitch)
        for number in range(count)
    ]
    return printed(canvas, image, spots)


def _cell(size: int) -> Sign:
    """Return a square of a calendar with a stroke through it."""
    form = np.ones((size, size), np.float32)
    ink = np.zeros((size, size), np.uint8)
    line = max(1, round(size * 0.06))
    cv2.rectangle(ink, (0, 0), (size - 1, size - 1), 255, line)
    cv2.rectangle(ink, (0, 0), (size - 1, round(size * 0.20)), 255, -1)
    ends = round(size * 0.24), round(size * 0.86), round(size * 0.80), round(size * 0.34)
    cv2.line(ink, ends[:2], ends[2:], 255, max(1, round(size * 0.08)), cv2.LINE_AA)
    return Sign(form, ink.astype(np.float32) / np.float32(255))


def _dial(canvas: Canvas, image: Field, area: Area, part: float) -> Field:
    """Return a clock's face of which a part is lit."""
    size = round(min(area.wide, area.high))
    middle, radius = size // 2, size // 2 - 2
    form = np.zeros((size, size), np.uint8)
    ink, wedge = np.zeros_like(form), np.zeros_like(form)
    cv2.circle(form, (middle, middle), radius, 255, -1, cv2.LINE_AA)
    cv2.circle(ink, (middle, middle), round(radius * 0.96), 255, max(2, radius // 14), cv2.LINE_AA)
    for hour in range(12):
        turn = np.pi * hour / 6
        inner = 0.74 if hour % 3 == 0 else 0.82
        ends = [
            (
                round(middle + radius * reach * np.sin(turn)),
                round(middle - radius * reach * np.cos(turn)),
            )
            for reach in (inner, 0.90)
        ]
        cv2.line(ink, ends[0], ends[1], 255, max(2, radius // 26), cv2.LINE_AA)
    cv2.ellipse(
        wedge,
        (middle, middle),
        (round(radius * 0.68),) * 2,
        -90,
        0,
        360 * part,
        255,
        -1,
        cv2.LINE_AA,
    )
    turn = 2 * np.pi * part
    for reach, angle in ((0.68, 0.0), (0.68, turn)):
        tip = (
            round(middle + radius * reach * np.sin(angle)),
            round(middle - radius * reach * np.cos(angle)),
        )
        cv2.line(ink, (middle, middle), tip, 255, max(2, radius // 16), cv2.LINE_AA)
    fields = [sheet.astype(np.float32) / np.float32(255) for sheet in (form, ink)]
    image = printed(canvas, image, [(Sign(fields[0], fields[1]), area.x, area.y)])
    top, left = round(area.y - size / 2), round(area.x - size / 2)
    there = image[top : top + size, left : left + size]
    lit = (wedge & ~ink)[: there.shape[0], : there.shape[1]].astype(np.float32) / np.float32(255)
    warm = np.broadcast_to(accent(canvas) * np.float32(0.75), there.shape)
    image[top : top + size, left : left + size] = mix(there, warm, lit)
    return image
