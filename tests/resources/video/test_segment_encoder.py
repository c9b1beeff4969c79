"""Segments: every frame once, in true colours, handed over without a seam."""

from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from factory.errors import PermanentError
from factory.graphics.overlay import Overlay
from factory.ports import SegmentOrder
from factory.timeline.timeline import Shot
from factory.video_formats.formats import format_named
from resources.machine import ffmpeg
from resources.video.camera import Camera, frame_buffer
from resources.video.segment_encoder import FfmpegEncoder, shot_frames
from tests.fakes.render_inputs import ENCODE, MOVING, PICTURE, flat, frames_of, shots_of, textured

ENCODER = FfmpegEncoder(ffmpeg.binary())
CUT = MOVING.model_copy(update={"transition": "cut"})
CAPTIONS = b"""[Script Info]
ScriptType: v4.00+
PlayResX: 180
PlayResY: 320
YCbCr Matrix: TV.709

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, BorderStyle, Outline, Shadow, Alignment, MarginV
Style: Word,Anton,60,&H000000FF,1,0,0,5,0

[Events]
Format: Layer, Start, End, Style, Text
Dialogue: 0,0:00:00.33,0:00:00.66,Word,HHH
"""


def encoded(
    shot: Shot,
    pictures: tuple[Path, Path | None],
    previous: Shot | None,
    target: Path,
    script: bytes | None = None,
) -> list[int]:
    told: list[int] = []
    ENCODER.segment(
        SegmentOrder(
            shot,
            pictures,
            previous.leaving if previous else None,
            PICTURE,
            MOVING,
            ENCODE,
            Overlay(script=script),
        ),
        target,
        told.append,
    )
    return told


def test_a_segment_holds_its_frames_at_one_rate_with_bt709_tags(tmp_path: Path):
    (shot,) = shots_of([37])
    told = encoded(shot, (textured(tmp_path / "p.png", 1), None), None, tmp_path / "s.mp4")
    assert sum(told) == 37
    with av.open(str(tmp_path / "s.mp4")) as media:
        video = media.streams.video[0]
        code = video.codec_context
        assert (code.color_primaries, code.color_trc, code.colorspace, code.color_range) == (
            (1, 1, 1, 1)
        )
        assert code.pix_fmt == "yuv420p"
        times = [frame.time for frame in media.decode(video)]
    assert times == pytest.approx([n / 30 for n in range(37)])


@pytest.mark.parametrize(
    "rgb", [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (90, 140, 200)]
)
def test_a_colour_comes_back_as_it_was(tmp_path: Path, rgb: tuple[int, int, int]):
    (shot,) = shots_of([3])
    encoded(shot, (flat(tmp_path / "p.png", rgb), None), None, tmp_path / "s.mp4")
    y, cb, cr = (plane.mean() for plane in _planes(frames_of(tmp_path / "s.mp4", "yuv420p")))
    shown = [
        1.1644 * (y - 16) + 1.7927 * (cr - 128),
        1.1644 * (y - 16) - 0.2132 * (cb - 128) - 0.5329 * (cr - 128),
        1.1644 * (y - 16) + 2.1124 * (cb - 128),
    ]
    for channel, wanted in zip(shown, rgb, strict=True):
        assert abs(min(max(channel, 0), 255) - wanted) <= 2


def test_the_picture_keeps_its_detail(tmp_path: Path):
    (shot,) = shots_of([20])
    pictures = (textured(tmp_path / "p.png", 1), None)
    encoded(shot, pictures, None, tmp_path / "s.mp4")
    wanted = [f.copy() for f in shot_frames(shot, pictures, None, PICTURE, MOVING)]
    for before, after in zip(wanted, frames_of(tmp_path / "s.mp4", "yuv420p"), strict=True):
        assert cv2.PSNR(before.reshape(480, 180), after) > 38


def test_the_preset_of_shorts_keeps_as_much_as_a_slower_one_in_as_few_bytes(tmp_path: Path):
    shot = shots_of([60])[0]
    still = textured(tmp_path / "still.png", 3), None
    raw = [np.array(frame) for frame in shot_frames(shot, still, None, PICTURE, MOVING)]
    sizes, errors = [], []
    for preset in ("veryfast", format_named("short").encode.preset):
        file = tmp_path / f"{preset}.mp4"
        encode = ENCODE.model_copy(update={"preset": preset})
        order = SegmentOrder(shot, still, None, PICTURE, MOVING, encode, Overlay())
        ENCODER.segment(order, file, lambda _: None)
        shown = [frame.reshape(-1) for frame in frames_of(file, "yuv420p")]
        sizes.append(file.stat().st_size)
        errors.append(np.mean(np.square(np.subtract(shown, raw, dtype=np.float64))))
    assert sizes[1] <= 1.1 * sizes[0]
    assert errors[1] <= 1.05 * errors[0]


