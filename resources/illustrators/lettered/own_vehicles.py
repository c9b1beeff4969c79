"""Vehicles and guns of our own drawing, most as they were before about 1940."""

from collections.abc import Callable, Mapping

import numpy as np

from resources.illustrators.lettered.sheet import INK, PAPER, Sheet


def _wheel(sheet: Sheet, x: float, y: float, radius: float, spokes: int = 10) -> None:
    """Draw a wheel with spokes."""
    sheet.disc(x, y, radius + 1.4, PAPER)
    sheet.disc(x, y, radius)
    sheet.disc(x, y, radius * 0.80, PAPER)
    for turn in np.arange(spokes) * 2 * np.pi / spokes:
        end = x + radius * 0.84 * float(np.cos(turn)), y + radius * 0.84 * float(np.sin(turn))
        sheet.rod((x, y), end, radius * 0.10)
    sheet.disc(x, y, radius * 0.22)


def _carriage(sheet: Sheet) -> None:
    """A coach of about 1780: a rounded body hung between two pairs of wheels, a box for the driver, a pole."""
    sheet.shape([(24, 30), (64, 30), (68, 33), (20, 33)])
    sheet.shape([(22, 34), (66, 34), (64, 60), (58, 69), (32, 69), (24, 60)])
    sheet.box(29, 38, 41, 50, PAPER, 2)
    sheet.box(47, 38, 59, 50, PAPER, 2)
    sheet.box(43.4, 36, 44.4, 68, PAPER)
    sheet.shape([(68, 46), (82, 46), (84, 62), (70, 62)])
    sheet.limb([(84, 52, 2), (90, 62, 2)])
    sheet.limb([(14, 70, 3), (20, 75, 3), (74, 75, 3), (84, 66, 3)])
    sheet.limb([(82, 78, 2), (99, 80, 1.6)])
    _wheel(sheet, 24, 80, 19, 12)
    _wheel(sheet, 76, 85, 14)


def _old_car(sheet: Sheet) -> None:
    """A motor car of about 1915: high, with a folded windscreen frame, mudguards and spoked wheels."""
    sheet.shape([(14, 36), (62, 36), (62, 40), (14, 40)])
    for x in (17, 38, 60):
        sheet.rod((x, 38), (x, 60), 2.0)
    sheet.shape(
        [
            (10, 58),
            (14, 52),
            (34, 52),
            (36, 60),
            (44, 60),
            (46, 56),
            (60, 56),
            (66, 60),
            (66, 78),
            (10, 78),
        ]
    )
    sheet.shape([(67.2, 59), (88, 62), (90, 66), (90, 77), (67.2, 78)])
    sheet.rod((62, 38), (66, 58), 1.6)
    sheet.limb([(58, 62, 1.4), (53, 52, 1.4)])
    sheet.oval(52.4, 51, 4.2, 1.3)
    sheet.disc(92, 66, 3.4)
    sheet.limb([(8, 79, 2.4), (92, 79, 2.4)])
    for x in (24, 80):
        box = [e * sheet.scale for e in (x - 17, 66, x + 17, 100)]
        sheet.pen.arc(box, 190, 350, INK, round(2.6 * sheet.scale))
        _wheel(sheet, x, 84, 14)
    for x in (72, 76, 80, 84):
        sheet.limb([(x, 65, 0.7), (x, 72, 0.7)], PAPER)


def _old_truck(sheet: Sheet) -> None:
    """A lorry of about 1920: open bed with boards, a canvas cab, a narrow bonnet."""
    sheet.box(4, 46, 56, 72)
    for y in (54.5, 63):
        sheet.box(4, y, 56, y + 0.9, PAPER)
    for x in (14, 30, 46):
        sheet.box(x, 46, x + 1.0, 72, PAPER)
    sheet.box(57.4, 34, 76, 38.5, INK, 1.5)
    sheet.rod((59, 38), (59, 70), 2)
    sheet.rod((74, 38), (75, 56), 1.6)
    sheet.shape([(58, 60), (66, 60), (66, 66), (76, 66), (76, 74), (58, 74)])
    sheet.shape([(77.2, 55), (94, 57), (96, 61), (96, 74), (77.2, 74)])
    sheet.limb([(4, 75.5, 3), (96, 75.5, 3)])
    for x in (24, 82):
        _wheel(sheet, x, 84, 13.5)
    for x in (81, 85, 89):
        sheet.limb([(x, 60, 0.7), (x, 69, 0.7)], PAPER)


