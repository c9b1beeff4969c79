"""People of our own drawing: figures as one sees them from afar, alone, side by side and at their trades."""

from collections.abc import Callable, Mapping, Sequence

from resources.illustrators.lettered.sheet import INK, PAPER, Joint, Sheet

GAP = 2.2
"""How much of what is behind a figure is cut away around it, so that it stands out."""
Limb = Sequence[Joint]
STANDING: Sequence[Limb] = (
    [(44.5, 52, 9), (43, 74, 7.5), (42.5, 95, 5), (39.5, 98, 4)],
    [(55.5, 52, 9), (57, 74, 7.5), (57.5, 95, 5), (60.5, 98, 4)],
    [(50, 25, 19), (50, 38, 17), (50, 50, 18)],
    [(41, 23, 7.5), (35.5, 38, 6), (35, 52, 4.5)],
    [(59, 23, 7.5), (64.5, 38, 6), (65, 52, 4.5)],
)
WALKING: Sequence[Limb] = (
    [(50, 24, 7), (58, 37, 5.6), (66, 45, 4.2)],
    [(49, 52, 9), (40, 71, 7.4), (28, 87, 5), (25, 92, 4), (30, 94, 3)],
    [(50, 25, 14), (49, 38, 14), (48.5, 52, 12.5)],
    [(50, 52, 9.5), (60, 72, 7.6), (61, 93, 5), (69, 97, 3.6)],
    [(49, 24, 7.5), (41, 38, 6), (37, 49, 4.4)],
)
RUNNING: Sequence[Limb] = (
    [(57, 25, 7), (67, 35, 5.4), (76, 28, 4.2)],
    [(50, 51, 9.4), (38, 66, 7), (19, 66, 5), (13, 62, 3.6)],
    [(58, 26, 14), (53, 39, 13), (49.5, 51, 12)],
    [(50, 51, 10), (66, 62, 7.6), (61, 82, 5), (69, 86, 3.6)],
    [(55, 25, 7.4), (43, 36, 5.8), (37, 26, 4.2)],
)
AIMING: Sequence[Limb] = (
    [(45, 54, 9), (38, 74, 7.5), (33, 95, 5), (38, 98, 4)],
    [(52, 54, 9), (60, 74, 7.5), (61, 95, 5), (67, 98, 4)],
    [(48, 27, 16), (48, 40, 15), (48, 53, 14)],
    [(50, 26, 7), (62, 31, 5.6), (72, 25, 4.4)],
    [(46, 26, 7.5), (44, 36, 6), (55, 29, 4.5)],
)


def _figure(
    sheet: Sheet,
    pose: Sequence[Limb],
    at: tuple[float, float, float] = (50, 100, 1.0),
    head: tuple[float, float] = (50, 9.5),
    *,
    skirt: bool = False,
) -> Callable[[float, float], tuple[float, float]]:
    """Draw a figure before what is there; return where its hundredths are on the sheet.

    Args:
        sheet: to draw on.
        pose: its limbs, the farthest first.
        at: its middle, its foot, and how tall it is against the sheet.
        head: where the middle of its head is, in the pose.
        skirt: whether it wears one, down to the calf.
    """
    middle, foot, tall = at

    def put(x: float, y: float) -> tuple[float, float]:
        return middle + (x - 50) * tall, foot + (y - 100) * tall

    def limbs(ink: int, more: float) -> None:
        for limb in pose:
            sheet.limb([(*put(x, y), thick * tall) for x, y, thick in limb], ink, more)
        if skirt:
            grow = more / 2
            corners = (
                (43 - grow, 40),
                (57 + grow, 40),
                (64 + grow, 80 + grow),
                (36 - grow, 80 + grow),
            )
            sheet.shape([put(x, y) for x, y in corners], ink)
        x, y = put(*head)
        sheet.limb([(x, y, 5.5 * tall), (*put(50 + (head[0] - 50) * 0.6, 22), 7 * tall)], ink, more)
        sheet.oval(x, y, 5.4 * tall + more / 2, 7.0 * tall + more / 2, ink)

    limbs(PAPER, GAP)
    limbs(INK, 0.0)
    collar = [
        put(head[0] - 5 + (50 - head[0]) * 0.3, 17.6),
        put(head[0] + 5 + (50 - head[0]) * 0.3, 17.6),
    ]
    sheet.limb([(*collar[0], 0.9 * tall), (*collar[1], 0.9 * tall)], PAPER)
    return put


