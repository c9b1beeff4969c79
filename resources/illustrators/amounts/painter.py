"""Figures: one large number with its unit, a share, two amounts drawn to one scale, a line of time."""

import cv2
import numpy as np

from factory.depiction.depiction import Amount, Depiction
from resources.illustrators.amounts.area import Area
from resources.illustrators.amounts.pictograms import (
    beside,
    low_of,
    pictogram,
    rows_of,
    shows,
    standing,
    stands_alone,
)
from resources.illustrators.lettered.backdrop import backdrop, middle_of, room_of, shaped
from resources.illustrators.lettered.type import (
    DISPLAY,
    TEXT,
    Line,
    accent,
    fitted_size,
    lettered,
    paper_white,
)
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.pixels import Field, blurred, grey, mix, rgb, step

CAP_EM = 0.86
"""Height of Anton's figures in em."""
SOFT_PX = 1.2


def figure(canvas: Canvas, depiction: Depiction) -> Field:
    """Return one number, as large as its room, over or beside what it is of."""
    amount = depiction.amounts[0]
    words, drawn = _halves(canvas) if shows(depiction) else (_whole(canvas), None)
    if drawn and stands_alone(canvas, depiction):
        return _number(canvas, standing(canvas, depiction, drawn), amount, words)
    image = backdrop(canvas, depiction.setting)
    if drawn:
        image = pictogram(canvas, image, depiction, drawn)
    return _number(canvas, image, amount, words)


def _whole(canvas: Canvas) -> Area:
    x, y = middle_of(canvas)
    wide, high = room_of(canvas)
    return Area(x, y, wide, high)


def _halves(canvas: Canvas) -> tuple[Area, Area]:
    """Return where a number stands and where what it is of: above one another, or side by side.

    Upright, both leave free what two lines of captions cover, from 0.54 to 0.66 of the height.
    """
    width, height = canvas.width, canvas.height
    if canvas.titled:
        x, y = middle_of(canvas)
        wide, high = room_of(canvas)
        if canvas.upright:
            return Area(x, y, wide, high), low_of(canvas)
        return Area(width * 0.32, y, width * 0.38, high), Area(width * 0.71, y, wide * 0.44, high)
    if canvas.upright:
        words = Area(width / 2, height * 0.205, width * 0.74, height * 0.17)
        return words, Area(width / 2, height * 0.425, width * 0.70, height * 0.22)
    words = Area(width * 0.32, height * 0.43, width * 0.38, height * 0.46)
    return words, Area(width * 0.69, height * 0.45, width * 0.34, height * 0.58)


def _number(canvas: Canvas, image: Field, amount: Amount, area: Area) -> Field:
    """Return the picture with a number as large as its room, its unit below."""
    size = fitted_size(amount.figure, DISPLAY, area.wide, area.high * 0.74 / CAP_EM)
    most = max(0.075 * canvas.unit, size * 0.22)
    unit = fitted_size(amount.unit or "x", TEXT, area.wide, most)
    tall = size * CAP_EM + (unit * 1.45 if amount.unit else 0)
    baseline = area.y - tall / 2 + size * CAP_EM
    line = Line(amount.figure, DISPLAY, size, area.x, baseline)
    image = lettered(canvas, image, [line], accent(canvas))
    if not amount.unit:
        return image
    under = Line(amount.unit, TEXT, unit, area.x, baseline + unit * 1.3)
    return lettered(canvas, image, [under], paper_white(canvas))


