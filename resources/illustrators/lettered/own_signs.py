"""Signs of our own, where the icon fonts have none that shows the thing: drawn in hundredths of a square."""

from collections.abc import Callable, Mapping

import numpy as np
from PIL import Image

from factory.errors import BadInput
from resources.illustrators.lettered.own_people import PEOPLE
from resources.illustrators.lettered.own_vehicles import VEHICLES
from resources.illustrators.lettered.sheet import INK, PAPER, Sheet
from resources.illustrators.scenery.painting.pixels import Field

LETTERS = (("A", "Poppins ExtraBold"), ("Ω", "Fira Sans ExtraBold"), ("א", "Varela Round"))


def _jack(sheet: Sheet) -> None:
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


def _loaf(sheet: Sheet) -> None:
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


def _alphabet(sheet: Sheet) -> None:
    """A tablet with letters of three scripts cut into it."""
    sheet.box(14, 2, 86, 60, round_=34)
    sheet.box(14, 36, 86, 100, round_=3)
    for (text, font), (x, y, em) in zip(
        LETTERS, ((50, 27, 40), (33, 68, 36), (67, 68, 40)), strict=True
    ):
        sheet.letter(text, font, x, y, em)


def _bricks(sheet: Sheet) -> None:
    """A wall that is being built: courses of bricks, the upper ones not finished."""
    tall, wide, joint = 100 / 9, 25.0, 1.5
    for course, (left, right) in enumerate(COURSES):
        low = 100 - course * tall
        begins = left - (wide / 2 if course % 2 else 0)
        for place in np.arange(begins, right, wide):
            edges = max(left, float(place)) + joint / 2, min(right, float(place) + wide) - joint / 2
            if edges[1] - edges[0] > joint:
                sheet.box(edges[0], low - tall + joint, edges[1], low, round_=0.8)


def _lighthouse(sheet: Sheet) -> None:
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


def _zipper(sheet: Sheet) -> None:
    """A zipper half open: two tapes on cloth, their teeth, the slider with its pull."""
    sheet.box(8, 2, 92, 99, round_=4)
    sheet.shape([(26, 2), (74, 2), (52, 50), (48, 50)], PAPER)
    for left in (19, 78.5):
        for y in range(6, 96, 8):
            sheet.box(left, y, left + 2.5, y + 4.5, PAPER, 1)
    sheet.box(47.4, 50, 52.6, 99, PAPER)
    for number in range(8):
        y = 57 + number * 5.6
        side = number % 2
        sheet.box(44 if side else 47, y, 53 if side else 56, y + 3.6, INK, 1)
        sheet.box(47.4, y + 3.9, 52.6, y + 5.2, PAPER)
    for number in range(7):
        y = 4 + number * 5.4
        shift = 17.0 * (y - 2) / 46
        sheet.box(28 + shift, y, 36 + shift, y + 3.4, INK, 1)
        sheet.box(64 - shift, y, 72 - shift, y + 3.4, INK, 1)
    sheet.box(39, 41, 61, 60, PAPER, 5)
    sheet.box(40.5, 42.5, 59.5, 58.5, INK, 4)
    sheet.box(45, 55, 55, 86, PAPER, 4)
    sheet.box(46.2, 56, 53.8, 84.8, INK, 3)
    sheet.box(48.2, 73, 51.8, 81.5, PAPER, 1.8)


def _cannon(sheet: Sheet) -> None:
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


def _planet(sheet: Sheet) -> None:
    """A globe with its night side and two thin clouds."""
    sheet.disc(50, 50, 48, INK)
    for start, x, y, wide in ((200, 30, 34, 16), (20, 56, 62, 20)):
        box = [edge * sheet.scale for edge in (x, y, x + wide, y + 8)]
        sheet.pen.arc(box, start, start + 150, PAPER, round(2.4 * sheet.scale))
    for x, y, radius in ((36, 58, 6), (62, 30, 8), (58, 78, 4.5), (30, 78, 2.5), (76, 54, 3)):
        sheet.disc(x, y, radius, PAPER)
        sheet.disc(x + 1.6, y + 1.6, radius - 2, INK)


def _jupiter(sheet: Sheet) -> None:
    """A globe with belts and the great spot in one of them."""
    sheet.disc(50, 50, 48, INK)
    for top, foot in ((16, 20), (30, 40), (47, 49), (58, 68), (77, 81)):
        reach = [(48**2 - (50 - y) ** 2) ** 0.5 - 3 for y in (top, foot)]
        wide = min(reach)
        sheet.box(50 - wide, top, 50 + wide, foot, PAPER, (foot - top) / 2)
    sheet.pen.ellipse([edge * sheet.scale for edge in (56, 53, 82, 72)], INK)
    sheet.pen.ellipse([edge * sheet.scale for edge in (60, 56.5, 78, 68.5)], PAPER)


def _brood(sheet: Sheet) -> None:
    """Cells of a comb, in each the egg that a queen has laid: a small rod that stands."""
    cells = ((35, 24), (65, 24), (20, 50), (50, 50), (80, 50), (35, 76), (65, 76))
    for x, y in cells:
        for radius, ink in ((19.6, INK), (13.6, PAPER)):
            turns = np.pi / 6 + np.arange(6) * np.pi / 3
            corners = [(x + radius * np.cos(t), y + radius * np.sin(t)) for t in turns]
            sheet.shape([(float(a), float(b)) for a, b in corners], ink)
    for x, y in cells:
        sheet.rod((x - 2.5, y + 5), (x + 2.5, y - 5), 4.4)


