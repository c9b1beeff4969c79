"""Sayings: a quotation, a list or a question, set as type."""

import numpy as np

from factory.depiction.depiction import Depiction
from resources.illustrators.amounts.pictograms import beside, low_of
from resources.illustrators.lettered.backdrop import backdrop, middle_of, room_of
from resources.illustrators.lettered.type import (
    DISPLAY,
    LINE_EM,
    TEXT,
    Line,
    accent,
    block,
    fitted_size,
    lettered,
    mask_of,
    paper_white,
    width_of,
)
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.pixels import Field, mix

LEAST, MOST = 0.050, 0.120
"""Size of letters, in the canvas's unit: what a phone shows legibly, and what is not shouted."""


def quotation(canvas: Canvas, depiction: Depiction) -> Field:
    """Return somebody's words between large marks, with who said them below."""
    image = _mark(canvas, _ground(canvas, depiction), "“")
    return _set(canvas, image, depiction.lines[0].strip('“”"„«»'), depiction.label)


def question(canvas: Canvas, depiction: Depiction) -> Field:
    """Return a question, a large mark dim behind it."""
    image = _mark(canvas, _ground(canvas, depiction), "?")
    return _set(canvas, image, depiction.lines[0], "")


def points(canvas: Canvas, depiction: Depiction) -> Field:
    """Return a list's points below one another, each with its number."""
    image = backdrop(canvas, depiction.setting)
    x, y = middle_of(canvas)
    wide, high = room_of(canvas)
    if canvas.upright and not canvas.titled:
        y, high = canvas.height * 0.42, canvas.height * 0.46
    each = min(high * 1.12 / len(depiction.lines), 0.30 * canvas.unit)
    size = min(0.076 * canvas.unit, each * 0.42)
    numbers: list[Line] = []
    lines: list[Line] = []
    for number, point in enumerate(depiction.lines):
        said, em = block(point, TEXT, size, (wide * 0.84, each * 0.92), LEAST * 0.6 * canvas.unit)
        top = y - each * len(depiction.lines) / 2 + number * each
        middle = top + each / 2
        first = middle - (len(said) - 1) * em * LINE_EM / 2 + em * 0.35
        for place, words in enumerate(said):
            half = width_of(words, TEXT, em) / 2
            left = x - wide * 0.36
            lines.append(Line(words, TEXT, em, left + half, first + place * em * LINE_EM))
        numbers.append(
            Line(str(number + 1), DISPLAY, em * 1.7, x - wide * 0.45, middle + em * 0.72)
        )
    image = lettered(canvas, image, numbers, accent(canvas))
    return lettered(canvas, image, lines, paper_white(canvas))


def _ground(canvas: Canvas, depiction: Depiction) -> Field:
    """Return the backdrop, in an upright picture with what the words are about below them."""
    image = backdrop(canvas, depiction.setting)
    return beside(canvas, image, depiction.subject, low_of(canvas)) if canvas.upright else image


def _mark(canvas: Canvas, image: Field, sign: str) -> Field:
    x, y = middle_of(canvas)
    _, high = room_of(canvas)
    size = high * (1.5 if sign == "“" else 1.15)
    at = y - high * 0.50 + size * 0.72 if sign == "“" else y + size * 0.43
    mask = mask_of(canvas, [Line(sign, DISPLAY, size, x, at)])
    dim = canvas.palette.sky[2] * np.float32(0.30) + canvas.palette.lamp * np.float32(0.05)
    return mix(image, canvas.blank(dim), mask * np.float32(0.55))


def _set(canvas: Canvas, image: Field, words: str, by: str) -> Field:
    x, y = middle_of(canvas)
    wide, high = room_of(canvas)
    if canvas.titled:
        high *= 0.85 if by else 1.0
        y -= canvas.height * (0.02 if by else 0)
    elif canvas.upright:
        y -= canvas.height * (0.065 if by else 0.045)
        high *= 0.80 if by else 0.95
    lines, em = block(words, TEXT, MOST * canvas.unit, (wide, high), LEAST * canvas.unit)
    first = y - (len(lines) - 1) * em * LINE_EM / 2 + em * 0.35
    said = [Line(line, TEXT, em, x, first + n * em * LINE_EM) for n, line in enumerate(lines)]
    image = lettered(canvas, image, said, paper_white(canvas))
    if not by:
        return image
    size = fitted_size(by, TEXT, wide * 0.8, 0.055 * canvas.unit)
    under = Line(by, TEXT, size, x, first + (len(lines) - 1) * em * LINE_EM + em * 0.6 + size * 1.3)
    return lettered(canvas, image, [under], accent(canvas))
