"""What a draughtsman adds to a map: rhumb lines, compass rose, hills and woods, a route, a frame."""

import numpy as np

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.noise import fractal
from resources.illustrators.scenery.painting.pixels import Field, mix, rgb
from resources.illustrators.scenery.painting.shapes import Outline, boxed, filled, stroked


def rhumbs(canvas: Canvas) -> Field:
    """Return the fine lines of bearing that cross a chart from its roses, 0..1."""
    rng = canvas.rng("rose")
    x, y = _rose_place(canvas)
    far = canvas.unit * 4
    centres = [
        (x, y),
        (rng.uniform(0.1, 0.9) * canvas.width, rng.uniform(0.05, 0.3) * canvas.height),
    ]
    rays: list[Outline] = []
    for cx, cy in centres:
        for turn in np.arange(32) * np.pi / 16:
            rays.append(np.array([(cx, cy), (cx + np.cos(turn) * far, cy + np.sin(turn) * far)]))
    return stroked(canvas, rays, canvas.unit * 0.0010)


def _rose_place(canvas: Canvas) -> tuple[float, float]:
    rng = canvas.rng("roseplace")
    side = rng.choice([0.24, 0.76]) if canvas.upright else rng.choice([0.14, 0.86])
    return side * canvas.width, rng.uniform(
        0.79, 0.86
    ) * canvas.height if canvas.upright else 0.74 * canvas.height


def rose(canvas: Canvas, sheet: Field, ink: Field) -> Field:
    """Draw the compass rose: two sets of points, each half dark, half light, within rings."""
    x, y = _rose_place(canvas)
    size = canvas.unit * 0.155
    pale = canvas.palette.sky[4] * np.float32(0.5) + rgb(0.30, 0.21, 0.10)
    red = canvas.palette.lamp * rgb(0.50, 0.14, 0.08)
    turn = np.linspace(0, 2 * np.pi, 120)
    rings = [
        np.stack([x + np.cos(turn) * r * size, y + np.sin(turn) * r * size], -1)
        for r in (0.50, 0.535, 0.86)
    ]
    sheet = mix(
        sheet, canvas.blank(ink), stroked(canvas, rings, canvas.unit * 0.0014) * np.float32(0.75)
    )
    for count, offset, long, wide in (
        (8, np.pi / 8, 0.50, 0.10),
        (4, np.pi / 4, 0.72, 0.15),
        (4, 0.0, 1.0, 0.17),
    ):
        for k in range(count):
            angle = offset + k * 2 * np.pi / count - np.pi / 2
            tip = (x + np.cos(angle) * long * size, y + np.sin(angle) * long * size)
            spread = np.pi / 4 if count == 4 else np.pi / 8
            for side, tone in ((-1, ink), (1, red if count == 4 and offset == 0 else pale)):
                waist = (
                    x + np.cos(angle + side * spread) * wide * size,
                    y + np.sin(angle + side * spread) * wide * size,
                )
                outline = np.array([(x, y), tip, waist])
                sheet = mix(
                    sheet,
                    canvas.blank(np.asarray(tone, np.float32)),
                    filled(canvas, [outline]) * np.float32(0.9),
                )
                sheet = mix(
                    sheet,
                    canvas.blank(ink),
                    stroked(canvas, [np.array([tip, waist, (x, y)])], canvas.unit * 0.0012)
                    * np.float32(0.8),
                )
    return sheet