def test_a_cross_fade_continues_the_shot_before_it_frame_by_frame(tmp_path: Path):
    shots = shots_of([20, 20])
    files = [textured(tmp_path / f"p{n}.png", n) for n in range(2)]
    cut = [
        np.stack([f.copy() for f in shot_frames(shot, (file, None), None, PICTURE, MOVING)])
        for shot, file in zip(shots, files, strict=True)
    ]
    camera, on = Camera(files[0], shots[0].motion, PICTURE), []
    for window in shots[0].leaving.windows(9):
        on.append(frame_buffer(PICTURE))
        camera.draw(window, on[-1])
    faded = shot_frames(shots[1], (files[1], files[0]), shots[0].leaving, PICTURE, MOVING)
    for n, frame in enumerate(faded):
        weight = (1 - np.cos(np.pi * (n + 1) / 10)) / 2 if n < 9 else 1.0
        old = on[n] if n < 9 else cut[1][n]
        wanted = weight * cut[1][n] + (1 - weight) * old
        assert np.abs(frame - wanted).max() <= 1.01


def test_a_shot_that_is_cut_to_starts_with_its_own_picture_at_once(tmp_path: Path):
    shots = shots_of([10, 10], CUT)
    dark, light = flat(tmp_path / "a.png", (0, 0, 0)), flat(tmp_path / "b.png", (255, 255, 255))
    encoded(shots[1], (light, dark), shots[0], tmp_path / "s.mp4")
    assert frames_of(tmp_path / "s.mp4")[0].mean() > 250


def test_captions_stand_at_their_time_in_their_font_and_colour(tmp_path: Path):
    (shot,) = shots_of([30])
    grey = flat(tmp_path / "p.png", (128, 128, 128))
    encoded(shot, (grey, None), None, tmp_path / "s.mp4", CAPTIONS)
    frames = frames_of(tmp_path / "s.mp4")
    lettered = [n for n, frame in enumerate(frames) if np.ptp(frame[..., 1]) > 60]
    assert lettered == list(range(10, 20))
    red = _red_of(frames[15])
    assert np.abs(frames[15][red].mean(axis=0) - (255, 0, 0)).max() < 12
    rows, columns = np.nonzero(red)
    assert abs(columns.mean() - 89.5) < 3  # centred
    assert np.ptp(columns) < np.ptp(rows) * 2.4  # three H of Anton, which is narrow


def test_the_same_segment_is_the_same_bytes(tmp_path: Path):
    (shot,) = shots_of([12])
    picture = textured(tmp_path / "p.png", 1)
    for name in ("a.mp4", "b.mp4"):
        encoded(shot, (picture, None), None, tmp_path / name, CAPTIONS)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


def test_nothing_is_left_beside_a_segment(tmp_path: Path):
    (shot,) = shots_of([3])
    folder = tmp_path / "it's [odd]: 100%, 'a';b"
    folder.mkdir()
    picture = textured(tmp_path / "p.png", 1)
    encoded(shot, (picture, None), None, folder / "s.mp4", CAPTIONS)
    assert [file.name for file in folder.iterdir()] == ["s.mp4"]


def test_captions_that_cannot_be_read_are_an_error_that_names_the_scene(tmp_path: Path):
    (shot,) = shots_of([3])
    picture = textured(tmp_path / "p.png", 1)
    with pytest.raises(PermanentError, match="could not encode the segment of scene s0"):
        encoded(shot, (picture, None), None, tmp_path / "s.mp4", b"")


def _planes(frames: list):
    frame = np.asarray(frames[1])
    height = frame.shape[0] * 2 // 3
    chroma = frame[height:].reshape(2, -1)
    return frame[:height], chroma[0], chroma[1]


def _red_of(frame: np.ndarray) -> np.ndarray:
    return (frame[..., 0] > 200) & (frame[..., 1] < 60)
