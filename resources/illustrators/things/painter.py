"""Things: one drawn subject, large, nearer, in number or from afar, on what it stands on, in the video's colours."""

from factory.depiction.depiction import Depiction, View
from resources.illustrators.lettered.print import Spot, printed
from resources.illustrators.lettered.signs import sign
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.pixels import Field
from resources.illustrators.things.grounds import Standing, before, ground

SIZES: dict[View, float] = {"whole": 1.0, "near": 1.55, "several": 0.62, "far": 0.42}
"""How large a thing is in each view, against the whole one."""
HANGS = frozenset({"air", "sea"})
"""Footings without a ground to stand on."""
BEHIND = 0.66
"""How large the two at the sides are against the one before them."""


def paint(canvas: Canvas, depiction: Depiction) -> Field:
    """Return the subject in its view, on a ground of its kind that it throws its shade on."""
    assert depiction.subject is not None
    rng = canvas.rng("thing")
    upright, low = canvas.upright, canvas.upright and canvas.titled
    aside = canvas.titled and not upright  # a wide thumbnail has its words at the lower left
    whole = canvas.unit * (0.56 if low else 0.78 if upright else 0.56 if aside else 0.66)
    whole *= float(rng.uniform(0.95, 1.05))
    view = depiction.view
    size = whole * SIZES[view]
    drawn = sign(depiction.subject.draw, round(size))
    x = canvas.width * float((0.74 if aside else 0.5) + rng.uniform(-0.03, 0.03))
    foot = canvas.height * (0.76 if low else 0.60 if upright else 0.66 if aside else 0.74)
    middle = canvas.height * (0.58 if low else 0.39 if upright else 0.40 if aside else 0.44)
    footing = depiction.subject.footing
    if view == "near":
        footing = "air" if footing not in {"room", "sea"} else footing
        x += 0.10 * size * (1 if rng.random() < 0.5 else -1)
        foot = canvas.height * 0.92
    if footing not in HANGS:
        middle = foot - drawn.form.shape[0] * 0.46
    elif view == "near":
        middle += 0.06 * size
    at = Standing(x, middle, size if view in {"whole", "near"} else whole * 0.8, foot)
    image = ground(canvas, footing, at)
    spots: list[Spot] = [(drawn, x, middle)]
    if view == "several":
        small = sign(depiction.subject.draw, round(size * BEHIND))
        higher = middle - (0.14 if footing in HANGS else 0.02) * size
        if footing not in HANGS:
            higher = foot - small.form.shape[0] * 0.52
        image = printed(
            canvas, image, [(small, x + side * 0.74 * size, higher) for side in (-1, 1)], dim=0.8
        )
    return before(canvas, printed(canvas, image, spots), footing, at)
