"""A clip is judged when it is chosen: damage, stillness and black are said with its name."""

from pathlib import Path

import pytest

from factory.channel.provider_settings import Pictures
from factory.errors import BadInput
from factory.pictures.visuals import PictureDetail
from resources.illustrators.picture_folder import FolderIllustrator
from resources.machine import ffmpeg

MOVING = "testsrc2=size=160x90:rate=25:duration=4"
STILL = "smptebars=size=160x90:rate=25:duration=4"


def film(folder: Path, graph: str, name: str = "clip.mp4") -> Path:
    """Make a clip of what a graph of ffmpeg's own sources shows."""
    path = folder / name
    ffmpeg.run(
        [
            "-f",
            "lavfi",
            "-i",
            graph,
            "-c:v",
            "libx264",
            "-g",
            "25",
            "-pix_fmt",
            "yuv420p",
            str(path),
        ],
        doing="make a clip",
    )
    return path


def chosen(folder: Path, **keys: object) -> PictureDetail:
    """Take the only clip of a folder, as the stage of pictures does."""
    pictures = Pictures.model_validate(
        {"provider": "folder", "folder": str(folder), "licence": "CC0-1.0", **keys}
    )
    maker = FolderIllustrator()
    recipe = maker.recipe(pictures, "", "", 0)
    return maker.draw(recipe, 1, 160, 90, folder.parent / "taken.mp4")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "clips"
    made.mkdir()
    return made


def test_a_clip_that_moves_is_taken(folder: Path):
    film(folder, MOVING)
    assert chosen(folder).clip


def test_a_clip_that_stands_still_is_taken_only_where_that_is_accepted(folder: Path):
    film(folder, STILL)
    with pytest.raises(
        BadInput, match=r"clip 'clip\.mp4' stands still from 0\.0 to 3\.\d s.*accept"
    ):
        chosen(folder)
    assert chosen(folder, accept=["still"]).clip


def test_a_clip_that_is_black_on_the_way_is_refused_with_the_place(folder: Path):
    film(folder, f"{MOVING},drawbox=t=fill:c=black:enable='between(t,1,2)'")
    with pytest.raises(BadInput, match=r"clip 'clip\.mp4' is black from 1\.0 to 2\.\d s"):
        chosen(folder, accept=["still"])


@pytest.mark.parametrize("how", ["overwritten", "cut off"])
def test_a_damaged_clip_is_refused_by_name(folder: Path, how: str):
    path = film(folder, MOVING, "clip.mkv")
    data = bytearray(path.read_bytes())
    if how == "cut off":
        data = data[: len(data) // 2]
    else:
        for place in range(len(data) // 4, len(data) * 3 // 4, 40):
            data[place] ^= 0xFF
    path.write_bytes(bytes(data))
    with pytest.raises(BadInput, match=r"clip\.mkv"):
        chosen(folder)
