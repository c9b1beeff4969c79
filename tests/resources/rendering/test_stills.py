"""Stills: the right size, small enough, legible, and safe whatever the title is."""

import wave
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from factory.channel.branding import Thumbnail
from factory.errors import BadInput, PermanentError
from factory.graphics.thumbnail_title import MOST_LINES, SMALLEST, Title
from factory.presets.thumbnail_layouts import layouts
from resources.audio.levels import measure_levels
from resources.images import waveform
from resources.machine import ffmpeg
from resources.rendering import thumbnail
from resources.rendering.stills import StillRenderer
from tests.fakes.manifests import a_cue

DESIGNER = StillRenderer()
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


def design(
    picture: Path, title: str, width: int, height: int, layout: str = "band"
) -> tuple[Image.Image, Title]:
    look = Thumbnail(layout=layout)
    return thumbnail.design(picture, title, look, width, height, ffmpeg.binary())


def white(image: Image.Image) -> NDArray[np.bool_]:
    return np.logical_and.reduce(np.asarray(image.convert("RGB")) > 240, axis=2)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1080, 1920)])
def test_a_thumbnail_of_the_busiest_picture_stays_under_two_megabytes(
    tmp_path: Path, width: int, height: int
):
    target = tmp_path / "thumbnail.jpg"
    picture = noise(tmp_path / "noise.png", (width, height))
    detail = DESIGNER.thumbnail(picture, "Roman roads", Thumbnail(), width, height, target)
    with Image.open(target) as image:
        assert (image.format, image.size) == ("JPEG", (width, height))
    assert detail["bytes"] == target.stat().st_size < 2_000_000


@pytest.mark.parametrize("layout", layouts())
@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1080, 1920)])
def test_the_title_is_large_white_on_dark_and_keeps_off_the_edges(
    tmp_path: Path, width: int, height: int, layout: str
):
    picture = a_picture(tmp_path / "bright.png", (180, 190, 185))
    image, setting = design(picture, "The road that never ended", width, height, layout)
    ys, xs = np.nonzero(white(image))
    assert setting.em >= 0.1 * min(width, height)
    assert 0.04 * width < xs.min() < xs.max() < 0.96 * width
    assert 0.05 * height < ys.min() < ys.max() < 0.95 * height
    box = np.asarray(image.convert("L"))[ys.min() : ys.max(), xs.min() : xs.max()]
    assert np.median(box[box < 240]) < 90


def test_a_band_darkens_an_upright_picture_behind_the_letters_alone(tmp_path: Path):
    picture = a_picture(tmp_path / "bright.png", (180, 190, 185), (270, 480))
    image, setting = design(picture, "The road", 270, 480)
    luma = np.asarray(image.convert("L"))
    fading = 1.2 * setting.em
    above, below = luma[: round(setting.top - fading)], luma[round(setting.bottom + fading) :]
    assert min(len(above), len(below)) > 48
    assert above.min() > 180
    assert below.min() > 180


def test_a_night_is_brighter_on_its_thumbnail_than_it_was(tmp_path: Path):
    picture = a_picture(tmp_path / "night.png", (30, 34, 44), (270, 480))
    luma = np.asarray(design(picture, "The road", 270, 480)[0].convert("L"))
    assert np.median(luma) > 50


@pytest.mark.parametrize(
    "title",
    [
        "x",
        "{\\b1}<script>alert('x')</script> %{pts}",
        "new\nline\x00 \u202eright to left",
        "word " * 2000,
        "w" * 5000,
        "Donaudampfschifffahrtsgesellschaftskapitän",
    ],
)
def test_any_title_fits(tmp_path: Path, title: str):
    picture = a_picture(tmp_path / "dark.png", (20, 20, 30))
    image, setting = design(picture, title, 1280, 720)
    ys, xs = np.nonzero(white(image))
    assert 0.04 * 1280 < xs.min() < xs.max() < 0.82 * 1280
    assert 0.2 * 720 < ys.min() < ys.max() < 0.95 * 720
    assert 1 <= len(setting.lines) <= MOST_LINES
    assert setting.em >= SMALLEST * 720 - 1


def test_a_title_that_cannot_fit_ends_in_an_ellipsis(tmp_path: Path):
    picture = a_picture(tmp_path / "dark.png", (20, 20, 30))
    _, setting = design(picture, "remarkable " * 100, 1280, 720)
    assert setting.lines[-1].endswith("REMARKABLE…")


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Pompeii 🌋", ("POMPEII",)),
        ("🌋", ()),
        ("Tiếng Việt", ("TIẾNG VIỆT",)),
        ("ışık", ("IŞIK",)),
    ],
)
def test_emoji_stay_out_of_the_picture_and_letters_in(
    tmp_path: Path, title: str, lines: tuple[str, ...]
):
    picture = a_picture(tmp_path / "dark.png", (20, 20, 30))
    assert design(picture, title, 1280, 720)[1].lines == lines


