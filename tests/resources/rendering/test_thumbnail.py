"""Thumbnails: small enough, legible on any picture, and safe whatever the title is."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from factory.channel.branding import Thumbnail
from factory.errors import BadInput, PermanentError
from factory.graphics.contrast import LEAST
from factory.graphics.thumbnail_title import MOST_LINES, SMALLEST, Title, set_title
from factory.presets.thumbnail_layouts import layouts
from resources.images import fonts
from resources.machine import ffmpeg
from resources.rendering import thumbnail
from resources.rendering.thumbnail import ThumbnailDesigner

DESIGNER = ThumbnailDesigner()


def a_picture(path: Path, colour: tuple[int, int, int], size: tuple[int, int] = (640, 360)) -> Path:
    Image.new("RGB", size, colour).save(path)
    return path


def noise(path: Path, size: tuple[int, int] = (640, 360)) -> Path:
    pixels = np.random.default_rng(1).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    Image.fromarray(pixels).save(path)
    return path


def design(
    picture: Path, title: str, width: int, height: int, layout: str = "band", language: str = "en"
) -> tuple[Image.Image, Title]:
    look = Thumbnail(layout=layout)
    return thumbnail.design(picture, title, language, look, width, height, ffmpeg.binary())[:2]


def white(image: Image.Image) -> NDArray[np.bool_]:
    return np.logical_and.reduce(np.asarray(image.convert("RGB")) > 240, axis=2)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1080, 1920)])
def test_a_thumbnail_of_the_busiest_picture_stays_under_two_megabytes(
    tmp_path: Path, width: int, height: int
):
    target = tmp_path / "thumbnail.jpg"
    picture = noise(tmp_path / "noise.png", (width, height))
    detail = DESIGNER.thumbnail(picture, "Roman roads", "en", Thumbnail(), width, height, target)
    with Image.open(target) as image:
        assert (image.format, image.size) == ("JPEG", (width, height))
    assert detail.bytes == target.stat().st_size < 2_000_000


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


@pytest.mark.parametrize("layout", layouts())
def test_the_title_stands_out_also_from_a_picture_that_is_dark_for_the_most_part(
    tmp_path: Path, layout: str
):
    speckled = Image.new("L", (640, 360), 30)
    speckled.paste(255, (300, 0, 420, 360))
    speckled.save(tmp_path / "speckled.png")
    target, look = tmp_path / "thumbnail.jpg", Thumbnail(layout=layout)
    picture = tmp_path / "speckled.png"
    detail = DESIGNER.thumbnail(picture, "The road that never ended", "en", look, 640, 360, target)
    assert detail.contrast >= LEAST


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


def test_a_word_that_is_too_long_is_hyphenated_as_its_language_does():
    word, layout = "Wachstuchtischdeckenaufhängevorrichtungen", layouts()["band"]
    setting = set_title(word, "de", layout, "FFD633", 1080, 1920, fonts)
    assert setting.lines == ("WACHSTUCHTISCHDECKEN-", "AUFHÄNGEVORRICHTUNGEN")


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
        DESIGNER.thumbnail(picture, "ꦧꦱ", "jv", Thumbnail(), 1280, 720, tmp_path / "thumbnail.jpg")
    assert not (tmp_path / "thumbnail.jpg").exists()


def test_a_broken_picture_is_named(tmp_path: Path):
    broken = tmp_path / "broken.png"
    broken.write_bytes(noise(tmp_path / "noise.png").read_bytes()[:1000])
    with pytest.raises(PermanentError, match="broken.png cannot be read"):
        DESIGNER.thumbnail(
            broken, "Roads", "en", Thumbnail(), 1280, 720, tmp_path / "thumbnail.jpg"
        )
