"""Dimming: frames at a share of their brightness, gliding from one level to another."""

from collections.abc import Iterator
from math import cos, pi

import cv2
import numpy as np

from factory.video_formats.formats import Picture
from resources.video.camera import Plane, frame_buffer

BLACK, GREY = 16, 128
"""Of limited range (ITU-R BT.709-6, 3.5): luma without light, chroma without colour."""


def dimmed(
    frames: Iterator[Plane], level: tuple[float, float], count: int, output: Picture
) -> Iterator[Plane]:
    """Yield the frames at `level[0]` of their brightness, gliding to `level[1]` at the last.

    Colours keep their hue and saturation. A frame is valid until the next one is asked for.

    Args:
        frames: buffers of Y, Cb, Cr in limited range.
        level: shares of the brightness, 0 to 1.
        count: how many frames there are.
        output: their size.
    """
    buffer = frame_buffer(output)
    luma_size = output.width * output.height
    table, known = _table(level[0]), level[0]
    for n, frame in enumerate(frames):
        share = level[0] + (level[1] - level[0]) * (1 - cos(pi * n / max(1, count - 1))) / 2
        if share != known:
            table, known = _table(share), share
        for part, values in ((slice(0, luma_size), table[0]), (slice(luma_size, None), table[1])):
            cv2.LUT(frame[part], values, dst=buffer[part])
        yield buffer


def _table(share: float) -> tuple[Plane, Plane]:
    """Return what each value of luma and of chroma becomes."""
    values = np.arange(256)
    luma, chroma = (
        np.clip(np.round(base + (values - base) * share), 0, 255).astype(np.uint8)
        for base in (BLACK, GREY)
    )
    return luma, chroma