def _biplane(sheet: Sheet) -> None:
    """A flying machine with two wings above one another, seen from before and to the side."""
    sheet.shape([(2, 36), (96, 24), (98, 29), (4, 42)])
    sheet.shape([(6, 60), (94, 50), (96, 54.5), (8, 65.5)])
    for x, top, foot in ((12, 40, 61), (26, 38, 59), (72, 32, 54), (86, 30, 53)):
        sheet.rod((x, top), (x + 1, foot), 1.4)
    for start, end in (
        ((12, 40), (27, 59)),
        ((26, 38), (13, 61)),
        ((72, 32), (87, 53)),
        ((86, 30), (73, 54)),
    ):
        sheet.rod(start, end, 0.6)
    sheet.limb([(46, 50, 17), (60, 44, 10), (82, 37, 4.5)], PAPER, 2.4)
    sheet.limb([(46, 50, 17), (60, 44, 10), (82, 37, 4.5)])
    sheet.shape([(78, 38), (84, 22), (91, 21), (88, 37)])
    sheet.shape([(72, 41), (96, 34), (97, 37), (76, 44)])
    sheet.disc(44, 51, 4.0, PAPER)
    sheet.disc(44, 51, 2.6)
    sheet.rod((38, 34), (50, 68), 2.0)
    for x in (36, 56):
        sheet.rod((46, 56), (x, 76), 1.4)
        sheet.disc(x, 79, 6)
        sheet.disc(x, 79, 2.4, PAPER)
    sheet.rod((36, 79), (56, 79), 1.2)


def _machine_gun(sheet: Sheet) -> None:
    """A heavy machine gun of about 1915 on its tripod, a belt of cartridges at its side."""
    sheet.limb([(18, 46, 10), (34, 44, 10)])
    sheet.box(30, 37, 80, 50, INK, 5)
    for x in range(36, 78, 6):
        sheet.box(x, 38.5, x + 0.9, 48.5, PAPER)
    sheet.rod((80, 43.5), (97, 43.5), 3.4)
    sheet.limb([(12, 42, 3), (8, 49, 3)])
    sheet.box(36, 31, 42, 37)
    for start, end in (((44, 50), (20, 96)), ((48, 50), (50, 97)), ((50, 50), (86, 95))):
        sheet.rod(start, end, 4.0)
    sheet.disc(46, 52, 5.5)
    for number in range(6):
        y = 50 + number * 5.4
        sheet.box(26 - number * 1.2, y, 35 - number * 1.2, y + 3.4, INK, 1.2)


def _missile(sheet: Sheet) -> None:
    """A long missile that climbs, on its fire."""
    sheet.limb([(24, 84, 5), (16, 93, 8), (4, 98, 2)])
    sheet.limb([(24, 80, 13), (68, 36, 13), (80, 24, 10), (91, 13, 1.5)], PAPER, 2.2)
    sheet.limb([(28, 76, 13), (68, 36, 13), (80, 24, 10), (91, 13, 1.5)])
    for start, end in (((60, 35), (70, 45)), ((33, 62), (43, 72))):
        sheet.rod(start, end, 1.0)
        sheet.limb([(*start, 0.9), (*end, 0.9)], PAPER)
    sheet.shape([(31, 66), (14, 66), (24, 78), (29, 76)])
    sheet.shape([(40, 76), (40, 92), (28, 82), (30, 77)])


VEHICLES: Mapping[str, Callable[[Sheet], None]] = {
    "carriage": _carriage,
    "old_car": _old_car,
    "old_truck": _old_truck,
    "biplane": _biplane,
    "machine_gun": _machine_gun,
    "missile": _missile,
}
