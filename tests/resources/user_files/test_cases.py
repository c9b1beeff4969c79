"""What real people's folders held: each file is used, or one sentence names it."""

import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from factory.channel.provider_settings import Music, Pictures
from factory.errors import BadInput
from resources.composers.music_folder import FolderComposer
from resources.illustrators.picture_folder import FolderIllustrator
from resources.machine import ffmpeg
from resources.user_files.licences import Licence, licence_of
from resources.user_files.reading import reading
from resources.video.probe import probe

WHOLE = Licence("CC0-1.0", "")
CAFE = "05 café.jpg"


def said_of(folder: Path, name: str, table: str, encoding: str = "utf-8") -> Licence:
    (folder / "licences.csv").write_text(table, encoding=encoding)
    return licence_of(folder / name, WHOLE, "picture", "pictures.licence")


@pytest.mark.parametrize(
    ("file", "table"),
    [
        ("a.jpg", "file,licence,attribution\na.jpg,CC-BY-4.0,By A\n"),
        ("a.jpg", "file;licence;attribution\na.jpg;CC-BY-4.0;By A\n"),
        ("a.jpg", "sep=;\nfile;licence;attribution\na.jpg;CC-BY-4.0;By A\n"),
        ("a.jpg", "file\tlicence\tattribution\r\na.jpg\tCC-BY-4.0\tBy A\r\n"),
        ("a.jpg", "File, Licence , Attribution\n\na.jpg , CC-BY-4.0, By A\n"),
        ("10-cmyk.jpg", "file,licence,attribution\n10-CMYK.JPG,CC-BY-4.0,By A\n"),
        (unicodedata.normalize("NFD", CAFE), f"file,licence,attribution\n{CAFE},CC-BY-4.0,By A\n"),
        (CAFE, f"file,licence,attribution\n{unicodedata.normalize('NFD', CAFE)},CC-BY-4.0,By A\n"),
    ],
)
def test_a_row_is_found_however_the_table_was_saved(file: str, table: str, tmp_path: Path):
    (tmp_path / file).touch()
    assert said_of(tmp_path, file, table, "utf-8-sig") == Licence("CC-BY-4.0", "By A")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (
            "file,licence\nb.jpg,CC-BY-4.0\n",
            r"licences\.csv, line 2: 'b\.jpg' is the name of no file",
        ),
        ("file,licence\na.jpg,\n", r"line 2: 'a\.jpg' has no licence"),
        ("file,licence\na.jpg,X\nA.JPG,Y\n", "line 3: 'A.JPG' stands in line 2 too"),
        ("file,licence\na.jpg,CC-BY-4.0,Vermeer, J.\n", "line 2: found 4 cells for 2 columns"),
        ("name;rights\na.jpg;X\n", r"wanted: file, licence, attribution"),
    ],
)
def test_a_row_that_cannot_be_meant_is_refused_with_its_line(table: str, told: str, tmp_path: Path):
    (tmp_path / "a.jpg").touch()
    with pytest.raises(BadInput, match=told):
        said_of(tmp_path, "a.jpg", table)


def test_music_and_pictures_read_the_table_with_one_reader(tmp_path: Path):
    (tmp_path / "a.mp3").touch()
    (tmp_path / "a.jpg").touch()
    (tmp_path / "licences.csv").write_text("file;licence\na.mp3;CC-BY-4.0\na.jpg;CC-BY-3.0\n")
    music = Music(kind="folder", folder=str(tmp_path), licence="CC0-1.0")
    pictures = Pictures(provider="folder", folder=str(tmp_path), licence="CC0-1.0")
    assert FolderComposer().recipe(music, 0)["licence"] == "CC-BY-4.0"
    assert FolderIllustrator().recipe(pictures, "", "", 0)["licence"] == "CC-BY-3.0"


def taken(folder: Path) -> Path:
    """Draw the folder's only picture."""
    illustrator, target = FolderIllustrator(), folder / ".drawn.png"
    pictures = Pictures(provider="folder", folder=str(folder), licence="own")
    illustrator.draw(illustrator.recipe(pictures, "", "", 0), 1, 64, 64, target)
    return target


@pytest.mark.parametrize("name", ["a.avif", "a.HEIC"])
def test_a_phones_picture_is_used_by_what_it_is(name: str, tmp_path: Path):
    Image.new("RGB", (40, 40), (200, 30, 30)).save(tmp_path / name, "AVIF")
    assert taken(tmp_path).is_file()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.heic", b"\0\0\0\x18ftypheic" + bytes(40), r"'a\.heic' is a HEIC photograph"),
        ("a.svg", b"<svg/>", r"'a\.svg', which cannot be read"),
        ("a.dng", b"II*\0", r"'a\.dng', which cannot be read"),
        (b"caf\xe9.jpg".decode(errors="surrogateescape"), b"x", r"'caf\\udce9\.jpg' is no UTF-8"),
    ],
)
def test_what_cannot_be_used_is_never_passed_over_in_silence(
    name: str, data: bytes, told: str, tmp_path: Path
):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadInput, match=told):
        taken(tmp_path)


def test_a_cameras_raw_twin_of_a_picture_is_no_fault(tmp_path: Path):
    Image.new("RGB", (40, 40), (200, 30, 30)).save(tmp_path / "a.jpg")
    (tmp_path / "a.dng").write_bytes(b"II*\0")
    assert taken(tmp_path).is_file()


def test_a_song_of_half_a_second_is_said_to_be_too_short(tmp_path: Path):
    song = tmp_path / "short.wav"
    ffmpeg.run(["-f", "lavfi", "-i", "sine=d=0.6:r=44100", str(song)], doing="make a song")
    composer = FolderComposer()
    music = Music(kind="folder", folder=str(tmp_path), licence="CC0-1.0")
    with pytest.raises(BadInput, match=r"short\.wav.*lasts 0\.6 s; wanted: 1 s to 3 h"):
        composer.compose(composer.recipe(music, 0), tmp_path / "bed.wav")


def test_a_clip_cut_by_its_list_of_edits_is_as_long_as_it_is_shown(tmp_path: Path):
    whole, cut = tmp_path / "whole.mp4", tmp_path / "cut.mp4"
    lavfi = ["-f", "lavfi", "-i", "testsrc2=s=96x64:r=10:d=6", "-g", "100", "-pix_fmt", "yuv420p"]
    ffmpeg.run([*lavfi, str(whole)], doing="make a clip")
    ffmpeg.run(
        ["-ss", "4", "-i", str(whole), "-c", "copy", str(cut)], doing="cut it as a phone does"
    )
    assert probe(cut).seconds == pytest.approx(2, abs=0.11)


@pytest.mark.parametrize(
    "error", [KeyError("x"), ZeroDivisionError(), UnicodeEncodeError("a", "b", 0, 1, "c")]
)
def test_whatever_a_decoder_trips_over_names_the_file_and_is_never_retried(error: Exception):
    refused = pytest.raises(BadInput, match=r"picture 'a\.jpg' cannot be read")
    with refused, reading("picture 'a.jpg'", "a whole one"):
        raise error