def test_arabic_is_joined_and_begins_on_the_right(tmp_path: Path):
    picture = a_picture(tmp_path / "dark.png", (20, 20, 30))
    image, _ = design(picture, "مكتبة", 1280, 720)
    _, xs = np.nonzero(white(image))
    assert xs.min() > 0.4 * 1280
    assert xs.max() > 0.72 * 1280


def test_a_title_in_letters_no_font_has_is_refused(tmp_path: Path):
    picture = a_picture(tmp_path / "dark.png", (20, 20, 30))
    with pytest.raises(BadInput, match="can draw ꦧ"):
        DESIGNER.thumbnail(picture, "ꦧꦱ", Thumbnail(), 1280, 720, tmp_path / "thumbnail.jpg")
    assert not (tmp_path / "thumbnail.jpg").exists()


def test_a_broken_picture_is_named(tmp_path: Path):
    broken = tmp_path / "broken.png"
    broken.write_bytes(noise(tmp_path / "noise.png").read_bytes()[:1000])
    with pytest.raises(PermanentError, match="broken.png cannot be read"):
        DESIGNER.thumbnail(broken, "Roads", Thumbnail(), 1280, 720, tmp_path / "thumbnail.jpg")
    with pytest.raises(PermanentError, match="broken.png cannot be read"):
        DESIGNER.contact_sheet([broken], ["s001"], tmp_path / "sheet.jpg")


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
    detail = DESIGNER.poster(master, 1.5, target)
    assert (detail["width"], detail["height"]) == (64, 96)
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
        DESIGNER.poster(master, 9.0, tmp_path / "poster.jpg")


def test_a_contact_sheet_shows_all_pictures_in_order(tmp_path: Path):
    colours = [(220, 30, 30), (30, 200, 30), (40, 40, 230)]
    pictures = [a_picture(tmp_path / f"{n}.png", c) for n, c in enumerate(colours)]
    target = tmp_path / "sheet.jpg"
    DESIGNER.contact_sheet(pictures, ["one", "two 🔥", "a label longer than its picture"], target)
    with Image.open(target) as image:
        pixels = np.asarray(image.convert("RGB")).astype(int)
    places = [np.argwhere(np.abs(pixels - c).max(axis=2) < 12) for c in colours]
    assert all(len(place) > 10_000 for place in places)
    corners = [tuple(place.min(axis=0)) for place in places]
    assert corners == sorted(corners)


def test_a_contact_sheet_of_many_busy_pictures_stays_under_one_megabyte(tmp_path: Path):
    pictures = [noise(tmp_path / "noise.png", (320, 180))] * 150
    target = tmp_path / "sheet.jpg"
    detail = DESIGNER.contact_sheet(pictures, [f"s{n:03d}" for n in range(150)], target)
    assert detail["bytes"] == target.stat().st_size < 1_000_000


def test_a_contact_sheet_of_nothing_is_an_error(tmp_path: Path):
    with pytest.raises(PermanentError, match="there are no pictures"):
        DESIGNER.contact_sheet([], [], tmp_path / "sheet.jpg")


def test_loudness_is_measured_as_bs1770_says(tmp_path: Path):
    # A 997 Hz sine of 0 dBFS in one channel reads -3.01 LKFS (ITU-R BS.1770-5, annex 1).
    levels = measure_levels(a_tone(tmp_path / "tone.wav", 3, 0.1), 300)
    assert levels.typical_lufs == pytest.approx(-23.01, abs=0.1)
    assert levels.peak_dbfs.max() == pytest.approx(-20, abs=0.1)
    assert levels.seconds == pytest.approx(3)


def test_the_level_curve_is_a_png_with_its_captions_underneath(tmp_path: Path):
    target, tone = tmp_path / "level.png", a_tone(tmp_path / "tone.wav", 4, 0.2)
    DESIGNER.waveform(tone, [a_cue("the second half", 2.0, 4.0)], target)
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
    assert DESIGNER.waveform(a_tone(tmp_path / "s.wav", seconds, 0), (), target)["width"] == 1200


def test_what_is_no_sound_is_named(tmp_path: Path):
    text = tmp_path / "notes.wav"
    text.write_text("not a sound at all")
    with pytest.raises(PermanentError, match="notes.wav: it is no 16-bit WAV"):
        DESIGNER.waveform(text, (), tmp_path / "level.png")
