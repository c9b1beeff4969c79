"""What is signed holds for every byte that is seen or heard, and is known again by its signer only."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from factory.errors import PermanentError
from resources.machine import ffmpeg
from resources.machine.atomic_files import sha256_of
from resources.provenance.c2pa_credentials import C2paCredentials
from resources.provenance.mp4_room import boxes
from tests.fakes.manifests import VIDEO_ID
from tests.resources.provenance.signed_file import CLAIM, a_film, credentials_in


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> C2paCredentials:
    return credentials_in(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def unsigned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_film(tmp_path_factory.mktemp("film"))


@pytest.fixture(scope="module")
def signed(ours: C2paCredentials, unsigned: Path) -> Path:
    path = unsigned.with_name("signed.mp4")
    shutil.copy(unsigned, path)
    ours.sign(path, CLAIM)
    return path


def test_a_signed_file_says_whose_it_is_and_shows_the_same_frames(
    ours: C2paCredentials, unsigned: Path, signed: Path
):
    found = ours.read(signed)
    assert found.ours
    assert (found.state, found.video_id, found.generator) == ("whole", VIDEO_ID, "video-factory")
    assert found.source_type == "trainedAlgorithmicMedia"
    assert signed.stat().st_size == unsigned.stat().st_size
    assert _media(signed) == _media(unsigned)
    with signed.open("rb") as media:
        kinds = [kind for _, _, kind in boxes(media)]
    assert kinds.index(b"moov") < kinds.index(b"uuid") < kinds.index(b"mdat")


def _flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1000] ^= 1
    path.write_bytes(data)


def _other_video(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data.replace(VIDEO_ID.encode(), VIDEO_ID[::-1].encode(), 1))


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2000])


def _grown(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"and more")


@pytest.mark.parametrize(
    ("attack", "states"),
    [
        (_flipped, {"altered"}),
        (_other_video, {"altered", "unreadable"}),
        (_cut_short, {"altered", "unreadable"}),
        (_grown, {"altered", "unreadable"}),
    ],
)
def test_a_file_that_was_changed_after_it_was_signed_is_known(
    ours: C2paCredentials,
    signed: Path,
    tmp_path: Path,
    attack: Callable[[Path], None],
    states: set[str],
):
    copy = Path(shutil.copy(signed, tmp_path / "copy.mp4"))
    attack(copy)
    assert sha256_of(copy) != sha256_of(signed)
    assert ours.read(copy).state in states


def test_a_remuxed_file_has_lost_what_was_signed(
    ours: C2paCredentials, signed: Path, tmp_path: Path
):
    copy = tmp_path / "copy.mp4"
    how = ["-i", str(signed), "-c", "copy", str(copy)]
    ffmpeg.run(how, doing="remux", program=ffmpeg.binary(None))
    assert ours.read(copy).state == "absent"


def test_another_factorys_master_is_a_strangers(signed: Path, tmp_path: Path):
    theirs = credentials_in(tmp_path)
    assert theirs.signer
    found = theirs.read(signed)
    assert (found.state, found.signer) == (
        "stranger",
        "masters of this factory, Video factory",
    )


@pytest.mark.parametrize("data", [b"", b"\0" * 100_000, b"\0\0\0\x18ftypisom" + b"\xff" * 5000])
def test_what_is_no_video_is_said_to_be_none(ours: C2paCredentials, tmp_path: Path, data: bytes):
    path = tmp_path / "file.mp4"
    path.write_bytes(data)
    assert ours.read(path).state == "unreadable"


def test_a_file_without_room_is_not_touched(ours: C2paCredentials, unsigned: Path, tmp_path: Path):
    narrow = a_film(tmp_path, room_bytes=2_000)
    before = sha256_of(narrow)
    with pytest.raises(PermanentError, match=r"free space are wanted .* render it again"):
        ours.sign(narrow, CLAIM)
    assert sha256_of(narrow) == before


def test_enough_room_is_asked_for_however_much_there_is_to_say(
    ours: C2paCredentials, unsigned: Path, tmp_path: Path
):
    parts = tuple(
        part.model_copy(update={"title": f"picture of s{number:03d} and a long title"})
        for number in range(60)
        for part in CLAIM.parts[1:]
    )
    claim = CLAIM.model_copy(update={"parts": (*CLAIM.parts, *parts)})
    film = a_film(tmp_path, room_bytes=2_000 + ours.room_bytes(claim))
    ours.sign(film, claim)
    assert ours.read(film).state == "whole"


def _media(path: Path) -> bytes:
    with path.open("rb") as file:
        at, size, _ = next(box for box in boxes(file) if box[2] == b"mdat")
        file.seek(at)
        return file.read(size)