def _person(sheet: Sheet) -> None:
    """A person, seen from the front."""
    _figure(sheet, STANDING)


def _walker(sheet: Sheet) -> None:
    """A man who walks, in a hat, with a stick."""
    put = _figure(sheet, WALKING, head=(52, 9.5))
    _brim(sheet, put(52, 5), 1.0)
    sheet.limb([(66, 45, 1.8), (78, 97, 1.4)])


def _runner(sheet: Sheet) -> None:
    """A runner in full stride."""
    _figure(sheet, RUNNING, (50, 106, 1.08), head=(63, 11))


def _crowd(sheet: Sheet) -> None:
    """People side by side, the farther ones smaller."""
    for number, x in enumerate((17, 39, 61, 83)):
        _figure(sheet, STANDING, (x, 84, 0.58 + 0.03 * (number % 2)), skirt=number % 3 == 1)
    for number, x in enumerate((27, 50, 73)):
        _figure(sheet, STANDING, (x, 99, (0.70, 0.75, 0.68)[number]), skirt=number == 2)


def _family(sheet: Sheet) -> None:
    """A woman, a man and two children."""
    _figure(sheet, STANDING, (64, 98, 0.94))
    _figure(sheet, STANDING, (34, 98, 0.86), skirt=True)
    _figure(sheet, STANDING, (49, 99, 0.52))
    _figure(sheet, STANDING, (83, 99, 0.46), skirt=True)


def _soldiers(sheet: Sheet) -> None:
    """Soldiers in helmets, one with his rifle raised, two who march with theirs on the shoulder."""
    for at in ((20, 94, 0.84), (44, 96, 0.90)):
        put = _figure(sheet, WALKING, at, head=(51.5, 9.5))
        _helmet(sheet, put(51.5, 8), at[2])
        sheet.limb([(*put(60, 46), 2.4), (*put(37, 1), 1.5)])
    put = _figure(sheet, AIMING, (72, 99, 0.94), head=(50, 11))
    _helmet(sheet, put(50, 9.5), 0.94)
    sheet.limb([(*put(47, 27), 3.4), (*put(66, 24.5), 2.4), (*put(86, 21.5), 1.3)])


def _line_infantry(sheet: Sheet) -> None:
    """Soldiers of about 1800 in shakos, two who march with their muskets shouldered, one who aims."""
    for at in ((20, 94, 0.84), (44, 96, 0.90)):
        put = _figure(sheet, WALKING, at, head=(51.5, 9.5))
        _shako(sheet, put(51.5, 6.5), at[2])
        sheet.limb([(*put(60, 46), 2.0), (*put(35, -6), 1.0)])
    put = _figure(sheet, AIMING, (72, 99, 0.94), head=(50, 11))
    _shako(sheet, put(50, 8), 0.94)
    sheet.limb([(*put(46, 27.5), 2.8), (*put(62, 25), 1.8), (*put(90, 21), 1.0)])


def _policeman(sheet: Sheet) -> None:
    """A constable: tall helmet, belt and buttons."""
    _figure(sheet, STANDING)
    sheet.shape([(43.2, 7), (44.5, 1.5), (50, -1), (55.5, 1.5), (56.8, 7)])
    sheet.limb([(41.5, 7.6, 1.8), (58.5, 7.6, 1.8)])
    sheet.limb([(43.5, 9.4, 0.8), (56.5, 9.4, 0.8)], PAPER)
    sheet.limb([(41.5, 47, 1.3), (58.5, 47, 1.3)], PAPER)
    for y in (24, 30, 36, 42):
        sheet.disc(50, y, 0.9, PAPER)


