"""Pixels: fields of linear light and the few operations on them that every scene uses."""

from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.floating[Any]]
"""Height x width, or height x width x 3, in floats; whole pictures are kept in 32 bits."""


def rgb(red: float, green: float, blue: float) -> Field:
    """Return one colour in linear light."""
    return np.array([red, green, blue], np.float32)


def resized(field: Field, width: int, height: int) -> Field:
    """Return the field at another size: averaged when smaller, smooth when larger."""
    if field.shape[:2] == (height, width):
        return field
    smaller = width < field.shape[1] and height < field.shape[0]
    method = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    return cast(Field, cv2.resize(field, (width, height), interpolation=method))


def blurred(field: Field, sigma_px: float) -> Field:
    """Return the field under a Gaussian; wide ones are computed at a reduced size."""
    if sigma_px < 0.3:
        return field
    height, width = field.shape[:2]
    factor = max(1, min(int(sigma_px / 3), min(height, width) // 8))
    if factor == 1:
        return cast(
            Field, cv2.GaussianBlur(field, (0, 0), sigma_px, borderType=cv2.BORDER_REPLICATE)
        )
    small = resized(field, -(-width // factor), -(-height // factor))
    soft = cv2.GaussianBlur(small, (0, 0), sigma_px / factor, borderType=cv2.BORDER_REPLICATE)
    return resized(cast(Field, soft), width, height)


def sampled(field: Field, x: Field, y: Field, *, wrap: bool = False, cubic: bool = False) -> Field:
    """Return the field's values at pixel positions (x, y), which need not be whole."""
    border = cv2.BORDER_WRAP if wrap else cv2.BORDER_REPLICATE
    method = cv2.INTER_CUBIC if cubic else cv2.INTER_LINEAR
    x, y = np.broadcast_arrays(x, y)
    where_x, where_y = np.asarray(x, np.float32), np.asarray(y, np.float32)
    return cast(Field, cv2.remap(field, where_x, where_y, method, borderMode=border))


def step(low: float | Field, high: float | Field, value: Field | float) -> Field:
    """Return 0 at `low`, 1 at `high`, smooth between (Hermite)."""
    t = np.clip((value - np.float32(low)) / (np.float32(high) - np.float32(low)), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def mix(first: Field, second: Field, amount: Field | float) -> Field:
    """Return `first` where amount is 0 and `second` where it is 1; a 2-D amount serves all colours."""
    if isinstance(amount, np.ndarray) and amount.ndim == 2 and max(first.ndim, second.ndim) == 3:
        return _mixed_by_place(first, second, np.asarray(amount, np.float32))
    if isinstance(amount, np.ndarray) and amount.ndim == 2:
        amount = amount[..., None]
    return np.asarray(first + (second - first) * np.float32(amount), np.float32)


def _mixed_by_place(first: Field, second: Field, amount: Field) -> Field:
    """Mix pictures, or one with a colour, by an amount for each pixel.

    Numpy walks an axis of three that is repeated element by element; with three equal planes it does
    not, and takes half the time. The result is the same to the bit.
    """
    ground = _spread(first, amount)
    mixed = np.subtract(_spread(second, amount), ground)
    mixed *= cv2.merge((amount, amount, amount))
    mixed += ground
    return mixed


def _spread(colours: Field, like: Field) -> Field:
    """Return a colour as a picture of that size; a picture as it is."""
    if colours.ndim == 3:
        return np.asarray(colours, np.float32)
    planes = [np.full(like.shape, value, np.float32) for value in colours]
    return np.asarray(cv2.merge(planes), np.float32)


def luminance(image: Field) -> Field:
    """Return relative luminance of linear RGB (BT.709 weights)."""
    return image @ rgb(0.2126, 0.7152, 0.0722)


def no_brighter(image: Field, most: float, percentile: float) -> Field:
    """Return a picture whose luminance at a percentile is at most so much, darker all over where it was more."""
    bright = float(np.percentile(luminance(image), percentile))
    return image * np.float32(min(1.0, most / max(bright, 1e-6)))


def tabled(table: Field, position: Field) -> Field:
    """Return the table's entries at the positions, which need not be whole: linear in between.

    Args:
        table: N, or N x 3, of at most 32,000 entries.
        position: height x width, or height x width x 3 for a table of one column; 0 to N - 1.
    """
    entries = np.asarray(table, np.float32)[None]
    flat = np.asarray(position, np.float32).reshape(position.shape[0], -1)
    found = cv2.remap(
        entries, flat, np.zeros_like(flat), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return cast(Field, found.reshape(*position.shape, *table.shape[1:]))


def grey(field: Field) -> Field:
    """Return a 2-D field with a third axis, ready to be multiplied with colours."""
    return field[..., None]