def relief(canvas: Canvas, land: Field, inland: Field) -> Field:
    """Return mountains and woods as a draughtsman draws them, upper ones first."""
    rng = canvas.rng("relief")
    strokes: list[Outline] = []
    shading: list[Outline] = []
    area = canvas.width * canvas.height / canvas.unit**2
    places = rng.random((int(420 * area), 2)) * [canvas.width - 1, canvas.height - 1]
    ridge = fractal(canvas.width, canvas.height, canvas.unit * 0.35, rng, 0.4)
    taken: list[tuple[float, float]] = []
    for x, y in places[np.argsort(places[:, 1])]:
        row, column = int(y), int(x)
        close = any(
            abs(x - px) < 0.045 * canvas.unit and abs(y - py) < 0.022 * canvas.unit
            for px, py in taken[-60:]
        )
        if land[row, column] < 0.9 or inland[row, column] < 0.035 * canvas.unit or close:
            continue
        size = canvas.unit * rng.uniform(0.016, 0.028)
        if ridge[row, column] > 0.35:
            peak = np.array(
                [
                    (x - size, y),
                    (x - size * 0.4, y - size * 0.75),
                    (x - size * 0.05, y - size * 1.35),
                    (x + size * 0.35, y - size * 0.7),
                    (x + size, y),
                ]
            )
            strokes.append(peak + rng.normal(0, size * 0.05, peak.shape))
            for k in range(4):
                start = (x + size * 0.18 * k, y - size * (1.15 - 0.27 * k))
                shading.append(
                    np.array([start, (start[0] - size * 0.06, start[1] + size * (0.62 - 0.08 * k))])
                )
        elif ridge[row, column] < -0.55:
            turn = np.linspace(np.pi * 0.9, np.pi * 2.1, 9)
            crown = np.stack(
                [x + np.cos(turn) * size * 0.42, y - size * 0.45 + np.sin(turn) * size * 0.5], -1
            )
            strokes += [crown, np.array([(x, y - size * 0.35), (x, y)])]
        else:
            continue
        taken.append((x, y))
    bold = stroked(canvas, strokes, canvas.unit * 0.0020) * np.float32(0.85)
    return np.maximum(bold, stroked(canvas, shading, canvas.unit * 0.0013) * np.float32(0.6))


def voyage(canvas: Canvas, sheet: Field, land: Field) -> Field:
    """Mark a voyage in red dashes ending in a cross."""
    rng = canvas.rng("voyage")
    knots = np.array(
        [
            (rng.uniform(0.1, 0.3), 0.72),
            (rng.uniform(0.2, 0.5), 0.56),
            (rng.uniform(0.5, 0.8), 0.48),
            (rng.uniform(0.5, 0.8), 0.27),
        ]
    )
    if rng.random() < 0.5:
        knots[:, 0] = 1 - knots[:, 0]
    t = np.linspace(0, 1, 240)[:, None]
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    path = sum(
        weight * knot
        for weight, knot in zip(weights, knots * [canvas.width, canvas.height], strict=True)
    )
    path = np.asarray(path, float)
    gone = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))]) / (
        canvas.unit * 0.030
    )
    dashes = [path[(gone >= k) & (gone < k + 0.58)] for k in range(int(gone[-1]))]
    end, arm = path[-1], canvas.unit * 0.018
    cross = [
        np.array([end - [arm, arm], end + [arm, arm]]),
        np.array([end + [arm, -arm], end + [-arm, arm]]),
    ]
    mask = stroked(canvas, [dash for dash in dashes if len(dash) > 1], canvas.unit * 0.0042)
    mask = np.maximum(mask, stroked(canvas, cross, canvas.unit * 0.0060))
    red = canvas.palette.lamp * rgb(0.42, 0.07, 0.05)
    return mix(sheet, canvas.blank(red), mask * np.float32(0.8))


def border(canvas: Canvas) -> Field:
    """Return the double frame with its scale of dark and light, 0..1."""
    inset = canvas.unit * 0.045
    w, h = canvas.width, canvas.height
    frames = [
        np.array([(d, d), (w - d, d), (w - d, h - d), (d, h - d), (d, d)], float)
        for d in (inset, inset * 1.32)
    ]
    ticks: list[Outline] = []
    gap, band = canvas.unit * 0.06, inset * 0.32
    for k in range(int((h - 2 * inset) / gap / 2)):
        for x in (inset, w - inset - band):
            ticks.append(
                boxed(x, inset * 1.32 + 2 * k * gap, x + band, inset * 1.32 + (2 * k + 1) * gap)
            )
    for k in range(int((w - 2 * inset) / gap / 2)):
        for y in (inset, h - inset - band):
            ticks.append(
                boxed(inset * 1.32 + 2 * k * gap, y, inset * 1.32 + (2 * k + 1) * gap, y + band)
            )
    return np.maximum(
        stroked(canvas, frames, canvas.unit * 0.0020), filled(canvas, ticks)
    ) * np.float32(0.7)
