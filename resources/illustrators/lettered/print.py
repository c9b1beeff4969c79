"""Prints: drawn subjects on a picture, rounded by light from one side, their lines in the dark of their own colour."""

from collections.abc import Sequence

import numpy as np

from resources.illustrators.lettered.signs import Sign
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.colour import linear
from resources.illustrators.scenery.painting.pixels import Field, blurred, grey, luminance, mix, rgb

SHADE = 0.055
"""How far the shade reaches into a form, as a part of its size."""
ROUND = 0.035
"""How far the light reaches around the edges of a form, as a part of its size."""
OPEN, HAZE, FAINT_INK = 0.62, 0.03, 0.72
"""Of a form in the open air: how bright its colours are, what the air adds, and how dark its lines are."""
FAR_SIDE, SUNNY = 0.45, 0.45
"""How bright it is where it turns away from the light, against where it faces it, and how much of the light's hue it takes on."""
RIM = 0.006
"""How wide its bright edge is, as a part of its size."""
PAPER_IN = 0.15
"""How much of the video's light lies on a thing's own colour."""
Spot = tuple[Sign, float, float]
"""A sign, and where its middle stands in pixels."""


def printed(
    canvas: Canvas, image: Field, spots: Sequence[Spot], *, dim: float = 1.0, outdoors: bool = False
) -> Field:
    """Return the picture with signs printed on it; each changes no more than its own place.

    Args:
        canvas: gives the colours and the side of the light.
        image: the ground, not changed.
        spots: what stands where.
        dim: how bright the paper is: 1 for what shall be seen first.
        outdoors: whether the light of the sky is on them: in its hue, with a bright edge and a side in shade.
    """
    image = image.copy()
    lean = lean_of(canvas)
    paper = canvas.palette.sky[4] * np.float32(0.62) + rgb(0.20, 0.19, 0.17)
    shade = canvas.palette.sky[3] * np.float32(0.42) + canvas.palette.sky[2] * np.float32(0.22)
    ink = ink_of(canvas)
    forms: dict[int, tuple[Field, Field | None, Field]] = {}
    for sign, x, y in spots:
        high, wide = sign.form.shape
        margin = round(0.06 * max(high, wide)) + 2
        left, top = round(x - wide / 2) - margin, round(y - high / 2) - margin
        area, cut = _window(image, left, top, wide + 2 * margin, high + 2 * margin)
        if area is None or cut is None:
            continue
        form, lines = (np.pad(field, margin)[cut] for field in (sign.form, sign.ink))
        reach = max(1, round(SHADE * max(high, wide)))
        whole = np.pad(sign.form, margin)
        lit = np.roll(whole, (-reach, round(reach * lean)), (0, 1))[cut]
        thrown = np.roll(whole, (reach, round(-reach * lean)), (0, 1))[cut]
        away = np.clip(form - lit, 0, 1)
        columns = np.arange(form.shape[1], dtype=np.float32)[None, :]
        ground = image[area] * grey(1 - np.float32(0.42) * blurred(thrown, max(1.0, reach * 0.5)))
        across = (columns / np.float32(max(1, form.shape[1])) - 0.5) * np.float32(-np.sign(lean))
        tone = grey(np.asarray(np.float32(dim) * (1 + np.float32(0.30) * across), np.float32))
        if id(sign) not in forms:
            body, drawn_in = _coloured(canvas, sign, paper, margin)
            forms[id(sign)] = body, drawn_in, 1 + _rounded(sign.form, lean, margin)
        body, drawn_in, light = forms[id(sign)]
        if outdoors:
            flat = paper if drawn_in is None else body[cut]
            body = _in_open_air(canvas, tone * flat, light[cut], lines, lean)
            body = body + _rim(canvas, sign, lean, margin)[cut]
        else:
            if drawn_in is None:
                body = paper * grey(1 - away) + shade * grey(away)
                drawn_in = ink * np.float32(0.6) + paper * np.float32(0.07)
            else:
                body = body[cut] * grey(1 - np.float32(0.42) * away)
            body = tone * body * grey(light[cut])
            body = body * grey(1 - lines) + drawn_in * grey(lines)
        image[area] = ground * grey(1 - form) + body * grey(form)
    return image


