"""Lengths: how long or high something is, drawn to scale beside what everybody knows, or on a rule."""

import cv2
import numpy as np

from factory.depiction.depiction import Amount
from resources.illustrators.amounts.area import Area
from resources.illustrators.lettered.print import printed
from resources.illustrators.lettered.signs import sign
from resources.illustrators.lettered.type import accent, paper_white
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.pixels import Field, mix

KNOWN = (("fa5:walking", 1.75), ("🏠", 8.0), ("⛪", 30.0), ("🏢", 90.0))
"""Signs of what everybody knows, and how high it is, in metres."""
FARTHER_M = 20.0
"""Lengths from here on that are no heights are ways."""
HIGHEST_M = 1000.0
"""Heights and depths from here on are beside nothing that everybody knows."""
HAND_M = 0.4
"""Lengths below this are read on a rule."""
MOST_TIMES = 5.0
"""How much higher a scale may be than what stands beside it."""


def runs_far(amount: Amount) -> bool:
    """Whether a length is a way to go."""
    return amount.dimension == "length" and not amount.upright and amount.measure >= FARTHER_M


def rises_far(amount: Amount) -> bool:
    """Whether a length is a height or a depth that nothing known can stand beside."""
    return amount.dimension == "length" and amount.upright and amount.measure >= HIGHEST_M


def measured(canvas: Canvas, image: Field, amount: Amount, area: Area) -> Field:
    """Return the picture with a length on a rule, or as high as it is beside a person, a house, a church."""
    if amount.measure < HAND_M:
        return _ruled(canvas, image, area, upright=False)
    name, high = next((one for one in KNOWN if amount.measure / one[1] <= MOST_TIMES), KNOWN[-1])
    scale = area.high / max(amount.measure, high)
    one = sign(name, max(8, round(high * scale)))
    wider = max(one.form.shape) / one.form.shape[0]  # a sign's size is that of its longer side
    one = sign(name, max(8, round(high * scale * wider)))
    foot = area.y + area.high / 2
    aside = 0.24 * area.wide
    spot = (one, area.x + aside, foot - one.form.shape[0] / 2)
    tall = amount.measure * scale
    pole = Area(area.x - aside, foot - tall / 2, 0.16 * area.wide, tall)
    return printed(canvas, _ruled(canvas, image, pole, upright=True), [spot])


def _ruled(canvas: Canvas, image: Field, area: Area, *, upright: bool) -> Field:
    """Return the picture with a rule as long as its area: marks at every tenth, the middle one longer."""
    sheet = np.zeros((canvas.height, canvas.width), np.uint8)
    thick = max(2, round(0.008 * canvas.unit))
    start = np.array([area.x - area.wide / 2, area.y + area.high / 2])
    along = np.array([0.0, -area.high]) if upright else np.array([area.wide, 0.0])
    across = np.array([area.wide, 0.0]) if upright else np.array([0.0, -0.30 * area.high])
    for number in range(11):
        part = 1.0 if number % 10 == 0 else 0.7 if number % 5 == 0 else 0.4
        first = start + along * number / 10
        ends = [np.rint(end).astype(int).tolist() for end in (first, first + across * part)]
        cv2.line(sheet, ends[0], ends[1], 255, thick, cv2.LINE_AA)
    ends = [np.rint(end).astype(int).tolist() for end in (start, start + along)]
    cv2.line(sheet, ends[0], ends[1], 255, thick, cv2.LINE_AA)
    mask = sheet.astype(np.float32) / np.float32(255)
    colour = accent(canvas) * np.float32(0.4) + paper_white(canvas) * np.float32(0.5)
    return mix(image, canvas.blank(np.asarray(colour, np.float32)), mask)
