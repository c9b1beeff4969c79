"""Resampling: whatever way a frame takes, its samples lie where they should."""

import cv2
import numpy as np
import pytest

from resources.video.resampling import NEAR_PX, margined, sample

WIDTH, HEIGHT = 150, 200
STEPS = (1.3052, 1.25, 4 / 3, 1.2764, 0.7, 1.0, 2.0)
"""Simple fractions repeat a few phases only, so that most of their frames are warped."""


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("axis", ["across", "down"])
def test_samples_lie_where_they_are_wanted(step: float, axis: str):
    levels = 17  # from one pixel to the next
    plane = np.tile(np.arange(16, dtype=np.uint8) * levels, (16, 1))
    source = margined(plane if axis == "across" else np.ascontiguousarray(plane.T))
    target = np.empty((6, 6), np.uint8)
    for place in np.linspace(3, 5, 40):
        sample(source, step, (place, place), target)
        line = target[3] if axis == "across" else target[:, 3]
        wanted = place + step * np.arange(6)
        assert np.abs(line / levels - wanted).max() <= NEAR_PX + 1 / levels


def test_it_is_the_same_as_a_warp_but_for_rounding():
    dice = np.random.default_rng(5)
    plane = cv2.GaussianBlur(dice.integers(0, 255, (HEIGHT, WIDTH), np.uint8), (0, 0), 2)
    source, target = margined(plane), np.empty((100, 80), np.uint8)
    for step, x, y in dice.uniform((1.2, 0, 0), (1.4, 30, 50), (60, 3)):
        sample(source, step, (x, y), target)
        wanted = cv2.warpAffine(
            plane,
            np.array([[step, 0, x], [0, step, y]]),
            (80, 100),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        )
        assert np.abs(target.astype(int) - wanted).max() <= 1


@pytest.mark.parametrize("step", [1.3052, 1.25])
def test_beyond_the_edges_their_pixels_are_repeated(step: float):
    plane = np.tile(np.arange(WIDTH, dtype=np.uint8), (HEIGHT, 1))
    target = np.empty((60, WIDTH + 60), np.uint8)
    sample(margined(plane), step, (-40.3, -500), target)
    assert (target[:, :30] == 0).all()
    assert (target[:, -10:] == WIDTH - 1).all()
    assert np.array_equal(target[0], target[-1])