def _bridge(sheet: Sheet) -> None:
    """A suspension bridge: two towers, its cables hung between them, and the deck on hangers."""
    sheet.box(0, 70, 100, 76)
    for x in (22, 78):
        sheet.box(x - 3.2, 22, x + 3.2, 100)
        sheet.box(x - 5, 20, x + 5, 24)
    for hang in range(1, 24):
        x = hang * 100 / 24
        sheet.rod((x, _sag(x)), (x, 70), 0.9)
    for x in range(100):
        sheet.rod((x, _sag(x)), (x + 1, _sag(x + 1)), 2.0)


def _bear(sheet: Sheet) -> None:
    """A bear that walks."""
    for joints in (
        [(34, 62, 17), (30, 80, 12), (26, 94, 9), (32, 96, 7)],
        [(72, 60, 15), (76, 78, 11), (80, 94, 8.5), (87, 96, 7)],
    ):
        sheet.limb(joints)
    sheet.oval(45, 47, 33, 24)
    sheet.oval(66, 44, 18, 21)
    sheet.oval(24, 52, 17, 19)
    for joints in (
        [(22, 60, 19), (18, 80, 13), (13, 94, 10), (20, 96, 7.5)],
        [(63, 60, 17), (60, 80, 12), (62, 94, 9.5), (70, 96, 7.5)],
    ):
        sheet.limb(joints, PAPER, 2.0)
        sheet.limb(joints)
    sheet.limb([(70, 40, 28), (83, 42, 19)])
    sheet.limb([(85, 43, 15), (95, 49, 8)])
    sheet.disc(77, 28, 5)
    sheet.disc(85.5, 40.5, 1.2, PAPER)
    sheet.disc(97.5, 47.6, 1.4, PAPER)


def _emu(sheet: Sheet) -> None:
    """A tall bird that runs rather than flies: shaggy body, long bare neck and legs."""
    back = [
        (14, 52),
        (22, 38),
        (40, 31),
        (58, 33),
        (68, 42),
        (66, 55),
        (52, 64),
        (34, 66),
        (20, 62),
    ]
    sheet.shape(back)
    sheet.oval(42, 48, 25, 17)
    for x, y in ((10, 57), (14, 63), (22, 68), (31, 70), (40, 70), (49, 68), (57, 63)):
        sheet.limb([(x + 9, y - 14, 9), (x, y, 1.5)])
    sheet.limb([(60, 44, 14), (70, 34, 7.5), (73, 20, 5.5), (75, 11, 5)])
    sheet.limb([(75, 9.5, 8.5), (79, 9, 7.5)])
    sheet.shape([(81, 5.8), (94, 11.5), (81, 13)])
    sheet.disc(78, 8, 1.1, PAPER)
    for hip, knee, ankle, toe in (
        ((48, 62), (55, 75), (48, 93), (60, 97)),
        ((36, 63), (32, 77), (26, 93), (38, 97)),
    ):
        sheet.limb([(*hip, 11), (*knee, 5), (*ankle, 3.4)])
        sheet.limb([(*ankle, 3.6), (toe[0], toe[1], 2.4)])
        sheet.limb([(*ankle, 3.6), (ankle[0] - 4, 97, 2.2)])


def _obelisk(sheet: Sheet) -> None:
    """A tapering pillar with a pointed head, signs cut into it, on its steps."""
    sheet.box(22, 93, 78, 100)
    sheet.box(30, 86, 70, 92)
    sheet.box(36, 78, 64, 85)
    sheet.shape([(40, 77), (44, 14), (56, 14), (60, 77)])
    sheet.shape([(44, 12.8), (50, 1), (56, 12.8)])
    for row, (x, wide) in enumerate(
        ((48, 4), (50, 5), (47, 3), (50, 4), (49, 5), (48, 3), (50, 4))
    ):
        y = 22 + row * 7.4
        sheet.box(x - wide / 2, y, x + wide / 2, y + 1.6, PAPER)
        sheet.disc(x + 1, y + 4.4, 1.3, PAPER)


def _sag(x: float) -> float:
    """Return how far down the cable is, from the left bank to the right one."""
    if 22 <= x <= 78:
        return 66 - 43 * ((x - 50) / 28) ** 2
    return 23 + 46 * (min(abs(x - 22), abs(x - 78)) / 22) ** 0.85


COURSES = (*((0.0, 100.0),) * 5, (0.0, 87.5), (0.0, 75.0), (0.0, 37.5), (0.0, 25.0))
"""Where each course of bricks begins and ends, from the ground up."""

DRAWN: Mapping[str, Callable[[Sheet], None]] = {
    "jack": _jack,
    "loaf": _loaf,
    "alphabet": _alphabet,
    "bricks": _bricks,
    "lighthouse": _lighthouse,
    "zipper": _zipper,
    "cannon": _cannon,
    "planet": _planet,
    "jupiter": _jupiter,
    "brood": _brood,
    "bridge": _bridge,
    "bear": _bear,
    "emu": _emu,
    "obelisk": _obelisk,
    **PEOPLE,
    **VEHICLES,
}


def own_sign(name: str, height_px: int) -> Field:
    """Return a sign's shape, 0 to 1, in a square of `height_px` on whose lower edge it stands.

    Raises:
        BadInput: there is no such sign.
    """
    if name not in DRAWN:
        raise BadInput(f"there is no sign {name[:60]!r} of our own; there are: {', '.join(DRAWN)}")
    sheet = Sheet(height_px)
    DRAWN[name](sheet)
    small = sheet.image.resize((height_px, height_px), Image.Resampling.BOX)
    return np.asarray(small, np.float32) / np.float32(255)
