"""Pictures as a page shows them: small enough for it, whatever the whole is."""

import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from starlette.exceptions import HTTPException

from desk.web.video_files import preview_response
from wiring.home import Home


def shown(root: Path, name: str) -> Image.Image:
    answer = preview_response(
        root, name, Home.preview, lambda: "Why <ice> sings & the long dark tower of songs"
    )
    assert answer.media_type == "image/jpeg"
    return Image.open(io.BytesIO(bytes(answer.body)))


@pytest.mark.parametrize(
    ("size", "fits"), [((2000, 900), (640, 288)), ((540, 960), (236, 420)), ((90, 60), (90, 60))]
)
def test_a_preview_fits_a_page_of_1440_px_and_is_never_enlarged(
    tmp_path: Path, size: tuple[int, int], fits: tuple[int, int]
):
    Image.new("RGB", size, "navy").save(tmp_path / "poster.jpg")
    assert shown(tmp_path, "poster.jpg").size == fits


def test_a_preview_is_of_pictures_inside_the_folder_only(tmp_path: Path):
    (tmp_path / "words.txt").write_text("no picture", encoding="utf-8")
    for name in ("words.txt", "../etc/passwd", "missing.jpg"):
        with pytest.raises(HTTPException):
            preview_response(
                tmp_path,
                name,
                Home.preview,
                lambda: "Why <ice> sings & the long dark tower of songs",
            )


@pytest.mark.parametrize("name", ["poster.jpg", "thumbnail.jpg"])
def test_a_poster_that_is_not_there_is_drawn_with_the_videos_title(tmp_path: Path, name: str):
    answer = preview_response(
        tmp_path, name, Home.preview, lambda: "Why <ice> sings & the long dark tower of songs"
    )
    assert answer.media_type == "image/svg+xml"
    words = [line.text for line in ElementTree.fromstring(bytes(answer.body)).iter() if line.text]
    assert words == ["Why <ice>", "sings & the", "long dark …"]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("灯台が歩いた夏のこと", ["灯台が歩い", "た夏のこと"]),
        ("東京 Lighthouse Stories", ["東京", "Lighthouse", "Stories"]),
        ("북극곰의 겨울 이야기와 바다의 노래들", ["북극곰의 겨", "울 이야기와", "바다의 노…"]),
    ],
)
def test_a_drawn_title_of_wide_letters_has_as_many_in_a_line_as_fit(
    tmp_path: Path, title: str, lines: list[str]
):
    answer = preview_response(tmp_path, "poster.jpg", Home.preview, lambda: title)
    drawn = ElementTree.fromstring(bytes(answer.body)).iter()
    assert [line.text for line in drawn if line.text] == lines
