"""Surroundings: the flat shapes behind a thing that say where it is: clouds, trees, a window, deep water."""

import cv2
import numpy as np

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.colour import ramp
from resources.illustrators.scenery.painting.noise import fractal
from resources.illustrators.scenery.painting.pixels import Field, blurred, mix, rgb, step


def clouded(canvas: Canvas, image: Field, light: Field) -> Field:
    """Return a sky with flat clouds in two planes, the nearer ones larger and paler."""
    rng = canvas.rng("clouds")
    for plane, (low, high, size, strength) in enumerate(
        ((0.10, 0.60, 0.16, 0.22), (0.62, 0.96, 0.34, 0.34))
    ):
        sheet = np.zeros((canvas.height, canvas.width), np.uint8)
        for number in range(4):
            x = canvas.width * ((number + float(rng.uniform(0.1, 0.9))) / 4)
            y = canvas.height * float(rng.uniform(low, high))
            _cloud(sheet, x, y, size * canvas.unit * float(rng.uniform(0.7, 1.2)), rng)
        mask = sheet.astype(np.float32) / np.float32(255)
        colour = light * np.float32(0.8) + canvas.sky[3] * np.float32(0.22 + 0.10 * plane)
        image = mix(
            image, canvas.blank(np.asarray(colour, np.float32)), mask * np.float32(strength)
        )
    return image


def _cloud(sheet: np.ndarray, x: float, y: float, size: float, rng: np.random.Generator) -> None:
    """Draw a cloud with a level foot."""
    own = np.zeros_like(sheet)
    for aside, rise in ((-0.62, 0.24), (-0.25, 0.42), (0.18, 0.36), (0.58, 0.22)):
        radius = rise * size * float(rng.uniform(0.85, 1.15))
        middle = (round(x + aside * size), round(y - radius * 0.25))
        cv2.circle(own, middle, max(1, round(radius)), 255, -1, cv2.LINE_AA)
    own[max(0, round(y)) :] = 0
    np.maximum(sheet, own, out=sheet)


def wooded(
    canvas: Canvas, image: Field, foot: float, tone: Field, keep: tuple[float, float]
) -> Field:
    """Return the picture with trees far away, their feet on a level; none where the thing is.

    Args:
        canvas: gives size and seed.
        image: not changed.
        foot: where they stand, from the top.
        tone: their colour.
        keep: from where to where no tree stands, in pixels from the left.
    """
    rng = canvas.rng("trees")
    sheet = np.zeros((canvas.height, canvas.width), np.uint8)
    pointed = bool(rng.random() < 0.5)
    for _ in range(round(9 * canvas.width / canvas.unit) + 5):
        x, tall = float(rng.uniform(0, canvas.width)), canvas.unit * float(rng.uniform(0.09, 0.20))
        if keep[0] < x < keep[1]:
            continue
        at, base, trunk = round(x), round(foot + 0.02 * canvas.unit), max(1, round(0.04 * tall))
        cv2.rectangle(sheet, (at - trunk, round(base - tall * 0.5)), (at + trunk, base), 255, -1)
        if pointed:
            for share in (0.30, 0.55, 0.80):
                top, low = base - tall * (1.20 - share), base - tall * (0.70 - share * 0.75)
                half = tall * 0.34 * share
                corners = np.rint([[x, top], [x - half, low], [x + half, low]]).astype(np.int32)
                cv2.fillPoly(sheet, [corners], 255, cv2.LINE_AA)
            continue
        for side, rise, radius in ((-0.20, 0.62, 0.24), (0.22, 0.66, 0.22), (0.0, 0.86, 0.26)):
            spot = (round(x + side * tall), round(base - rise * tall))
            cv2.circle(sheet, spot, max(1, round(radius * tall)), 255, -1, cv2.LINE_AA)
    mask = sheet.astype(np.float32) / np.float32(255)
    return mix(image, canvas.blank(np.asarray(tone, np.float32)), mask)


