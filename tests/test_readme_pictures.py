"""README's pictures: a frame of each scene, and what is said when they cannot be taken."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from docs.pictures import FRAME_HEIGHT_PX, GAP_PX, main, strip_of

COLOURS = ((220, 30, 30), (30, 30, 220), (30, 160, 30))


def test_a_strip_shows_each_scene_once_though_none_begins_at_a_key_frame(tmp_path: Path):
    film = tmp_path / "master.mp4"
    with av.open(str(film), "w") as written:
        stream = written.add_stream("libx264", rate=Fraction(10), options={"g": "100"})
        stream.width, stream.height, stream.pix_fmt = 180, 320, "yuv420p"
        for number in range(30):
            plain = np.full((320, 180, 3), COLOURS[number // 10], np.uint8)
            written.mux(stream.encode(av.VideoFrame.from_ndarray(plain, format="rgb24")))
        written.mux(stream.encode())
    strip = strip_of(film, [0.0, 1.0, 2.0])
    wide = (strip.width + GAP_PX) // 3
    found = [strip.getpixel((wide * n + wide // 3, FRAME_HEIGHT_PX // 2)) for n in range(3)]
    for colour, wanted in zip(found, COLOURS, strict=True):
        assert isinstance(colour, tuple) and np.abs(np.subtract(colour, wanted)).max() < 40


def test_a_video_that_nobody_named_is_asked_for():
    with pytest.raises(SystemExit, match="make pictures VIDEO=ID"):
        main("")