def share(canvas: Canvas, depiction: Depiction) -> Field:
    """Return a hundred of a thing of which so many are lit, or a ring with the share in its middle."""
    amount = depiction.amounts[0]
    image = backdrop(canvas, depiction.setting)
    if depiction.subject and depiction.subject.draw:
        words, drawn = _halves(canvas)
        lit = max(1, min(100, round(amount.measure * 100)))
        image = rows_of(canvas, image, depiction.subject.draw, drawn, 100, lit)
        return _number(canvas, image, amount.model_copy(update={"unit": depiction.label}), words)
    x, y = middle_of(canvas)
    if not canvas.titled:
        y += canvas.height * (0.06 if canvas.upright else 0.02)
    wide, high = room_of(canvas)
    radius = min(wide, high * (1.15 if canvas.titled else 1.5)) / 2
    thick = radius * 0.24
    across, down = canvas.columns() - np.float32(x), canvas.rows() - np.float32(y)
    away = np.hypot(across, down)
    ring = step(thick / 2 + SOFT_PX, thick / 2 - SOFT_PX, np.abs(away - (radius - thick / 2)))
    turn = (np.arctan2(across, -down) / np.float32(2 * np.pi)) % 1.0
    edge = SOFT_PX / (2 * np.pi * radius)
    lit = ring * step(amount.measure + edge, amount.measure - edge, turn)
    if amount.measure >= 0.999:
        lit = ring
    pale = canvas.palette.sky[2] * np.float32(0.30) + rgb(0.03, 0.03, 0.03)
    image = shaped(canvas, image, ring, (pale, pale))
    colour = accent(canvas)
    image = image + grey(blurred(lit, 0.02 * canvas.unit)) * colour * np.float32(0.25)
    image = mix(image, canvas.blank(colour), lit)
    size = fitted_size(amount.figure, DISPLAY, radius * 1.15, radius * 0.75)
    rise = 0.12 * radius if depiction.label else 0.0
    line = Line(amount.figure, DISPLAY, size, x, y + size * CAP_EM / 2 - rise)
    image = lettered(canvas, image, [line], paper_white(canvas))
    if not depiction.label:
        return image
    small = fitted_size(depiction.label, TEXT, radius * 1.15, 0.22 * radius)
    under = Line(depiction.label, TEXT, small, x, line.baseline + small * 1.3)
    return lettered(canvas, image, [under], accent(canvas))


def comparison(canvas: Canvas, depiction: Depiction) -> Field:
    """Return amounts as pillars of one scale, side by side, each under its number."""
    image = backdrop(canvas, depiction.setting)
    x, y = middle_of(canvas)
    wide, high = room_of(canvas)
    amounts = depiction.amounts
    most = max(amount.measure for amount in amounts)
    foot = y + high * 0.52
    tallest = high * (0.42 if canvas.titled else 0.86)
    pitch = wide / len(amounts)
    lines: list[Line] = []
    for number, amount in enumerate(amounts):
        middle = x + (number - (len(amounts) - 1) / 2) * pitch
        tall = max(0.012 * canvas.unit, tallest * amount.measure / most)
        mask = _pillar(canvas, middle, foot, pitch * 0.44, tall)
        largest = amount.measure == most
        head = (
            accent(canvas) * np.float32(0.85)
            if largest
            else canvas.palette.sky[3] * np.float32(0.7)
        )
        image = shaped(canvas, image, mask, (head * np.float32(0.45), head))
        lines += _over(canvas, amount, middle, foot - tall, pitch * 0.92)
    ground = step(-SOFT_PX, SOFT_PX, canvas.rows() - np.float32(foot)) * step(
        0.006 * canvas.unit, 0.004 * canvas.unit, canvas.rows() - np.float32(foot)
    )
    inside = step(wide * 0.55, wide * 0.52, np.abs(canvas.columns() - np.float32(x)))
    image = mix(image, canvas.blank(paper_white(canvas) * np.float32(0.7)), ground * inside)
    return lettered(canvas, image, lines, paper_white(canvas))


def _pillar(canvas: Canvas, middle: float, foot: float, wide: float, tall: float) -> Field:
    side = step(
        wide / 2 + SOFT_PX, wide / 2 - SOFT_PX, np.abs(canvas.columns() - np.float32(middle))
    )
    down = canvas.rows()
    return (
        side
        * step(foot - tall - SOFT_PX, foot - tall + SOFT_PX, down)
        * step(foot + SOFT_PX, foot - SOFT_PX, down)
    )


def _over(canvas: Canvas, amount: Amount, x: float, top: float, room: float) -> list[Line]:
    size = fitted_size(amount.figure, DISPLAY, room, 0.115 * canvas.unit)
    unit = fitted_size(amount.unit or "x", TEXT, room, 0.050 * canvas.unit)
    above = top - 0.022 * canvas.unit
    if not amount.unit:
        return [Line(amount.figure, DISPLAY, size, x, above)]
    return [
        Line(amount.figure, DISPLAY, size, x, above - unit * 1.25),
        Line(amount.unit, TEXT, unit, x, above),
    ]