def _in_open_air(canvas: Canvas, flat: Field, light: Field, lines: Field, lean: float) -> Field:
    """Return a form under the sky: in the light's hue, its far side in shade, its lines soft, a little haze on it."""
    high, wide = light.shape
    across = np.linspace(0, 1, wide, dtype=np.float32)[None, :]
    near = across if lean < 0 else 1 - across  # where the light comes from
    side = FAR_SIDE + (1 - FAR_SIDE) * np.sqrt(near)
    down = np.linspace(1.15, 0.80, high, dtype=np.float32)[:, None]  # from the sky comes more
    hue = canvas.light / np.float32(max(1e-3, float(luminance(canvas.light))))
    hue = mix(np.ones(3, np.float32), np.clip(hue, 0.5, 1.8), SUNNY)
    lit = (
        flat
        * hue
        * grey(np.float32(OPEN * canvas.power**0.35) * side * down * np.clip(light, 0.5, 1.3))
    )
    return (lit + canvas.haze * np.float32(HAZE)) * grey(1 - np.float32(FAINT_INK) * lines)


def _rim(canvas: Canvas, sign: Sign, lean: float, margin: int) -> Field:
    """Return the light on the edge that is turned to it; on small forms it is fainter, or it would be all there is."""
    size = max(sign.form.shape)
    whole = np.pad(sign.form, margin)
    reach = max(1, round(RIM * size))
    edge = np.clip(whole - np.roll(whole, (reach, round(-reach * np.sign(lean))), (0, 1)), 0, 1)
    edge = blurred(edge, max(0.6, reach / 3)) * np.float32(min(1.1, size / (0.3 * canvas.unit)))
    return grey(edge) * (
        canvas.light * np.float32(0.55 * canvas.power) + canvas.sky[4] * np.float32(0.35)
    )


def _rounded(form: Field, lean: float, margin: int) -> Field:
    """Return how much lighter or darker than flat a form is: lit from above at one side."""
    whole = np.pad(form, margin)
    size = max(form.shape)
    reach = max(1, round(ROUND * size))
    soft = blurred(whole, reach) * np.float32(0.6) + blurred(whole, 2.5 * reach)
    rise = soft - np.roll(soft, (reach, round(-reach * lean)), (0, 1))
    return np.clip(rise * np.float32(1.1), -0.5, 0.4).astype(np.float32)


def _coloured(canvas: Canvas, sign: Sign, paper: Field, margin: int) -> tuple[Field, Field | None]:
    """Return a sign's parts in their colours under the video's light, and its ink; None: of paper."""
    if sign.colours is None:
        return paper, None
    main, other = (linear(code) + paper * np.float32(PAPER_IN) for code in sign.colours)
    body = mix(other, main, np.pad(sign.largest, margin))
    return body, np.asarray(ink_of(canvas) * np.float32(0.30) + main * np.float32(0.26), np.float32)


def ink_of(canvas: Canvas) -> Field:
    """Return the darkest colour of the video: its foreground, a little of its night."""
    return canvas.palette.land[1] * np.float32(0.8) + canvas.palette.night[1] * np.float32(0.4)


def lean_of(canvas: Canvas) -> float:
    """Return where the light comes from: from the left above zero, from the right below."""
    return 0.8 if canvas.rng("lamp side").random() < 0.5 else -0.8


def _window(
    image: Field, left: int, top: int, wide: int, high: int
) -> tuple[tuple[slice, slice] | None, tuple[slice, slice] | None]:
    """Return where a piece lies on the picture, and which part of the piece that is; None outside."""
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(image.shape[1], left + wide), min(image.shape[0], top + high)
    if x1 <= x0 or y1 <= y0:
        return None, None
    part = (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
    return (slice(y0, y1), slice(x0, x1)), part
