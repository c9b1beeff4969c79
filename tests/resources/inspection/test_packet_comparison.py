"""Copied packets: every way in which a master can differ from its pieces is counted."""

from pathlib import Path

import numpy as np
import pytest

from factory.units_of_work import Strip
from resources.inspection.packet_comparison import altered_packets
from resources.machine import ffmpeg

FRAMES = 12


def piece(target: Path, profile: str = "high", level: int = 128) -> Path:
    """Encode one closed piece of a grey picture."""
    ffmpeg.run(
        [
            *("-f", "rawvideo", "-pix_fmt", "gray", "-s", "96x64", "-r", "30", "-i", "pipe:"),
            *("-c:v", "libx264", "-pix_fmt", "yuv420p", "-profile:v", profile),
            *("-x264-params", "open-gop=0", "-video_track_timescale", "15360", str(target)),
        ],
        doing="encode a piece",
        stdin=[np.full((64, 96), level + n, np.uint8).tobytes() for n in range(FRAMES)],
    )
    return target


def joined(target: Path, pieces: list[Path], *more: str) -> Path:
    script = target.with_suffix(".txt")
    script.write_text("".join(f"file '{file}'\n" for file in pieces))
    args = ["-f", "concat", "-safe", "0", "-i", str(script), "-c", "copy", *more, str(target)]
    ffmpeg.run(args, doing="join pieces")
    return target


@pytest.fixture
def pieces(tmp_path: Path) -> list[Path]:
    return [piece(tmp_path / "a.mp4"), piece(tmp_path / "b.mp4", "baseline", 60)]


def test_pieces_of_different_parameter_sets_that_bring_their_own_are_copied_well(
    tmp_path: Path, pieces: list[Path]
):
    master = joined(tmp_path / "m.mp4", pieces)
    assert altered_packets(master, [Strip(file) for file in pieces], [])[0] == 0


def test_packets_that_would_be_decoded_with_other_parameter_sets_are_altered(
    tmp_path: Path, pieces: list[Path]
):
    stripped = ("-bsf:v", "filter_units=remove_types=7-8")
    master = joined(tmp_path / "m.mp4", pieces, *stripped)
    assert altered_packets(master, [Strip(file) for file in pieces], [])[0] == FRAMES


def test_pieces_in_another_order_are_altered(tmp_path: Path, pieces: list[Path]):
    master = joined(tmp_path / "m.mp4", pieces)
    other = [Strip(file) for file in reversed(pieces)]
    assert altered_packets(master, other, [])[0] == 2 * FRAMES
