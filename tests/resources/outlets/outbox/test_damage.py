"""A folder that is not what was released is noticed, and made whole again from the store."""

from collections.abc import Callable
from pathlib import Path

import pytest

from resources.outlets.outbox.outlet import OutboxOutlet
from tests.fakes.manifests import VIDEO_ID
from tests.fakes.outbox import NAMES_IN_OUTBOX, names, publication, publish, released


def flip_a_byte(folder: Path) -> None:
    (folder / "video.mp4").write_bytes(b"mP4")


def truncate(folder: Path) -> None:
    (folder / "thumbnail.jpg").write_bytes(b"")


def lose_a_file(folder: Path) -> None:
    (folder / "captions.srt").unlink()


def add_a_file(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine", encoding="utf-8")


def edit_what_is_pasted(folder: Path) -> None:
    (folder / "listing.txt").write_text("TITLE\nAnother", encoding="utf-8")


def link_elsewhere(folder: Path) -> None:
    (folder / "video.mp4").rename(folder.parent / "moved.mp4")
    (folder / "video.mp4").symlink_to(folder.parent / "moved.mp4")


def rename_the_folder(folder: Path) -> None:
    folder.rename(folder.parent / "uploaded-on-monday")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (flip_a_byte, "video.mp4 is changed"),
        (truncate, "thumbnail.jpg is changed"),
        (lose_a_file, "captions.srt is missing"),
        (add_a_file, "notes.txt was never released"),
        (edit_what_is_pasted, "listing.txt is missing or changed"),
        (link_elsewhere, "video.mp4 is missing"),
        (rename_the_folder, f"{VIDEO_ID} is not there"),
    ],
)
def test_a_damaged_folder_is_noticed_and_made_whole_again(
    outlet: OutboxOutlet,
    folder: Path,
    tmp_path: Path,
    damage: Callable[[Path], None],
    said: str,
):
    files = released(tmp_path / "store")
    post = publish(outlet, files)
    assert outlet.look(publication(files), post).state == "shown"
    damage(folder)
    (fault,) = outlet.look(publication(files), post).faults
    assert fault.endswith(said)
    publish(outlet, files)
    assert outlet.look(publication(files), post).state == "shown"
    assert (folder / "video.mp4").read_bytes() == b"mp4"


def test_what_a_file_manager_leaves_is_no_damage(
    outlet: OutboxOutlet, folder: Path, tmp_path: Path
):
    files = released(tmp_path / "store")
    post = publish(outlet, files)
    (folder / ".DS_Store").write_bytes(b"")
    (folder / "Thumbs.db").write_bytes(b"")
    assert outlet.look(publication(files), post).state == "shown"


def test_what_somebody_put_into_the_folder_is_set_aside_not_deleted(
    outlet: OutboxOutlet, folder: Path, tmp_path: Path
):
    files, aside = released(tmp_path / "store"), folder.parent / f"{VIDEO_ID}.set-aside"
    for words in ("first", "second"):
        publish(outlet, files)
        (folder / "notes.txt").write_text(words, encoding="utf-8")
    publish(outlet, files)
    assert names(folder) == NAMES_IN_OUTBOX
    assert [(aside / name).read_text() for name in names(aside)] == ["second", "first"]
    assert names(aside) == ["notes-2.txt", "notes.txt"]