def timeline(canvas: Canvas, depiction: Depiction) -> Field:
    """Return a line of time with its years on it, or one date set large over the line."""
    image = backdrop(canvas, depiction.setting)
    x, y = middle_of(canvas)
    wide, high = room_of(canvas)
    if canvas.upright and depiction.subject and depiction.subject.draw:
        y -= 0 if canvas.titled else canvas.height * 0.07
        image = beside(canvas, image, depiction.subject, low_of(canvas))
    years = sorted({depiction.years[0], depiction.years[-1]})
    line_y = y + high * 0.24
    image = _axis(canvas, image, x, line_y, wide, len(years))
    lines: list[Line] = []
    if len(years) == 1:
        return _dated(canvas, image, depiction, (x, line_y))
    for number, year in enumerate(years):
        middle = x + (number - 0.5) * wide * 0.56
        text = _year(year)
        size = fitted_size(text, DISPLAY, wide * 0.46, 0.20 * canvas.unit)
        lines.append(Line(text, DISPLAY, size, middle, line_y - 0.07 * canvas.unit))
    image = lettered(canvas, image, lines, accent(canvas))
    apart = str(abs(years[1] - years[0]))
    size = 0.060 * canvas.unit
    between = Line(apart, TEXT, size, x, line_y + 0.05 * canvas.unit + size)
    return lettered(canvas, image, [between], paper_white(canvas))


def _dated(canvas: Canvas, image: Field, depiction: Depiction, at: tuple[float, float]) -> Field:
    """Return one date: the year large, what the words say of it besides over it."""
    wide, high = room_of(canvas)
    text = _year(depiction.years[0])
    size = fitted_size(text, DISPLAY, wide * 0.86, high * 0.56 / CAP_EM)
    x, line_y = at
    baseline = line_y - 0.075 * canvas.unit
    image = lettered(canvas, image, [Line(text, DISPLAY, size, x, baseline)], accent(canvas))
    rest = depiction.label.replace(str(abs(depiction.years[0])), "").strip(" ,")
    for word in (" of", " de", " des Jahres"):
        rest = rest.removesuffix(word)
    if not rest or depiction.years[0] < 0:
        return image
    small = fitted_size(rest, TEXT, wide * 0.8, 0.066 * canvas.unit)
    over = Line(rest, TEXT, small, x, baseline - size * CAP_EM - small * 0.6)
    return lettered(canvas, image, [over], paper_white(canvas))


def _year(year: int) -> str:
    return str(year) if year > 0 else f"-{abs(year)}"


def _axis(canvas: Canvas, image: Field, x: float, y: float, wide: float, marks: int) -> Field:
    """Return the line with its ticks, and a lit point for each year."""
    sheet = np.zeros((canvas.height, canvas.width), np.uint8)
    thick = max(2, round(0.005 * canvas.unit))
    left, right = round(x - wide * 0.56), round(x + wide * 0.56)
    cv2.line(sheet, (left, round(y)), (right, round(y)), 255, thick, cv2.LINE_AA)
    for tick in np.linspace(left, right, 21):
        half = round(0.011 * canvas.unit)
        at = round(float(tick))
        cv2.line(
            sheet,
            (at, round(y) - half),
            (at, round(y) + half),
            170,
            max(1, thick // 2),
            cv2.LINE_AA,
        )
    image = mix(
        image,
        canvas.blank(paper_white(canvas) * np.float32(0.6)),
        sheet.astype(np.float32) / np.float32(255),
    )
    for number in range(marks):
        middle = x + (number - 0.5) * wide * 0.56 if marks > 1 else x
        away = np.hypot(canvas.columns() - np.float32(middle), canvas.rows() - np.float32(y))
        away = away / np.float32(canvas.unit)
        image = image + grey(np.exp(-((away / 0.05) ** 2))) * accent(canvas) * np.float32(0.4)
        dot = step(0.0195, 0.0175, away)
        image = mix(image, canvas.blank(accent(canvas)), dot)
    return image
