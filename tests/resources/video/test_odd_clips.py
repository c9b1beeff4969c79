"""Clips that are not what their first stream and first picture say are shown as they were meant."""

from pathlib import Path

import numpy as np
import pytest

from factory.errors import BadInput
from factory.pictures.clips import Play
from factory.video_formats.formats import Picture
from resources.machine import ffmpeg
from resources.video.clip_conforming import BEHIND_ALPHA, ClipDecoder
from resources.video.clip_judgement import check_clip
from resources.video.probe import probe

PICTURE = Picture(width=160, height=90, fps=25)
GREY, WHITE = 0x80, 0xFF
H264 = ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "25")


def plain(level: int, size: str, seconds: float = 1) -> tuple[str, ...]:
    return (
        "-f",
        "lavfi",
        "-i",
        f"color=c=0x{level:02x}{level:02x}{level:02x}:s={size}:r=25:d={seconds}",
    )


def made(file: Path, *args: str) -> Path:
    ffmpeg.run([*args, str(file)], doing=f"make {file.name}")
    return file


def joined(folder: Path, *sizes: str) -> Path:
    """Return a recording that goes on in another size after each second."""
    target = folder / "joined.ts"
    parts = [
        made(
            folder / f"{n}.ts", *plain(GREY + 40 * n, size), *H264, "-output_ts_offset", str(n)
        ).read_bytes()
        for n, size in enumerate(sizes)
    ]
    target.write_bytes(b"".join(parts))
    return target


def luma(clip: Path, count: int, scratch: Path) -> list[float]:
    """Return how bright each frame is that a segment would show of it."""
    decoder = ClipDecoder(ffmpeg.binary(), scratch, PICTURE)
    frames = decoder.frames(clip, Play(facts=probe(clip)), 0, count)
    pixels = PICTURE.width * PICTURE.height
    return [float(np.asarray(frame).reshape(-1)[:pixels].mean()) for frame in frames]


def in_range(level: int) -> float:
    """Return the luma of a grey in limited range (ITU-R BT.709)."""
    return 16 + 219 * level / 255


def test_the_film_is_shown_and_not_the_preview_before_it(tmp_path: Path):
    clip = made(
        tmp_path / "two.mp4",
        *plain(GREY, "96x64"),
        *plain(WHITE, "320x180"),
        *("-map", "0", "-map", "1"),
        *H264,
    )
    facts = probe(clip)
    assert (facts.width, facts.height, facts.stream) == (320, 180, 1)
    assert luma(clip, 3, tmp_path) == pytest.approx([in_range(WHITE)] * 3, abs=2)


def test_what_a_transparent_film_hides_stays_hidden(tmp_path: Path):
    clear = "color=c=white@0.0:s=160x90:r=25:d=1,format=yuva420p"
    vp9 = ("-c:v", "libvpx-vp9", "-auto-alt-ref", "0", "-pix_fmt", "yuva420p")
    clip = made(tmp_path / "clear.webm", "-f", "lavfi", "-i", clear, *vp9)
    assert probe(clip).alpha
    ground = int(BEHIND_ALPHA[2:4], 16)
    assert luma(clip, 2, tmp_path) == pytest.approx([in_range(ground)] * 2, abs=4)


def test_a_film_that_changes_its_size_is_shown_to_its_end(tmp_path: Path):
    clip = joined(tmp_path, "160x90", "320x180", "160x90")
    check_clip(clip, probe(clip), accept=("still",))
    shown = luma(clip, 75, tmp_path)
    inner = [shown[25 * n + 3 : 25 * n + 22] for n in range(3)]  # a change may be a frame early
    expected = [[in_range(GREY + 40 * n)] * 19 for n in range(3)]
    assert inner == [pytest.approx(one, abs=3) for one in expected]


def test_a_film_that_changes_its_shape_is_refused_with_both(tmp_path: Path):
    with pytest.raises(BadInput, match="'joined.ts' is 160x90 px first and 90x160 px later"):
        probe(joined(tmp_path, "160x90", "90x160"))


def test_a_live_recording_without_lengths_is_as_long_as_its_frames(tmp_path: Path):
    clip = made(tmp_path / "live.mkv", *plain(GREY, "160x90"), *H264, "-live", "1")
    assert probe(clip).seconds == pytest.approx(1.0, abs=0.002)