def windowed(canvas: Canvas, image: Field, at: tuple[float, float], light: Field) -> Field:
    """Return a wall with a window of six panes at one side, and the light that falls from it."""
    rng = canvas.rng("window")
    side = 1 if rng.random() < 0.5 else -1
    wide, tall = 0.34 * canvas.unit, 0.44 * canvas.unit
    x = float(np.clip(at[0] + side * 0.46 * canvas.unit, 0, canvas.width))
    y = max(0.12 * canvas.height + tall / 2, at[1] - 0.36 * canvas.unit)
    across, down = np.abs(canvas.columns() - np.float32(x)), np.abs(canvas.rows() - np.float32(y))

    def within(half_wide: float, half_tall: float) -> Field:
        return step(half_wide + 1.2, half_wide - 1.2, across) * step(
            half_tall + 1.2, half_tall - 1.2, down
        )

    glow = blurred(within(wide * 0.5, tall * 0.5), 0.14 * canvas.unit)
    image = mix(image, canvas.blank(np.asarray(light * np.float32(1.3), np.float32)), glow * 0.45)
    frame = canvas.palette.land[1] * np.float32(0.8) + light * np.float32(0.22)
    image = mix(
        image, canvas.blank(np.asarray(frame, np.float32)), within(wide * 0.56, tall * 0.54)
    )
    bar = 0.018 * canvas.unit
    panes = within(wide * 0.49, tall * 0.48)
    rows = canvas.rows() - np.float32(y)
    for away in (
        across,
        np.abs(rows - np.float32(tall * 0.16)),
        np.abs(rows + np.float32(tall * 0.16)),
    ):
        panes = panes * step(bar * 0.4, bar * 0.6, away)
    high = np.clip((rows + np.float32(tall / 2)) / np.float32(tall), 0, 1)
    outside = ramp(list(canvas.sky[1:]), np.broadcast_to(high, (canvas.height, canvas.width)))
    return mix(image, outside * np.float32(0.55) + light * np.float32(0.45), panes)


def submerged(canvas: Canvas, at: tuple[float, float], light: Field) -> Field:
    """Return deep water: light from above in shafts, rock and weeds at both sides of the sea floor."""
    rng = canvas.rng("deep")
    down = canvas.rows() / np.float32(canvas.height)
    water = canvas.palette.water
    tones = [
        water * np.float32(1.1) + canvas.palette.sky[2] * np.float32(0.26) + rgb(0.00, 0.05, 0.08),
        water * np.float32(1.0) + canvas.palette.sky[1] * np.float32(0.16) + rgb(0.00, 0.02, 0.05),
        water * np.float32(0.5) + rgb(0.0, 0.004, 0.014),
    ]
    image = ramp(tones, np.broadcast_to(down, (canvas.height, canvas.width)))
    lean = (canvas.columns() - np.float32(at[0])) / np.float32(canvas.unit) - 0.25 * down
    beams = np.maximum(np.sin(lean * 9) + 0.6 * np.sin(lean * 17 + 1.3), 0) * np.exp(-down * 2.6)
    image = mix(image, canvas.blank(tones[0] * np.float32(1.7)), beams.astype(np.float32) * 0.30)
    for plane, (level, dark) in enumerate(((0.80, 0.9), (0.88, 0.45))):
        line = fractal(canvas.width, 1, canvas.unit * 0.30, rng, 0.5)[0]
        bowl = ((np.arange(canvas.width) / canvas.width - 0.5) * 2) ** 2 * (0.10 - 0.03 * plane)
        top = canvas.height * (level - bowl) + line * 0.05 * canvas.unit
        below = step(-1.2, 1.2, canvas.rows() - top[None, :].astype(np.float32))
        tone = tones[2] * np.float32(dark) + canvas.palette.land[0] * np.float32(0.10 * dark)
        image = mix(image, canvas.blank(np.asarray(tone, np.float32)), below)
    sheet = np.zeros((canvas.height, canvas.width), np.uint8)
    for _ in range(26):
        x, y = rng.uniform(0, canvas.width), rng.uniform(0.08, 0.75) * canvas.height
        radius = max(1, round(canvas.unit * rng.uniform(0.002, 0.009)))
        cv2.circle(sheet, (round(x), round(y)), radius, 255, 1 + radius // 4, cv2.LINE_AA)
    return mix(image, canvas.blank(light), sheet.astype(np.float32) / np.float32(255) * 0.5)
