"""The camera: colours are right, and motion is even to a fraction of a pixel."""

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from factory.errors import PermanentError
from factory.pictures.camera_motion import Motion, Window, eased
from factory.video_formats.formats import Picture
from resources.video.camera import Camera, cross_faded, frame_buffer, planes, split
from tests.fakes.render_inputs import PICTURE, flat, textured

STILL = Motion(start=(0.5, 0.5, 0.9), end=(0.5, 0.5, 0.9))
COLOURS = {
    (255, 255, 255): (235, 128, 128),
    (0, 0, 0): (16, 128, 128),
    (255, 0, 0): (63, 102, 240),
    (0, 255, 0): (173, 42, 26),
    (0, 0, 255): (32, 240, 118),
    (128, 128, 128): (126, 128, 128),
}
"""RGB and the Y, Cb, Cr that ITU-R BT.709-6 gives them in 8 bits, limited range."""


@pytest.mark.parametrize("rgb", COLOURS)
def test_colours_are_bt709_in_limited_range(tmp_path: Path, rgb: tuple[int, int, int]):
    frame = frame_buffer(PICTURE)
    Camera(flat(tmp_path / "p.png", rgb), STILL, PICTURE).draw(STILL.start, frame)
    for plane, wanted in zip(split(frame, PICTURE), COLOURS[rgb], strict=True):
        assert np.abs(plane.astype(int) - wanted).max() <= 1


def test_chroma_sits_at_the_left_of_its_pair():
    picture = np.zeros((8, 32, 3), np.uint8)
    picture[:, 16:] = (255, 0, 0)
    _, _, red = planes(picture)
    # Column 16 is red, its left neighbour is not: weights 1/4, 1/2, 1/4 give three quarters.
    assert red[0, 7] == 128
    assert abs(int(red[0, 8]) - (128 + 0.75 * 112)) <= 1
    assert red[0, 9] == 240


@pytest.mark.parametrize(
    "motion",
    [
        Motion(start=(0.45, 0.5, 0.88), end=(0.55, 0.5, 0.88)),
        Motion(start=(0.5, 0.46, 0.88), end=(0.5, 0.54, 0.88)),
    ],
)
def test_a_slow_pan_moves_evenly_by_less_than_a_pixel(tmp_path: Path, motion: Motion):
    frames = 120
    camera = Camera(textured(tmp_path / "p.png", 3), motion, PICTURE)
    drawn = [_luma(camera, window) for window in motion.windows(frames, "linear")]
    steps = np.array([_shift(a, b) for a, b in pairwise(drawn)])
    step = np.hypot(*steps.T)
    assert 0.05 < step.mean() < 0.5
    assert np.abs(step - step.mean()).max() < 0.03


def test_sharpness_does_not_flicker_during_a_slow_pan(tmp_path: Path):
    motion = Motion(start=(0.48, 0.5, 0.88), end=(0.52, 0.5, 0.88))
    camera = Camera(textured(tmp_path / "p.png", 4), motion, PICTURE)
    drawn = [_luma(camera, window) for window in motion.windows(60, "linear")]
    detail = [np.mean(np.diff(luma, axis=1) ** 2) for luma in drawn]
    steps = np.abs(np.diff(detail)) / np.mean(detail)
    assert steps.max() < 0.02


def test_smooth_motion_starts_and_ends_gently_and_never_turns_back():
    way = [eased(n / 100, "smooth") for n in range(101)]
    steps = np.diff(way)
    assert way[0] == 0
    assert way[-1] == pytest.approx(1)
    assert steps.min() > 0.002
    assert steps[0] < 0.5 * steps[50]
    assert np.abs(np.diff(steps)).max() < 0.001


def test_the_window_shows_what_the_motion_says(tmp_path: Path):
    picture = np.zeros((416, 234, 3), np.uint8)
    cv2.circle(picture, (160, 120), 10, (255, 255, 255), -1)
    cv2.imwrite(str(tmp_path / "p.png"), picture)
    motion = Motion(start=(0.6, 0.4, 0.7), end=(0.6, 0.4, 0.7))
    luma = _luma(Camera(tmp_path / "p.png", motion, PICTURE), motion.start) - 16
    rows, columns = np.indices(luma.shape)
    # Centres of pixels lie half a pixel in: (160.5 - centre) / window width x output width.
    wanted_x = (160.5 - 0.6 * 234) / (0.7 * 234) * 180 + 90 - 0.5
    wanted_y = (120.5 - 0.4 * 416) / (0.7 * 234) * 180 + 160 - 0.5
    assert (luma * columns).sum() / luma.sum() == pytest.approx(wanted_x, abs=0.15)
    assert (luma * rows).sum() / luma.sum() == pytest.approx(wanted_y, abs=0.15)


def test_luma_and_chroma_move_together(tmp_path: Path):
    picture = np.zeros((416, 234, 3), np.uint8)
    cv2.circle(picture, (117, 208), 30, (0, 0, 255), -1, cv2.LINE_AA)
    cv2.imwrite(str(tmp_path / "p.png"), picture)
    motion = Motion(start=(0.47, 0.48, 0.88), end=(0.53, 0.52, 0.88))
    camera = Camera(tmp_path / "p.png", motion, PICTURE)
    frame = frame_buffer(PICTURE)
    windows = list(motion.windows(30, "linear"))
    for index in (0, 13, 29):
        camera.draw(windows[index], frame)
        luma, _, red = (plane.astype(float) for plane in split(frame, PICTURE))
        bright, tinted = _middle(luma - 16), _middle(red - 128)
        assert tinted[0] * 2 == pytest.approx(bright[0], abs=0.2)
        assert tinted[1] * 2 + 0.5 == pytest.approx(bright[1], abs=0.2)


def test_a_cross_fade_goes_evenly_from_one_to_the_other():
    output = Picture(width=4, height=4, fps=30)
    dark, light = frame_buffer(output), frame_buffer(output)
    dark[:], light[:] = 0, 200
    blends = cross_faded(iter([dark] * 9), iter([light] * 12), 9, output)
    levels = [int(frame[0]) for frame in blends]
    assert levels == sorted(levels)
    assert levels[4] == 100
    assert levels[9:] == [200] * 3
    assert 0 < levels[0] < 20
    assert 180 < levels[8] < 200


def test_a_broken_picture_is_named(tmp_path: Path):
    (tmp_path / "sea.png").write_bytes(b"not a picture")
    with pytest.raises(PermanentError, match=r"sea\.png cannot be read as a picture"):
        Camera(tmp_path / "sea.png", STILL, PICTURE)


def _luma(camera: Camera, window: Window):
    frame = frame_buffer(PICTURE)
    camera.draw(window, frame)
    return split(frame, PICTURE)[0].astype(np.float32)


def _shift(a, b) -> tuple[float, float]:
    """Return by how many pixels the middle of `b` lies from that of `a`: least squares."""
    inner = (slice(20, -20), slice(20, -20))
    down, across = np.gradient((a + b) / 2)
    slopes = np.stack([across[inner].ravel(), down[inner].ravel()], axis=1)
    found, *_ = np.linalg.lstsq(slopes, (a - b)[inner].ravel(), rcond=None)
    return float(found[0]), float(found[1])


def _middle(weights) -> tuple[float, float]:
    rows, columns = np.indices(weights.shape)
    total = weights.sum()
    return float((weights * columns).sum() / total), float((weights * rows).sum() / total)
