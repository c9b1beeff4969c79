"""A master whose pieces repeat: measured from its pieces, as it would be from its whole."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from factory.master.measurement import Measurement
from factory.timeline.soundtrack import AAC_FRAME
from factory.units_of_work import Strip, Tracks
from factory.video_formats.formats import Picture
from resources.audio import aac
from resources.inspection.master_meter import Meter
from resources.inspection.segment_viewer import Viewer
from resources.machine import ffmpeg
from resources.video.muxer import FfmpegMuxer
from tests.fakes.render_inputs import write_wav
from tests.fakes.render_manifests import failed, findings_on

PROGRAM = ffmpeg.binary()
METER, MUXER, VIEWER = Meter(PROGRAM), FfmpegMuxer(PROGRAM), Viewer(PROGRAM)
OUTPUT = Picture(width=96, height=64, fps=30)
PERIOD_FRAMES, SHOWN = 48, 6
PACKETS, HEARD = 48, 9
SAMPLES = PACKETS * AAC_FRAME
TEXTURE = 128 + 90 * np.sin(np.add.outer(np.arange(64) / 5, np.arange(96) * np.pi / 12))


def segment(target: Path, frame: Callable[[int], NDArray[np.floating]]) -> Path:
    """Encode one period as the renderer does."""
    grey = np.full((OUTPUT.height // 2, OUTPUT.width), 128, np.uint8).tobytes()
    frames = [frame(n).clip(16, 235).astype(np.uint8).tobytes() for n in range(PERIOD_FRAMES)]
    ffmpeg.run(
        [
            *("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", "96x64", "-r", "30", "-i", "pipe:"),
            *("-c:v", "libx264", "-crf", "16", "-x264-params", "open-gop=0:bframes=2"),
            *("-video_track_timescale", str(30 * 512), str(target)),
        ],
        doing="encode a period",
        stdin=[luma + grey for luma in frames],
    )
    return target


def turning(n: int) -> NDArray[np.floating]:
    return np.roll(TEXTURE, 2 * n, axis=1)


def sound(target: Path, cycles: float) -> Path:
    """Cut one period from the middle of a longer tone; whole cycles meet without a click."""
    tone = 0.2 * np.sin(2 * np.pi * cycles * np.arange(3 * SAMPLES) / SAMPLES)
    source = write_wav(target.with_suffix(".wav"), np.stack([tone, tone]), 48_000)
    long = target.with_name(f"long-{target.name}")
    ffmpeg.run(["-i", str(source), "-b:a", "128k", "-f", "adts", str(long)], doing="encode a tone")
    aac.cut(long, PACKETS, PACKETS, target)
    return target


def looped(
    folder: Path, frame: Callable[[int], NDArray[np.floating]] = turning, cycles: float = 300
) -> tuple[Path, list[Strip], list[Strip]]:
    picture = [Strip(segment(folder / "period.mp4", frame), SHOWN)]
    heard = [Strip(sound(folder / "period.aac", cycles), HEARD)]
    MUXER.join(picture, heard, Tracks("en"), OUTPUT, folder / "master.mp4")
    return folder / "master.mp4", picture, heard


def from_pieces(master: Path, picture: list[Strip], heard: list[Strip]) -> Measurement:
    """Measure a master of one picture strip from a viewing of that strip."""
    viewing = master.with_name("period.npz")
    VIEWER.view(picture[0].path, OUTPUT, (), None, viewing)
    return METER.measure(master, picture=picture, sound=heard, viewings=[viewing])


def measured(folder: Path, **changes: object) -> Measurement:
    master, picture, heard = looped(folder, **changes)  # pyright: ignore[reportArgumentType]
    return from_pieces(master, picture, heard)


def test_pieces_tell_what_the_whole_would(tmp_path: Path):
    def dark_for_a_while(n: int) -> NDArray[np.floating]:
        return turning(n) if n < 30 else np.full((64, 96), 16.0)

    master, picture, heard = looped(tmp_path, dark_for_a_while)
    pieces, whole = from_pieces(master, picture, heard), METER.measure(master)
    assert pieces.frames == whole.frames == PERIOD_FRAMES * SHOWN
    assert pieces.black == whole.black
    assert len(pieces.black) == SHOWN
    assert (pieces.flat, pieces.frozen) == (whole.flat, whole.frozen)
    assert pieces.duplicate_frames == whole.duplicate_frames
    assert (pieces.first_frame, pieces.last_frame) == (whole.first_frame, whole.last_frame)
    assert pieces.loudness.integrated_lufs == pytest.approx(whole.loudness.integrated_lufs, abs=0.1)
    assert (pieces.altered_packets, pieces.even, pieces.decode_errors) == (0, True, 0)


def test_a_loop_that_closes_joins_unseen_and_unheard(tmp_path: Path):
    joins = measured(tmp_path).joins
    assert joins.judged == 2
    assert joins.picture_jump < 0.5
    assert joins.click_db < 3


def test_a_picture_that_does_not_come_back_to_its_start_is_found_out(tmp_path: Path):
    found = measured(tmp_path, frame=lambda n: np.roll(TEXTURE, n // 4, axis=1))
    assert found.joins.picture_jump > 5
    assert "pieces_join_unseen_and_unheard" in failed(findings_on(found))


def test_a_click_where_a_sound_repeats_is_found_out(tmp_path: Path):
    found = measured(tmp_path, cycles=300.5)
    assert found.joins.click_db > 12
    assert "pieces_join_unseen_and_unheard" in failed(findings_on(found))


def test_a_silence_that_repeats_lasts_from_its_first_time_to_its_last(tmp_path: Path):
    (silent,) = measured(tmp_path, cycles=0).silent
    assert (silent.start, silent.end) == pytest.approx((0, HEARD * SAMPLES / 48_000), abs=0.05)


def test_one_byte_that_changed_in_one_of_many_copies_is_noticed(tmp_path: Path):
    master, picture, heard = looped(tmp_path)
    data = bytearray(master.read_bytes())
    data[len(data) * 3 // 4] ^= 0xFF
    master.write_bytes(data)
    found = from_pieces(master, picture, heard)
    assert found.altered_packets == 1
    assert "packets_are_those_that_were_measured" in failed(findings_on(found))


def test_a_copy_too_few_is_noticed(tmp_path: Path):
    master, picture, heard = looped(tmp_path)
    more = [Strip(picture[0].path, SHOWN + 1)]
    assert from_pieces(master, more, heard).altered_packets == PERIOD_FRAMES
