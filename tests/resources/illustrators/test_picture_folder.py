"""The user's own pictures: order, licences, every kind of file, and what is refused."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms

from factory.channel.provider_settings import Pictures
from factory.errors import BadInput
from resources.illustrators.picture_folder import FolderIllustrator
from tests.resources.illustrators.drawn_pictures import BLUE, GREEN, RED, drawn, halves, near


def test_pictures_come_in_natural_order_and_begin_again_at_the_end(folder: Path):
    for name in ("b10.png", "B2.PNG", "b1.jpeg", ".hidden.png", "notes.txt", "a.WebP"):
        Image.new("RGB", (8, 8), RED).save(
            folder / name, {"a.WebP": "WEBP", "b1.jpeg": "JPEG"}.get(name, "PNG")
        )
    pictures = Pictures(provider="folder", folder=str(folder), licence="own")
    names = [FolderIllustrator().recipe(pictures, "", "", i)["file"] for i in range(5)]
    assert names == ["a.WebP", "b1.jpeg", "B2.PNG", "b10.png", "a.WebP"]


@pytest.mark.parametrize(
    ("words", "file"),
    [
        ("IMG_2.png", "img_2.PNG"),
        ("storms, sea, tower", "sea-storm.png"),
        ("a tower of brick", "Tower 3.png"),
        ("image, photo, meadow", "a1.png"),
    ],
)
def test_a_file_is_taken_by_its_name_then_by_the_words_in_it_then_in_turn(
    words: str, file: str, folder: Path
):
    for name in ("a1.png", "img_2.PNG", "sea-storm.png", "Tower 3.png"):
        Image.new("RGB", (8, 8), RED).save(folder / name)
    pictures = Pictures(provider="folder", folder=str(folder), licence="own")
    assert FolderIllustrator().recipe(pictures, words, "", 0)["file"] == file


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
