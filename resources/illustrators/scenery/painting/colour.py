"""Colour: display colours to linear light and back, and ramps that stay clean in between.

Ramps are mixed in Oklab (Björn Ottosson, 2020), where equal steps look equal.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from resources.illustrators.scenery.painting.pixels import Field, tabled

SHOULDER = 0.62
"""Linear light below this passes the tone curve unchanged; above, it bends towards 1."""

RAMP_STEPS = 2048

_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def linear(code: str) -> Field:
    """Return `#rrggbb` as linear light (the sRGB transfer function, IEC 61966-2-1)."""
    encoded = np.array([int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    light = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    return light.astype(np.float32)


def encoded(light: Field) -> Field:
    """Return linear light in 0..1 as sRGB code values in 0..1."""
    light = np.clip(light, 0, 1)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def toned(light: Field) -> Field:
    """Return scene light of any brightness within 0..1: a film's shoulder, smooth at its start."""
    room = np.float32(1 - SHOULDER)
    over = np.maximum(light - np.float32(SHOULDER), 0)
    return np.minimum(light, np.float32(SHOULDER)) + room * (1 - np.exp(-over / room))


def ramp(colours: Sequence[Field], at: Field | float) -> Field:
    """Return the colours met at positions 0..1 along evenly spaced stops; a last axis of 3."""
    labs = np.stack([_to_oklab(colour) for colour in colours])
    stops = np.linspace(0, 1, len(colours))
    fine = np.linspace(0, 1, RAMP_STEPS + 1)
    table = _from_oklab(np.stack([np.interp(fine, stops, labs[:, i]) for i in range(3)], -1))
    position = np.asarray(at, np.float32) * np.float32(RAMP_STEPS)
    places = position.reshape(1, -1) if position.ndim != 2 else position
    return tabled(table, places).reshape(*position.shape, 3)


def _to_oklab(colour: Field) -> NDArray[np.float64]:
    return _TO_LAB @ np.cbrt(_TO_LMS @ colour.astype(np.float64))


def _from_oklab(lab: NDArray[np.float64]) -> NDArray[np.float64]:
    lms = (lab @ np.linalg.inv(_TO_LAB).T) ** 3
    return np.maximum(lms @ np.linalg.inv(_TO_LMS).T, 0)
