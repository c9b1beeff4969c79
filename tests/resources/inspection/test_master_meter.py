"""The meter: known faults are found in files that have them, and none in a sound one."""

from pathlib import Path

import pytest

from factory.captions.burned_in import caption_events
from factory.captions.cues import Cue
from factory.master.expected_captions import NOT_CAPTIONED, Captioned, safe_area
from factory.master.measurement import Measurement
from factory.presets.caption_styles import caption_style_of
from factory.typography.ass_script import write_ass
from factory.video_formats.formats import FormatCaptions, Picture, format_named
from resources.images import fonts
from resources.inspection.master_meter import Meter
from resources.machine import ffmpeg
from tests.fakes.manifests import a_cue
from tests.fakes.render_inputs import speech, write_wav
from tests.fakes.render_manifests import failed, findings_on

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
    captioned: Captioned = NOT_CAPTIONED,
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
    return METER.measure(target, captioned)


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


SHORT = format_named("short").captions
SMALL = Picture(width=270, height=480, fps=30)
BUSY = "mandelbrot=s=270x480:r=30:start_scale=0.5:end_scale=0.3"
CUES = (
    a_cue("one two six", 0.2, 1.0),
    a_cue("uncharacteristically broad", 1.0, 1.9),
    a_cue("four", 2.2, 2.8),
)


def burned(folder: Path, style: FormatCaptions, picture: str = BUSY) -> Measurement:
    """Measure a master whose captions were drawn in this style, expecting those of a Short."""
    (folder / "fonts").mkdir()
    events = caption_events(CUES, caption_style_of(None, style), style, SMALL, fonts)
    script = write_ass(events, SMALL, 0, 90) or b""
    for font in fonts.fonts_named(script):
        (folder / "fonts" / font.name).symlink_to(font)
    (folder / "c.ass").write_bytes(script)
    drawn = f"{picture},ass=filename={folder}/c.ass:fontsdir={folder}/fonts"
    expected = Captioned(CUES, safe_area(SHORT))
    return measured(folder, drawn, seconds=3, captioned=expected)


@pytest.mark.parametrize("picture", [BUSY, "color=0x60a080:s=270x480:r=30"])
def test_captions_in_their_safe_area_are_not_complained_of(tmp_path: Path, picture: str):
    found = burned(tmp_path, SHORT, picture)
    assert found.caption_changes == 5
    assert found.outside == ()


@pytest.mark.parametrize(
    "moved",
    [
        {"safe_bottom": 1.0, "baseline": 0.97},
        {"safe_top": 0.0, "baseline": 0.1},
        {"safe_width": 1.0, "size": 0.055},
    ],
    ids=["low", "high", "wide"],
)
def test_captions_outside_their_safe_area_are_seen(tmp_path: Path, moved: dict[str, float]):
    found = burned(tmp_path, SHORT.model_copy(update=moved))
    assert found.outside
    assert "burned_captions_stay_in_the_safe_area" in failed(findings_on(found))


def spoken(folder: Path, shift_seconds: float) -> Measurement:
    """Measure a master in which somebody speaks every two seconds, captioned with a shift."""
    voice = write_wav(folder / "voice.wav", speech(10, 48_000), 48_000)
    cues: list[Cue] = [
        a_cue("words of a sentence", n + shift_seconds, n + 1.5 + shift_seconds)
        for n in range(0, 10, 2)
    ]
    return measured(folder, sound=f"amovie={voice}", seconds=10, captioned=Captioned(tuple(cues)))


def test_captions_on_time_are_within_a_twentieth_of_a_second(tmp_path: Path):
    sync = spoken(tmp_path, 0.0).sync
    assert sync is not None
    assert (sync.judged, sync.spoken_share) == (5, 1.0)
    assert sync.p95_seconds < 0.05


def test_captions_half_a_second_late_are_found_out(tmp_path: Path):
    found = spoken(tmp_path, 0.5)
    assert found.sync is not None
    assert found.sync.median_seconds == pytest.approx(0.5, abs=0.05)
    assert "captions_keep_time_with_the_voice" in failed(findings_on(found))


def test_a_stuttering_picture_is_found_out(tmp_path: Path):
    found = measured(tmp_path, "testsrc2=size=180x320:rate=15,fps=30", seconds=2)
    assert found.duplicate_frames == pytest.approx(30, abs=2)
    assert "picture_keeps_moving" in failed(findings_on(found))


def test_an_empty_last_frame_and_a_flat_stretch_are_found_out(tmp_path: Path):
    found = measured(tmp_path, f"{MOVING},drawbox=color=blue:t=fill:enable='gte(t,1.2)'", seconds=2)
    assert [s.start for s in found.flat] == [pytest.approx(1.2, abs=0.05)]
    assert failed(findings_on(found)) >= {
        "no_flat_stretches",
        "first_and_last_frame_show_a_picture",
    }
