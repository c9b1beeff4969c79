"""Road: a way that runs to the horizon, which shows how far something is."""

from dataclasses import replace

import numpy as np

from factory.depiction.depiction import Setting
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.pixels import Field, grey, mix, resized
from resources.illustrators.scenery.painting.shapes import filled
from resources.illustrators.things.grounds import SMALL, Standing, open_country

DASHES = 9
INDOORS = frozenset[Setting]({"lights", "window", "lamp", "hall"})


def road(canvas: Canvas, setting: Setting, at: Standing) -> Field:
    """Return open country with a road that begins at the lower edge and ends at the horizon.

    Args:
        canvas: gives size, seed and colours.
        setting: what lies behind; a valley where that is indoors.
        at: where the horizon is, in pixels.
    """
    small = replace(canvas, width=-(-canvas.width // SMALL), height=-(-canvas.height // SMALL))
    horizon, middle = at.foot / SMALL, at.x / SMALL
    there = Standing(middle, horizon, 0.01, horizon)
    image = open_country(small, "plain", "valley" if setting in INDOORS else setting, there)
    deep = small.height - horizon
    bend = 0.10 * small.unit * (1 if small.rng("road").random() < 0.5 else -1)

    def across(depth: float, side: float) -> tuple[float, float]:
        """Return a point of the road; `depth` is 0 at the horizon and 1 at the lower edge."""
        x = middle + bend * np.sin(depth * np.pi) * (1 - depth) + side * 0.40 * small.unit * depth
        return x, horizon + depth**1.15 * deep

    steps = np.linspace(0.0, 1.05, 40)
    edge = [across(float(s), -1) for s in steps] + [across(float(s), 1) for s in steps[::-1]]
    dark = small.palette.land[1] * np.float32(0.6) + small.haze * np.float32(0.16)
    image = mix(image, small.blank(np.asarray(dark, np.float32)), filled(small, [np.array(edge)]))
    dashes = []
    for number in range(DASHES):
        near, far = ((part / DASHES) ** 2.2 for part in (number + 1.0, number + 0.45))
        corners = [across(far, -0.03), across(far, 0.03), across(near, 0.03), across(near, -0.03)]
        dashes.append(np.array(corners))
    light = small.palette.lamp * np.float32(0.8)
    image = mix(image, small.blank(light), filled(small, dashes))
    glow = np.exp(-np.hypot(small.columns() - middle, small.rows() - horizon) / (0.10 * small.unit))
    image = image + grey(np.asarray(glow, np.float32)) * small.palette.lamp * np.float32(0.25)
    return resized(np.asarray(image, np.float32), canvas.width, canvas.height)
