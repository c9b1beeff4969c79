"""The user's own pictures: order, licences, every kind of file, and what is refused."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms

from factory.channel.providers import Pictures
from factory.errors import BadInput
from resources.illustrators.picture_folder import FolderIllustrator

RED, BLUE, GREEN = (220, 30, 30), (30, 30, 220), (30, 200, 30)


def halves(
    size: tuple[int, int], top: tuple[int, int, int], bottom: tuple[int, int, int]
) -> Image.Image:
    picture = Image.new("RGB", size, top)
    picture.paste(bottom, (0, size[1] // 2, size[0], size[1]))
    return picture


def drawn(folder: Path, size: tuple[int, int] = (90, 160), index: int = 0) -> Image.Image:
    """Draw the folder's picture and return what was written."""
    illustrator = FolderIllustrator()
    recipe = illustrator.recipe(
        Pictures(provider="folder", folder=str(folder), licence="own"), "", "", index
    )
    target = folder.parent / "drawn.png"
    detail = illustrator.draw(recipe, 1, *size, target)
    with Image.open(target) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", size)
        assert (detail.width, detail.height) == size
        return picture.copy()


def near(pixel: object, wanted: tuple[int, int, int], within: int = 14) -> bool:
    return bool(np.abs(np.asarray(pixel, int) - wanted).max() <= within)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "pictures"
    made.mkdir()
    return made


def refusal(folder: Path, **given: str) -> str:
    """Return what is said when the folder's first picture cannot be used."""
    keys = {"provider": "folder", "folder": str(folder), "licence": "own", **given}
    pictures = Pictures.model_validate(keys)
    illustrator = FolderIllustrator()
    with pytest.raises(BadInput) as raised:
        illustrator.draw(
            illustrator.recipe(pictures, "", "", 0), 1, 90, 160, folder.parent / "no.png"
        )
    assert not (folder.parent / "no.png").exists()
    return str(raised.value)


def test_pictures_come_in_natural_order_and_begin_again_at_the_end(folder: Path):
    for name in ("b10.png", "B2.PNG", "b1.jpeg", ".hidden.png", "notes.txt", "a.WebP"):
        Image.new("RGB", (8, 8), RED).save(
            folder / name, {"a.WebP": "WEBP", "b1.jpeg": "JPEG"}.get(name, "PNG")
        )
    pictures = Pictures(provider="folder", folder=str(folder), licence="own")
    names = [FolderIllustrator().recipe(pictures, "", "", i)["file"] for i in range(5)]
    assert names == ["a.WebP", "b1.jpeg", "B2.PNG", "b10.png", "a.WebP"]


def test_the_recipe_follows_the_content_and_not_the_place(tmp_path: Path):
    recipes = []
    for place in ("here", "there"):
        (tmp_path / place).mkdir()
        Image.new("RGB", (8, 8), RED).save(tmp_path / place / "x.png")
        pictures = Pictures(provider="folder", folder=str(tmp_path / place), licence="CC-BY-4.0")
        recipes.append(FolderIllustrator().recipe(pictures, "", "", 0))
    assert recipes[0] == recipes[1]
    assert "here" not in str(recipes[0])
    assert recipes[0]["licence"] == "CC-BY-4.0"


def test_a_table_of_licences_names_each_picture(folder: Path):
    Image.new("RGB", (8, 8), RED).save(folder / "one.png")
    Image.new("RGB", (8, 8), BLUE).save(folder / "two.png")
    table = 'file, licence, attribution\none.png, CC-BY-4.0, "Vermeer, J."\n'
    (folder / "licences.csv").write_text(table, encoding="utf-8-sig")
    illustrator, pictures = FolderIllustrator(), Pictures(provider="folder", folder=str(folder))
    recipe = illustrator.recipe(pictures, "", "", 0)
    detail = illustrator.draw(recipe, 1, 64, 64, folder.parent / "x.png")
    assert (detail.licence, detail.attribution) == ("CC-BY-4.0", "Vermeer, J.")
    with pytest.raises(BadInput, match=r"two\.png.*no licence.*licences\.csv"):
        illustrator.recipe(pictures, "", "", 1)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_exif_orientation_is_turned_upright(orientation: int, folder: Path):
    """The stored picture is the upright one turned the other way; drawn, it is upright again."""
    upright = halves((90, 160), RED, BLUE)
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = upright.transpose(back[orientation]) if orientation in back else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(folder / "x.jpg", exif=exif, quality=95)
    result = drawn(folder)
    assert near(result.getpixel((45, 20)), RED)
    assert near(result.getpixel((45, 140)), BLUE)


