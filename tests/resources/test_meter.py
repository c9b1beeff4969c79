"""The meter: known faults are found in files that have them, and none in a sound one."""

from pathlib import Path

import pytest

from factory.measurement import Measurement
from resources import ffmpeg
from resources.meter import Meter

METER = Meter(ffmpeg.binary())
PLAIN = "testsrc2=size=180x320:rate=30"
MOVING = f"{PLAIN},setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
TONE = "sine=frequency=440:sample_rate=48000,volume=0.2"


def measured(
    folder: Path,
    picture: str = MOVING,
    sound: str = TONE,
    *,
    seconds: int = 6,
    output: tuple[str, ...] = ("-movflags", "+faststart"),
) -> Measurement:
    """Encode a synthetic master and measure it."""
    target = folder / "master.mp4"
    ffmpeg.run(
        [
            *("-f", "lavfi", "-t", str(seconds), "-i", picture),
            *("-f", "lavfi", "-t", str(seconds), "-i", sound),
            *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"),
            *("-c:a", "aac", "-ac", "2", *output, str(target)),
        ],
        doing="make a test master",
    )
    return METER.measure(target)


def test_a_sound_master_has_no_fault(tmp_path: Path):
    found = measured(tmp_path)
    assert (found.video_codec, found.audio_codec, found.pixel_format) == ("h264", "aac", "yuv420p")
    assert (found.width, found.height, found.fps, found.frames) == (180, 320, "30/1", 180)
    assert (found.sample_rate, found.channels) == (48_000, 2)
    assert found.video_seconds == pytest.approx(6)
    assert found.audio_seconds == pytest.approx(6, abs=0.03)
    assert (found.black, found.frozen, found.silent, found.decode_errors) == ((), (), (), 0)
    assert found.colour == ("bt709", "bt709", "bt709", "tv")
    assert found.faststart


def test_a_black_stretch_is_found_where_it_is(tmp_path: Path):
    (black,) = measured(
        tmp_path, f"{MOVING},drawbox=color=black:t=fill:enable='between(t,2,3.5)'"
    ).black
    assert (black.start, black.end) == pytest.approx((2.0, 3.5), abs=0.1)


def test_a_frozen_stretch_is_found_where_it_is(tmp_path: Path):
    (frozen,) = measured(
        tmp_path, f"{MOVING},trim=end=3,tpad=stop_mode=clone:stop_duration=4"
    ).frozen
    assert frozen.start == pytest.approx(3.0, abs=0.25)
    assert frozen.end == pytest.approx(6.0, abs=0.1)


def test_a_silent_stretch_is_found_where_it_is(tmp_path: Path):
    (silent,) = measured(tmp_path, sound=f"{TONE},volume=0:enable='between(t,1,4)'").silent
    assert (silent.start, silent.end) == pytest.approx((1.0, 4.0), abs=0.1)


def test_the_loudness_is_that_of_a_known_tone(tmp_path: Path):
    """BS.1770: a 997 Hz sine at -20 dBFS in both channels is at -20.0 LUFS."""
    tone = "sine=frequency=997:sample_rate=48000,volume=18.06dB,volume=-20dB"
    loudness = measured(tmp_path, sound=f"{tone},pan=stereo|c0=c0|c1=c0").loudness
    assert loudness.integrated_lufs == pytest.approx(-20.0, abs=0.3)
    assert loudness.true_peak_dbtp == pytest.approx(-20.0, abs=0.8)  # AAC overshoots at the onset


def test_missing_tags_and_an_index_at_the_end_are_told(tmp_path: Path):
    found = measured(tmp_path, PLAIN, seconds=1, output=())
    assert found.colour[0] != "bt709"
    assert not found.faststart


def test_a_damaged_file_has_decode_errors(tmp_path: Path):
    measured(tmp_path)
    master = tmp_path / "master.mp4"
    data = bytearray(master.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4000] = bytes(4000)
    master.write_bytes(data)
    assert METER.measure(master).decode_errors > 0
