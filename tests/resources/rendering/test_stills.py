"""Stills: the right frame, the right size, small enough, and in order."""

import wave
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from factory.errors import PermanentError
from resources.audio.levels import measure_levels
from resources.images import waveform
from resources.machine import ffmpeg
from resources.rendering.stills import StillRenderer
from tests.fakes.manifests import a_cue

STILLS = StillRenderer()
RATE = 22_050


def a_picture(path: Path, colour: tuple[int, int, int], size: tuple[int, int] = (640, 360)) -> Path:
    Image.new("RGB", size, colour).save(path)
    return path


def noise(path: Path, size: tuple[int, int] = (640, 360)) -> Path:
    pixels = np.random.default_rng(1).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    Image.fromarray(pixels).save(path)
    return path


def a_tone(path: Path, seconds: float, amplitude: float) -> Path:
    time = np.arange(round(seconds * RATE)) / RATE
    samples = (amplitude * np.sin(2 * np.pi * 997 * time) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return path


def test_a_broken_picture_is_named(tmp_path: Path):
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n and then nothing")
    with pytest.raises(PermanentError, match="broken.png cannot be read"):
        STILLS.contact_sheet([broken], ["s001"], tmp_path / "sheet.jpg")


def test_a_poster_is_the_frame_at_its_time_in_its_own_colours(tmp_path: Path):
    master, target = tmp_path / "master.mp4", tmp_path / "poster.jpg"
    ffmpeg.run(
        ["-f", "lavfi", "-i", "color=red:s=64x96:r=10:d=1,format=gbrp"]
        + ["-f", "lavfi", "-i", "color=0x2060c0:s=64x96:r=10:d=1,format=gbrp", "-filter_complex"]
        + ["concat,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"]
        + ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"]
        + ["-c:v", "libx264", "-crf", "10", str(master)],
        doing="make a test film",
    )
    detail = STILLS.poster(master, 1.5, target)
    assert (detail.width, detail.height) == (64, 96)
    with Image.open(target) as image:
        assert image.format == "JPEG"
        middle = np.asarray(image.convert("RGB"))[20:76, 12:52].mean(axis=(0, 1))
    assert np.abs(middle - [0x20, 0x60, 0xC0]).max() < 6


def test_a_poster_past_the_end_is_an_error(tmp_path: Path):
    master = tmp_path / "master.mp4"
    ffmpeg.run(
        ["-f", "lavfi", "-i", "color=red:s=64x96:r=10:d=1", "-pix_fmt", "yuv420p", str(master)],
        doing="make a test film",
    )
    with pytest.raises(PermanentError, match=r"no frame at 9\.000 s"):
        STILLS.poster(master, 9.0, tmp_path / "poster.jpg")


def test_a_contact_sheet_shows_all_pictures_in_order(tmp_path: Path):
    colours = [(220, 30, 30), (30, 200, 30), (40, 40, 230)]
    pictures = [a_picture(tmp_path / f"{n}.png", c) for n, c in enumerate(colours)]
    target = tmp_path / "sheet.jpg"
    STILLS.contact_sheet(pictures, ["one", "two 🔥", "a label longer than its picture"], target)
    with Image.open(target) as image:
        pixels = np.asarray(image.convert("RGB")).astype(int)
    places = [np.argwhere(np.abs(pixels - c).max(axis=2) < 12) for c in colours]
    assert all(len(place) > 10_000 for place in places)
    corners = [tuple(place.min(axis=0)) for place in places]
    assert corners == sorted(corners)


def test_a_contact_sheet_of_many_busy_pictures_stays_under_one_megabyte(tmp_path: Path):
    pictures = [noise(tmp_path / "noise.png", (320, 180))] * 150
    target = tmp_path / "sheet.jpg"
    detail = STILLS.contact_sheet(pictures, [f"s{n:03d}" for n in range(150)], target)
    assert detail.bytes == target.stat().st_size < 1_000_000


def test_a_contact_sheet_of_nothing_is_an_error(tmp_path: Path):
    with pytest.raises(PermanentError, match="there are no pictures"):
        STILLS.contact_sheet([], [], tmp_path / "sheet.jpg")


def test_loudness_is_measured_as_bs1770_says(tmp_path: Path):
    # A 997 Hz sine of 0 dBFS in one channel reads -3.01 LKFS (ITU-R BS.1770-5, annex 1).
    levels = measure_levels(a_tone(tmp_path / "tone.wav", 3, 0.1), 300)
    assert levels.typical_lufs == pytest.approx(-23.01, abs=0.1)
    assert levels.peak_dbfs.max() == pytest.approx(-20, abs=0.1)
    assert levels.seconds == pytest.approx(3)


def test_the_level_curve_is_a_png_with_its_captions_underneath(tmp_path: Path):
    target, tone = tmp_path / "level.png", a_tone(tmp_path / "tone.wav", 4, 0.2)
    STILLS.waveform(tone, [a_cue("the second half", 2.0, 4.0)], target)
    with Image.open(target) as image:
        assert (image.format, image.size) == ("PNG", (1200, 260))
        pixels = np.asarray(image.convert("RGB")).astype(int)
    plot = pixels[waveform.TOP :]
    xs = np.nonzero((np.abs(plot - waveform.SPEECH).max(axis=2) < 8).any(axis=0))[0]
    half = (waveform.LEFT + waveform.WIDTH - waveform.RIGHT) / 2
    assert xs.min() == pytest.approx(half, abs=4)
    assert xs.max() == pytest.approx(waveform.WIDTH - waveform.RIGHT, abs=4)


@pytest.mark.parametrize("seconds", [0.01, 2])
def test_silence_has_a_level_curve_too(tmp_path: Path, seconds: float):
    target = tmp_path / "level.png"
    assert STILLS.waveform(a_tone(tmp_path / "s.wav", seconds, 0), (), target).width == 1200


def test_what_is_no_sound_is_named(tmp_path: Path):
    text = tmp_path / "notes.wav"
    text.write_text("not a sound at all")
    with pytest.raises(PermanentError, match="notes.wav: it is no 16-bit WAV"):
        STILLS.waveform(text, (), tmp_path / "level.png")
