"""Pictures of the user that cannot be used, each named with its reason."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from factory.channel.provider_settings import Pictures
from factory.errors import BadInput
from resources.illustrators.picture_folder import FolderIllustrator
from tests.resources.illustrators.drawn_pictures import (
    BLUE,
    RED,
    drawn,
    near,
    png_claiming,
    refusal,
)


def test_a_link_out_of_the_folder_is_followed(folder: Path, tmp_path: Path):
    Image.new("RGB", (90, 160), BLUE).save(tmp_path / "far.png")
    (folder / "x.png").symlink_to(tmp_path / "far.png")
    assert near(drawn(folder).getpixel((45, 80)), BLUE, 2)


def test_a_cut_off_picture_is_refused_by_name(folder: Path):
    data = io.BytesIO()
    Image.effect_noise((200, 200), 60).convert("RGB").save(data, "JPEG")
    (folder / "holiday.jpg").write_bytes(data.getvalue()[: len(data.getvalue()) // 2])
    assert "holiday.jpg" in refusal(folder)


def test_a_picture_whose_bytes_are_damaged_is_refused(folder: Path):
    data = io.BytesIO()
    Image.effect_noise((64, 64), 60).save(data, "PNG")
    damaged = bytearray(data.getvalue())
    damaged[200:260] = bytes(60)
    (folder / "holiday.png").write_bytes(damaged)
    assert "cannot be read" in refusal(folder)


@pytest.mark.parametrize("size", [(15_000, 15_000), (60_000, 60_000)])
def test_a_decompression_bomb_is_refused_before_it_is_decoded(size: tuple[int, int], folder: Path):
    (folder / "bomb.png").write_bytes(png_claiming(*size))
    message = refusal(folder)
    assert "bomb.png" in message
    assert "200 million" in message


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.png", b"", "0 bytes"),
        (
            "drawing.png",
            b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
            "an SVG drawing",
        ),
        ("page.jpg", b"<!DOCTYPE html><html></html>", "markup text"),
        ("words.webp", b"not a picture at all", "no picture, sound or video"),
    ],
)
def test_what_is_no_picture_is_named_for_what_it_is(
    name: str, content: bytes, said: str, folder: Path
):
    (folder / name).write_bytes(content)
    message = refusal(folder)
    assert name in message
    assert said in message


def test_an_archive_called_jpg_is_named_an_archive(folder: Path):
    with zipfile.ZipFile(folder / "album.jpg", "w") as archive:
        archive.writestr("inside.txt", "x")
    assert "a ZIP archive" in refusal(folder)


def test_a_folder_called_jpg_is_refused(folder: Path):
    (folder / "album.jpg").mkdir()
    assert "album.jpg" in refusal(folder)
    assert "not a file" in refusal(folder)


def test_a_broken_link_is_refused(folder: Path):
    (folder / "x.png").symlink_to(folder / "nowhere.png")
    assert "not a file" in refusal(folder)


def test_a_missing_an_empty_and_a_false_folder_are_told_apart(folder: Path):
    assert "holds 0 files" in refusal(folder)
    (folder / "notes.txt").write_text("x")
    assert "holds 1 files, none a picture" in refusal(folder)
    assert "does not exist" in refusal(folder / "gone")
    assert "is a file" in refusal(folder / "notes.txt")
    with pytest.raises(BadInput, match="none is named"):
        FolderIllustrator().recipe(Pictures(provider="folder", licence="own"), "", "", 0)


def test_pictures_without_a_licence_are_refused(folder: Path):
    Image.new("RGB", (8, 8)).save(folder / "x.png")
    assert "no licence" in refusal(folder, licence="  ")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (b"name,owner\nx.png,me\n", "wanted: file, licence"),
        (b"file,licence\n\xff\xfe\x00", "UTF-8"),
        (b"", "wanted: file, licence"),
    ],
)
def test_a_table_of_licences_that_cannot_be_read_is_refused(table: bytes, said: str, folder: Path):
    Image.new("RGB", (8, 8)).save(folder / "x.png")
    (folder / "licences.csv").write_bytes(table)
    assert said in refusal(folder)


def test_a_picture_changed_after_it_was_chosen_is_refused(folder: Path):
    Image.new("RGB", (8, 8), RED).save(folder / "x.png")
    illustrator = FolderIllustrator()
    recipe = illustrator.recipe(
        Pictures(provider="folder", folder=str(folder), licence="own"), "", "", 0
    )
    Image.new("RGB", (8, 8), BLUE).save(folder / "x.png")
    with pytest.raises(BadInput, match="has changed"):
        illustrator.draw(recipe, 1, 90, 160, folder / "y.png")
    with pytest.raises(BadInput, match="ask for its recipe"):
        FolderIllustrator().draw(recipe, 1, 90, 160, folder / "y.png")