@pytest.mark.parametrize(
    ("mode", "name"),
    [
        ("CMYK", "x.jpg"),
        ("L", "x.png"),
        ("1", "x.png"),
        ("P", "x.gif"),
        ("RGB", "x.bmp"),
        ("RGB", "x.tif"),
        ("RGB", "x.webp"),
    ],
)
def test_every_colour_mode_and_format_is_read(mode: str, name: str, folder: Path):
    halves((90, 160), (255, 255, 255), (0, 0, 0)).convert(mode).save(folder / name)
    result = drawn(folder)
    assert near(result.getpixel((45, 20)), (255, 255, 255), 20)
    assert near(result.getpixel((45, 140)), (0, 0, 0), 45)


def test_sixteen_bits_are_scaled_and_not_cut(folder: Path):
    levels = np.repeat(np.linspace(0, 65535, 160).astype(np.uint16)[:, None], 90, 1)
    cv2.imwrite(str(folder / "x.png"), levels)
    column = np.asarray(drawn(folder))[:, 45, 0]
    assert len(np.unique(column)) > 100
    assert abs(int(column[80]) - 128) < 4


def test_an_embedded_profile_is_obeyed(folder: Path):
    """A Lab-based profile written as such must not be read as if it were sRGB."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (90, 160), (200, 120, 40)).save(folder / "x.png", icc_profile=profile)
    assert near(drawn(folder).getpixel((45, 80)), (200, 120, 40), 2)
    swapped = profile.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")
    Image.new("RGB", (90, 160), (200, 120, 40)).save(folder / "x.png", icc_profile=swapped)
    red, _, blue = np.asarray(drawn(folder))[80, 45].astype(int)
    assert blue > red


def test_a_profile_that_is_rubbish_is_passed_over(folder: Path):
    Image.new("RGB", (90, 160), GREEN).save(folder / "x.png", icc_profile=b"rubbish" * 40)
    assert near(drawn(folder).getpixel((45, 80)), GREEN, 2)


def test_transparency_is_filled_softly_and_never_with_white(folder: Path):
    picture = Image.new("RGBA", (90, 160), (255, 255, 255, 0))
    picture.paste((*RED, 255), (20, 40, 70, 120))
    picture.save(folder / "x.png")
    result = drawn(folder)
    assert near(result.getpixel((45, 80)), RED)
    assert max(np.asarray(result)[5, 5]) < 90


def test_a_wide_picture_in_an_upright_frame_stands_whole_before_its_blurred_copy(folder: Path):
    wide = Image.new("RGB", (320, 100), GREEN)
    wide.paste(RED, (0, 0, 20, 100))
    wide.paste(BLUE, (300, 0, 320, 100))
    wide.save(folder / "x.png")
    result = drawn(folder, (180, 320))
    assert near(result.getpixel((3, 160)), RED, 40)
    assert near(result.getpixel((176, 160)), BLUE, 40)
    above = np.asarray(result)[20, 90]
    assert above.max() > 20
    assert above.max() < 0.75 * max(GREEN)


def test_a_picture_of_nearly_the_right_shape_fills_the_frame(folder: Path):
    halves((120, 160), RED, BLUE).save(folder / "x.png")
    result = np.asarray(drawn(folder))
    assert near(result[2, 2], RED)
    assert near(result[-3, -3], BLUE)


def test_a_picture_of_one_pixel_fills_any_frame_and_is_called_blank(folder: Path):
    Image.new("RGB", (1, 1), GREEN).save(folder / "x.png")
    assert near(drawn(folder, (400, 300)).getpixel((200, 150)), GREEN, 3)


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
    assert "cannot be decoded" in refusal(folder)


def png_claiming(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    body = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


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
        ("words.webp", b"not a picture at all", "no picture it knows"),
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
