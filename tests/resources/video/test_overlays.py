"""Overlays in the picture: graded, marked and lettered, measured in the decoded file."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from factory.errors import PermanentError
from factory.graphics.overlay import Label, Overlay, Watermark
from factory.ports import SegmentOrder
from resources.machine import ffmpeg
from resources.video.segment_encoder import FfmpegEncoder
from tests.fakes.render_inputs import ENCODE, MOVING, PICTURE, flat, frames_of, shots_of, textured

ENCODER = FfmpegEncoder(ffmpeg.binary())


def shown(picture: Path, folder: Path, overlay: Overlay) -> np.ndarray:
    """Encode a few frames under the overlay and return the last, RGB, as whole numbers."""
    (shot,) = shots_of([4])
    target = folder / "s.mp4"
    ENCODER.segment(
        SegmentOrder(shot, (picture, None), None, PICTURE, MOVING, ENCODE, overlay),
        target,
        lambda _: None,
    )
    return frames_of(target)[-1].astype(int)


def cube(file: Path, colour=lambda r, g, b: (r, g, b)) -> Path:
    """Write a table of 5 steps a side that sends every colour through a function."""
    steps = [n / 4 for n in range(5)]
    rows = [colour(r, g, b) for b in steps for g in steps for r in steps]
    lines = [" ".join(f"{value:.6f}" for value in row) for row in rows]
    file.write_text("\n".join(["LUT_3D_SIZE 5", *lines]) + "\n")
    return file


def mark(file: Path, rgba: tuple[int, int, int, int]) -> Path:
    Image.new("RGBA", (40, 20), rgba).save(file)
    return file


def test_a_grade_that_changes_nothing_changes_nothing(tmp_path: Path):
    picture = textured(tmp_path / "p.png", 3)
    plain = shown(picture, tmp_path, Overlay())
    graded = shown(picture, tmp_path, Overlay(grade=cube(tmp_path / "same.cube")))
    tiles = (plain - graded).reshape(20, 16, 12, 15, 3).mean(axis=(1, 3))
    # The encoder chooses other details, but the colours stay.
    assert np.abs(tiles).mean() < 1.5
    assert np.abs(tiles.mean(axis=(0, 1))).max() < 0.5


def test_a_grade_sends_every_colour_through_its_table(tmp_path: Path):
    swapped = cube(tmp_path / "odd: [name]'.cube", lambda r, g, b: (b, g, r))
    frame = shown(flat(tmp_path / "p.png", (200, 90, 40)), tmp_path, Overlay(grade=swapped))
    assert np.abs(frame.mean(axis=(0, 1)) - (40, 90, 200)).max() < 4


@pytest.mark.parametrize("corner", ["top-left", "top-right", "bottom-left", "bottom-right"])
def test_a_watermark_stands_in_its_corner_in_its_colour_and_size(tmp_path: Path, corner):
    file = mark(tmp_path / "m.png", (250, 30, 60, 255))
    watermark = Watermark(file, corner, width=0.2, opacity=1.0, margin=0.1)
    frame = shown(flat(tmp_path / "p.png", (20, 60, 20)), tmp_path, Overlay(watermark=watermark))
    rows, columns = np.nonzero(frame[..., 0] > 135)
    assert (np.ptp(columns) + 1, np.ptp(rows) + 1) == (36, 18)
    inner = frame[rows.min() + 4 : rows.max() - 4, columns.min() + 4 : columns.max() - 4]
    assert np.abs(inner.mean(axis=(0, 1)) - (250, 30, 60)).max() < 8
    edges = {
        "left": columns.min(),
        "right": PICTURE.width - 1 - columns.max(),
        "top": rows.min(),
        "bottom": PICTURE.height - 1 - rows.max(),
    }
    assert [edges[side] for side in corner.split("-")] == [18, 18]


def test_half_a_watermarks_opacity_shows_half_of_what_is_below(tmp_path: Path):
    file = mark(tmp_path / "m.png", (255, 255, 255, 255))
    watermark = Watermark(file, "top-left", width=0.5, opacity=0.5, margin=0.0)
    frame = shown(flat(tmp_path / "p.png", (0, 0, 0)), tmp_path, Overlay(watermark=watermark))
    assert abs(frame[10:30, 10:60].mean() - 128) < 5


def test_the_watermark_is_not_graded(tmp_path: Path):
    file = mark(tmp_path / "m.png", (255, 255, 255, 255))
    dark = cube(tmp_path / "dark.cube", lambda r, g, b: (0, 0, 0))
    overlay = Overlay(watermark=Watermark(file, "top-left", 0.5, 1.0, 0.0), grade=dark)
    frame = shown(flat(tmp_path / "p.png", (128, 128, 128)), tmp_path, overlay)
    assert frame[10:30, 10:60].mean() > 245
    assert frame[200:].mean() < 6


def test_a_watermark_that_is_no_picture_is_an_error_that_names_it(tmp_path: Path):
    (tmp_path / "logo.png").write_bytes(b"no picture")
    overlay = Overlay(watermark=Watermark(tmp_path / "logo.png", "top-left", 0.2, 1.0, 0.0))
    with pytest.raises(PermanentError, match=r"watermark logo\.png .* cannot be read"):
        shown(flat(tmp_path / "p.png", (0, 0, 0)), tmp_path, overlay)


def test_a_label_stands_at_its_place_without_what_is_transparent_around_it(tmp_path: Path):
    icon = Image.new("RGBA", (80, 40), (0, 0, 0, 0))
    icon.paste((250, 250, 250, 255), (20, 10, 60, 30))
    icon.save(tmp_path / "icon.png")
    place = Label(tmp_path / "icon.png", left=40, top=60, width=80, height=40)
    frame = shown(flat(tmp_path / "p.png", (20, 60, 20)), tmp_path, Overlay(label=place))
    inside, around = frame[64:96, 44:116], frame[60:100, 130:160]
    assert inside.mean() > 240
    assert np.abs(around.mean(axis=(0, 1)) - (20, 60, 20)).max() < 6
    with pytest.raises(PermanentError, match=r"label gone\.png .* cannot be read"):
        shown(
            flat(tmp_path / "q.png", (0, 0, 0)),
            tmp_path,
            Overlay(label=replace(place, path=tmp_path / "gone.png")),
        )