def _thief(sheet: Sheet) -> None:
    """A man in a cap who steals away with a sack on his back."""
    put = _figure(sheet, WALKING, head=(54, 11))
    sheet.limb([(47, 25, 5), (30, 30, 9)], PAPER, GAP)
    sheet.oval(27, 38, 16, 17, PAPER)
    sheet.oval(27, 38, 15, 16)
    sheet.limb([(38, 26, 9), (52, 24, 4.4)])
    sheet.limb([(40, 29, 0.9), (36, 22, 0.9)], PAPER)
    x, y = put(54, 5.5)
    sheet.limb([(x - 4, y, 4.6), (x + 3, y - 0.4, 4.6), (x + 9, y + 1.6, 1.6)])


def _statue(sheet: Sheet) -> None:
    """A figure of stone on its pedestal."""
    _figure(sheet, STANDING, (50, 60, 0.58))
    sheet.box(32, 60.5, 68, 65)
    sheet.box(36, 66, 64, 91)
    sheet.box(28, 92, 72, 100)
    sheet.box(42, 74, 58, 82, PAPER)


def _brim(sheet: Sheet, at: tuple[float, float], tall: float) -> None:
    """Draw a hat on a head whose brow is there."""
    x, y = at
    sheet.limb([(x - 8.5 * tall, y, 1.9 * tall), (x + 8.5 * tall, y, 1.9 * tall)])
    sheet.box(x - 5 * tall, y - 5 * tall, x + 5 * tall, y, INK, 1.6 * tall)
    sheet.limb([(x - 5 * tall, y + 1.7, 0.7 * tall), (x + 5 * tall, y + 1.7, 0.7 * tall)], PAPER)


def _helmet(sheet: Sheet, at: tuple[float, float], tall: float) -> None:
    """Draw a steel helmet on a head whose brow is there."""
    x, y = at
    edges = [e * sheet.scale for e in (x - 6.8 * tall, y - 8 * tall, x + 6.8 * tall, y + 6 * tall)]
    sheet.pen.pieslice(edges, 180, 360, INK)
    sheet.limb([(x - 8.2 * tall, y - 0.6, 1.8 * tall), (x + 8.2 * tall, y - 0.6, 1.8 * tall)])
    sheet.limb([(x - 5 * tall, y + 1.2, 0.7 * tall), (x + 5 * tall, y + 1.2, 0.7 * tall)], PAPER)


def _shako(sheet: Sheet, at: tuple[float, float], tall: float) -> None:
    """Draw a tall stiff cap with a peak and a plume on a head whose brow is there."""
    x, y = at
    corners = ((-5.4, 0), (-6.2, -11), (6.2, -11), (5.4, 0))
    sheet.shape([(x + across * tall, y + down * tall) for across, down in corners])
    sheet.limb([(x, y, 1.6 * tall), (x + 8.4 * tall, y + 0.8 * tall, 1.4 * tall)])
    sheet.limb([(x, y - 11 * tall, 2.2 * tall), (x, y - 17 * tall, 1.2 * tall)])
    sheet.limb([(x - 5 * tall, y + 1.2, 0.7 * tall), (x + 5 * tall, y + 1.2, 0.7 * tall)], PAPER)


PEOPLE: Mapping[str, Callable[[Sheet], None]] = {
    "person": _person,
    "walker": _walker,
    "runner": _runner,
    "crowd": _crowd,
    "family": _family,
    "soldiers": _soldiers,
    "line_infantry": _line_infantry,
    "policeman": _policeman,
    "thief": _thief,
    "statue": _statue,
}
