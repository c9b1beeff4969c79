"""Signs of our own, where the icon fonts have none that shows the thing: drawn in hundredths of a square."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from factory.errors import BadInput
from resources.illustrators.scenery.painting.pixels import Field
from resources.images import fonts

FINER = 4
"""Drawn so many times as large, and made small again: edges are soft."""
INK, PAPER = 255, 0
Point = tuple[float, float]
LETTERS = (("A", "Poppins ExtraBold"), ("Ω", "Fira Sans ExtraBold"), ("א", "Varela Round"))


class _Sheet:
    """A square on which shapes are drawn, or cut out of what is drawn."""

    def __init__(self, size_px: int) -> None:
        self.scale = size_px * FINER / 100
        self.image = Image.new("L", (size_px * FINER, size_px * FINER), PAPER)
        self.pen = ImageDraw.Draw(self.image)

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        ink: int = INK,
        round_: float = 0,
    ) -> None:
        edges = [edge * self.scale for edge in (left, top, right, bottom)]
        self.pen.rounded_rectangle(edges, round_ * self.scale, ink)

    def shape(self, points: Sequence[Point], ink: int = INK) -> None:
        self.pen.polygon([(x * self.scale, y * self.scale) for x, y in points], ink)

    def rod(self, start: Point, end: Point, thick: float) -> None:
        """A bar with round ends."""
        ends = [(x * self.scale, y * self.scale) for x, y in (start, end)]
        self.pen.line(ends, INK, round(thick * self.scale))
        half = thick / 2 * self.scale
        for x, y in ends:
            self.pen.ellipse((x - half, y - half, x + half, y + half), INK)

    def letter(self, text: str, font: str, x: float, y: float, em: float) -> None:
        face = ImageFont.truetype(fonts.font_file(font), round(em * self.scale))
        self.pen.text((x * self.scale, y * self.scale), text, PAPER, face, anchor="mm")


def _jack(sheet: _Sheet) -> None:
    """A bottle jack: foot, cylinder, ram with its saddle, pump and lever."""
    sheet.box(10, 89, 84, 100, round_=2.5)
    sheet.box(22, 42, 62, 88, round_=5)
    sheet.box(18, 36, 66, 46, round_=3)
    sheet.box(33, 13, 51, 38)
    for turn in (18, 23.5, 29):
        sheet.shape([(33, turn), (51, turn - 2.4), (51, turn - 0.6), (33, turn + 1.8)], PAPER)
    sheet.shape([(22, 13), (26, 2), (34, 6), (42, 2), (50, 6), (58, 2), (62, 13)])
    sheet.box(22, 50.5, 62, 53, PAPER)
    sheet.box(22, 80, 62, 82.5, PAPER)
    sheet.box(67, 62, 80, 90, round_=2)
    sheet.box(70, 54, 77, 64)
    sheet.rod((72, 58), (97, 30), 5.5)


def _loaf(sheet: _Sheet) -> None:
    """A loaf of bread with three cuts in its crust."""
    turn = np.linspace(0, np.pi, 60)
    dome = [
        (50 - 47 * np.sign(np.cos(t)) * abs(np.cos(t)) ** 0.72, 91 - 50 * np.sin(t) ** 0.80)
        for t in turn
    ]
    sheet.shape([(float(x), float(y)) for x, y in dome])
    sheet.box(3, 79, 97, 100, round_=9)
    for middle in (27, 49, 71):
        lens = [
            (middle + 13 * along + 4.6 * side * (1 - along**2), 66 - 13 * along)
            for side in (1, -1)
            for along in np.linspace(-1, 1, 20)[::side]
        ]
        sheet.shape([(float(x), float(y)) for x, y in lens], PAPER)


def _alphabet(sheet: _Sheet) -> None:
    """A tablet with letters of three scripts cut into it."""
    sheet.box(14, 2, 86, 60, round_=34)
    sheet.box(14, 36, 86, 100, round_=3)
    for (text, font), (x, y, em) in zip(
        LETTERS, ((50, 27, 40), (33, 68, 36), (67, 68, 40)), strict=True
    ):
        sheet.letter(text, font, x, y, em)


def _bricks(sheet: _Sheet) -> None:
    """A wall that is being built: courses of bricks, the upper ones not finished."""
    tall, wide, joint = 100 / 9, 25.0, 1.5
    for course, (left, right) in enumerate(COURSES):
        low = 100 - course * tall
        begins = left - (wide / 2 if course % 2 else 0)
        for place in np.arange(begins, right, wide):
            edges = max(left, float(place)) + joint / 2, min(right, float(place) + wide) - joint / 2
            if edges[1] - edges[0] > joint:
                sheet.box(edges[0], low - tall + joint, edges[1], low, round_=0.8)


def _lighthouse(sheet: _Sheet) -> None:
    """A banded tower with its lantern, two beams and the rock that it stands on."""
    sheet.shape([(8, 100), (16, 91), (84, 91), (92, 100)])
    sheet.shape([(34, 90), (41, 34), (59, 34), (66, 90)])
    for top, foot in ((45, 54), (65, 74)):
        left, right = (
            (34 + (90 - y) / 8 for y in (foot, top)),
            (66 - (90 - y) / 8 for y in (top, foot)),
        )
        (low_left, high_left), (high_right, low_right) = left, right
        corners = [(low_left, foot), (high_left, top), (high_right, top), (low_right, foot)]
        sheet.shape(corners, PAPER)
    sheet.box(46, 80, 54, 90, PAPER, 3)
    sheet.box(35, 29, 65, 33.5, round_=1)
    sheet.box(41, 15, 59, 28)
    sheet.box(45, 18, 55, 28, PAPER, 2)
    sheet.shape([(37, 14), (50, 2), (63, 14)])
    sheet.shape([(34, 21), (2, 11), (2, 30)])
    sheet.shape([(66, 21), (98, 11), (98, 30)])


def _zipper(sheet: _Sheet) -> None:
    """A zipper half open: two tapes, their teeth, the slider with its pull."""
    sheet.shape([(8, 2), (30, 2), (46, 48), (46, 99), (24, 99), (24, 55)])
    sheet.shape([(92, 2), (70, 2), (54, 48), (54, 99), (76, 99), (76, 55)])
    for number in range(8):
        y = 57 + number * 5.6
        side = number % 2
        sheet.box(44 if side else 47, y, 53 if side else 56, y + 3.6, INK, 1)
        sheet.box(47.4, y + 3.9, 52.6, y + 5.2, PAPER)
    for number in range(7):
        y = 4 + number * 5.4
        shift = 15.5 * (y - 2) / 46
        sheet.box(29 + shift, y, 36 + shift, y + 3.4, INK, 1)
        sheet.box(64 - shift, y, 71 - shift, y + 3.4, INK, 1)
    sheet.box(39, 41, 61, 60, PAPER, 5)
    sheet.box(40.5, 42.5, 59.5, 58.5, INK, 4)
    sheet.box(45, 55, 55, 86, PAPER, 4)
    sheet.box(46.2, 56, 53.8, 84.8, INK, 3)
    sheet.box(48.2, 73, 51.8, 81.5, PAPER, 1.8)


def _cannon(sheet: _Sheet) -> None:
    """A ship's gun on its carriage."""
    sheet.shape([(14, 42), (88, 28), (90, 47), (18, 64), (9, 58), (8, 48)])
    sheet.shape([(85, 25), (94, 23.5), (97, 49), (88, 51)])
    sheet.box(2, 47, 10, 55, round_=4)
    sheet.shape([(16, 68), (70, 56), (76, 80), (12, 80)])
    for x in (26, 63):
        sheet.pen.ellipse([e * sheet.scale for e in (x - 14, 70, x + 14, 98)], PAPER)
        sheet.pen.ellipse([e * sheet.scale for e in (x - 12, 72, x + 12, 96)], INK)
        sheet.pen.ellipse([e * sheet.scale for e in (x - 4, 80, x + 4, 88)], PAPER)
    for x in (32, 66):
        low = 42 - (x - 14) * 0.19
        sheet.shape([(x, low), (x + 3, low - 0.5), (x + 4, low + 20), (x + 1, low + 20)], PAPER)


COURSES = (*((0.0, 100.0),) * 5, (0.0, 87.5), (0.0, 75.0), (0.0, 37.5), (0.0, 25.0))
"""Where each course of bricks begins and ends, from the ground up."""

DRAWN: Mapping[str, Callable[[_Sheet], None]] = {
    "jack": _jack,
    "loaf": _loaf,
    "alphabet": _alphabet,
    "bricks": _bricks,
    "lighthouse": _lighthouse,
    "zipper": _zipper,
    "cannon": _cannon,
}


def own_sign(name: str, height_px: int) -> Field:
    """Return a sign's shape, 0 to 1, in a square of `height_px` on whose lower edge it stands.

    Raises:
        BadInput: there is no such sign.
    """
    if name not in DRAWN:
        raise BadInput(f"there is no sign {name[:60]!r} of our own; there are: {', '.join(DRAWN)}")
    sheet = _Sheet(height_px)
    DRAWN[name](sheet)
    small = sheet.image.resize((height_px, height_px), Image.Resampling.BOX)
    return np.asarray(small, np.float32) / np.float32(255)
