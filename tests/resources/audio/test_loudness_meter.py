"""Loudness of strips that repeat, against a meter that hears every round."""

from pathlib import Path

import numpy as np
import pytest

from factory.errors import PermanentError
from factory.timeline.soundtrack import AAC_FRAME
from factory.timeline.timeline import SAMPLE_RATE
from factory.units_of_work import Strip
from resources.audio import aac
from resources.audio.loudness_meter import LoudnessMeter
from resources.machine import ffmpeg
from tests.fakes.render_inputs import write_wav

PROGRAM = ffmpeg.binary()


def strip(folder: Path, name: str, frames: int, level: float) -> Path:
    """Encode noise that comes and goes, ending and beginning alike."""
    noise = np.random.default_rng(frames).standard_normal((2, frames * AAC_FRAME))
    times = np.arange(frames * AAC_FRAME) / (frames * AAC_FRAME)
    sound = level * noise * (1 - 0.6 * np.sin(np.pi * times))
    wav, raw, target = (folder / f"{name}.{ending}" for ending in ("wav", "raw", "aac"))
    write_wav(wav, sound, SAMPLE_RATE)
    args = ["-i", str(wav), "-c:a", "aac", "-b:a", "128k", "-f", "adts", str(raw)]
    ffmpeg.run(args, doing="encode", program=PROGRAM)
    aac.cut(raw, 0, frames, target)
    return target


def test_a_long_sound_is_known_from_its_strips(tmp_path: Path):
    strips = [
        Strip(strip(tmp_path, "a", 400, 0.10)),
        Strip(strip(tmp_path, "b", 150, 0.05), repeats=30),
        Strip(strip(tmp_path, "c", 160, 0.03), repeats=12),
        Strip(strip(tmp_path, "d", 90, 0.01)),
    ]
    whole = tmp_path / "whole.aac"
    whole.write_bytes(b"".join(aac.laid_end_to_end(strips)))
    wanted = LoudnessMeter(PROGRAM).file(whole)
    found = LoudnessMeter(PROGRAM).strips(strips)
    assert found.integrated_lufs == pytest.approx(wanted.integrated_lufs, abs=0.1)
    assert found.range_lu == pytest.approx(wanted.range_lu, abs=0.3)
    assert found.true_peak_dbtp == pytest.approx(wanted.true_peak_dbtp, abs=0.2)


def test_a_strip_that_ends_within_a_packet_is_named(tmp_path: Path):
    whole = strip(tmp_path, "a", 20, 0.1)
    (tmp_path / "short.aac").write_bytes(whole.read_bytes()[:-7])
    with pytest.raises(PermanentError, match=r"could not read short\.aac: wanted an AAC packet"):
        LoudnessMeter(PROGRAM).strips([Strip(tmp_path / "short.aac")])
