"""Things: one drawn subject, large, nearer, in company, in number or from afar, where things of its kind are."""

from factory.depiction.depiction import SETTINGS, Depiction, Footing, Setting, Subject, View
from resources.illustrators.lettered.print import Spot, printed
from resources.illustrators.lettered.signs import sign
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.pixels import Field
from resources.illustrators.things.grounds import Standing, before, ground

SIZES: dict[View, float] = {
    "whole": 1.0,
    "near": 1.10,
    "company": 0.86,
    "several": 0.56,
    "far": 0.50,
}
"""How large a thing is in each view, against the whole one."""
HANGS = frozenset({"air", "sea", "space"})
"""Footings without a ground to stand on."""
SHINING = frozenset(
    ["⚡", "☀", "🔥", "💥", "☄", "💡", "🏮", "🪔", "🕯", "⭐", "🌙", "phosphor:fire"]
)
"""Signs of what gives light itself."""
OPEN_AIR = frozenset[Footing]({"land", "plain", "air", "water"})
BEHIND = 0.86
"""How large the two at the sides are against the one before them."""

COMPANY = ((0.20, 0.66, 0.085), (0.32, 0.54, 0.050), (0.15, 0.95, 0.105))
"""Of those behind a thing: how large, how far aside and how much higher, as parts of its size."""


def setting_of(canvas: Canvas, footing: Footing, setting: Setting | None) -> Setting:
    """Return where a thing is: what is said of it, or one of the places of its kind."""
    places = SETTINGS[footing]
    return setting or places[int(canvas.rng("setting").integers(len(places)))]


def in_open_air(subject: Subject, setting: Setting) -> bool:
    """Whether the light of the sky is on a thing; in rooms, under water and in space a lamp's or the sun's is."""
    return subject.footing in OPEN_AIR and setting != "hall" and subject.draw not in SHINING


def paint(canvas: Canvas, depiction: Depiction) -> Field:
    """Return the subject in its view, on a ground of its kind that it throws its shade on."""
    assert depiction.subject is not None
    rng = canvas.rng("thing")
    upright, low = canvas.upright, canvas.upright and canvas.titled
    aside = canvas.titled and not upright  # a wide thumbnail has its words at the lower left
    whole = canvas.unit * (0.66 if low else 0.84 if upright else 0.58 if aside else 0.70)
    whole *= float(rng.uniform(0.95, 1.05))
    view = depiction.view
    size = whole * SIZES[view]
    drawn = sign(depiction.subject.draw, round(size))
    x = canvas.width * float((0.74 if aside else 0.5) + rng.uniform(-0.03, 0.03))
    foot = canvas.height * (0.79 if low else 0.575 if upright else 0.70 if aside else 0.78)
    middle = canvas.height * (0.58 if low else 0.35 if upright else 0.40 if aside else 0.44)
    footing = depiction.subject.footing
    if view in {"company", "far"} and not canvas.titled:
        x += (0.13 if upright else 0.20) * canvas.width * (1 if rng.random() < 0.5 else -1)
    if view == "near":
        foot = canvas.height * (0.60 if upright else 0.84)
    if footing not in HANGS:
        middle = foot - drawn.form.shape[0] * 0.46
    elif view == "near":
        middle += 0.06 * size
    at = Standing(x, middle, size if view != "several" else whole * 0.8, foot)
    setting = setting_of(canvas, footing, depiction.setting)
    empty, outdoors = (
        ground(canvas, footing, setting, at),
        in_open_air(depiction.subject, setting),
    )
    others = _others(canvas, depiction, size, (x, middle, foot))
    image = printed(canvas, empty, others, dim=0.72, outdoors=outdoors)
    return before(
        canvas, printed(canvas, image, [(drawn, x, middle)], outdoors=outdoors), empty, footing, at
    )


def _others(
    canvas: Canvas, depiction: Depiction, size: float, place: tuple[float, float, float]
) -> list[Spot]:
    """Return the same farther away: beside the first in a row, or small behind it."""
    assert depiction.subject is not None
    draw, hangs = depiction.subject.draw, depiction.subject.footing in HANGS
    x, middle, foot = place
    if depiction.view == "several":
        small = sign(draw, round(size * BEHIND))
        y = middle - 0.14 * size if hangs else foot - small.form.shape[0] * 0.52
        return [(small, x + side * 0.80 * size, y) for side in (-1, 1)]
    if depiction.view != "company":
        return []
    spots: list[Spot] = []
    away = -1 if x > canvas.width / 2 else 1
    for number, (part, aside, rise) in enumerate(COMPANY[: 2 if canvas.upright else 3]):
        small = sign(draw, round(size * part))
        y = foot - rise * size - small.form.shape[0] * 0.48
        if hangs:
            y = middle + (0.34 - 0.55 * (number % 2)) * size
        spots.append((small, x + away * aside * size * (1.0 if canvas.upright else 1.35), y))
    return spots
