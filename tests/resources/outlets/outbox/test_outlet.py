import os
import subprocess
from pathlib import Path

import pytest

from factory.errors import BadInput, PermanentError
from factory.listing.listing import Listing
from resources.outlets.outbox.listing_text import listing_text
from resources.outlets.outbox.outlet import OutboxOutlet
from tests.fakes.manifests import VIDEO_ID, a_listing
from tests.fakes.outbox import NAMES_IN_OUTBOX, hashes, names, publication, publish, released
from tests.fakes.outlets import NoNotes


def test_what_was_released_stands_in_the_videos_folder(
    outlet: OutboxOutlet, folder: Path, tmp_path: Path
):
    post = publish(outlet, released(tmp_path / "store"))
    assert post == {"post_id": VIDEO_ID, "url": folder.as_uri()}
    assert names(folder) == NAMES_IN_OUTBOX
    assert (folder / "video.mp4").read_bytes() == b"mp4"
    assert Listing.from_json((folder / "listing.json").read_bytes()) == a_listing()
    assert names(folder.parent) == [VIDEO_ID]


def test_the_listing_is_ready_to_paste():
    listing = a_listing(title="Roads", description="One.\nTwo.", tags=("a b", "c"))
    assert listing_text(listing).splitlines() == [
        "TITLE",
        "Roads",
        "",
        "DESCRIPTION",
        "One.",
        "Two.",
        "",
        "TAGS",
        "a b, c",
        "",
        "LANGUAGE: en",
        "MADE FOR KIDS: no",
        "ALTERED OR SYNTHETIC CONTENT: yes",
    ]


def test_a_new_revision_replaces_the_old_one_whole(
    outlet: OutboxOutlet, folder: Path, tmp_path: Path
):
    publish(outlet, released(tmp_path / "store"))
    silent = released(tmp_path / "store", master=b"second")
    del silent["captions.srt"], silent["captions.vtt"]
    publish(outlet, silent)
    assert (folder / "video.mp4").read_bytes() == b"second"
    assert names(folder) == [name for name in NAMES_IN_OUTBOX if "captions" not in name]
    assert names(folder.parent) == [VIDEO_ID]


def test_a_file_that_is_not_what_was_released_is_not_published(
    outlet: OutboxOutlet, folder: Path, tmp_path: Path
):
    publish(outlet, released(tmp_path / "store", master=b"first"))
    files = released(tmp_path / "store", master=b"released")
    wanted = hashes(files)
    files["master.mp4"].write_bytes(b"edited a moment later")
    with pytest.raises(PermanentError, match=r"master\.mp4: the copy hashes to \w{12}, released"):
        outlet.begin(publication(files, wanted), NoNotes())
    assert (folder / "video.mp4").read_bytes() == b"first"
    assert names(folder.parent) == [VIDEO_ID]


def test_files_and_hashes_must_be_of_the_same_names(
    outlet: OutboxOutlet, folder: Path, tmp_path: Path
):
    files = released(tmp_path / "store")
    wanted = hashes(files)
    del files["captions.srt"]
    with pytest.raises(PermanentError, match=r"captions\.srt"):
        outlet.begin(publication(files, wanted), NoNotes())
    assert not folder.exists()


def test_what_a_killed_process_left_is_cleared_away(
    outlet: OutboxOutlet, folder: Path, tmp_path: Path
):
    for left in (f".{VIDEO_ID}.partial", f".{VIDEO_ID}.old"):
        (folder.parent / left).mkdir(parents=True)
        (folder.parent / left / "video.mp4").write_bytes(b"half")
    publish(outlet, released(tmp_path / "store"))
    assert names(folder.parent) == [VIDEO_ID]
    assert (folder / "video.mp4").read_bytes() == b"mp4"


@pytest.mark.parametrize("name", [VIDEO_ID, f".{VIDEO_ID}.partial", f".{VIDEO_ID}.old"])
def test_a_link_in_the_outbox_is_replaced_not_followed(
    outlet: OutboxOutlet, folder: Path, tmp_path: Path, name: str
):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "keep.txt").write_text("mine", encoding="utf-8")
    folder.parent.mkdir()
    (folder.parent / name).symlink_to(elsewhere)
    publish(outlet, released(tmp_path / "store"))
    assert names(elsewhere) == ["keep.txt"]
    assert not folder.is_symlink()
    assert names(folder) == NAMES_IN_OUTBOX
    assert names(folder.parent) == [VIDEO_ID]


@pytest.mark.parametrize("video_id", ["../escape", "a/b", "", ".hidden-video"])
def test_an_id_that_is_no_video_id_is_refused(outlet: OutboxOutlet, tmp_path: Path, video_id: str):
    files = released(tmp_path / "store")
    with pytest.raises(BadInput):
        outlet.begin(publication(files, video_id=video_id), NoNotes())
    assert names(tmp_path) == ["store"]


@pytest.mark.parametrize("name", ["../evil.txt", "a/b.txt", ".hidden"])
def test_a_name_that_leads_elsewhere_is_refused(outlet: OutboxOutlet, tmp_path: Path, name: str):
    files = released(tmp_path / "store")
    files[name] = files["dossier.json"]
    with pytest.raises(PermanentError, match="no plain file name"):
        publish(outlet, files)
    assert names(tmp_path) == ["store"]


def test_a_file_in_the_outboxs_place_is_an_error_that_says_so(tmp_path: Path):
    (tmp_path / "outbox").write_text("not a folder", encoding="utf-8")
    with pytest.raises(PermanentError, match="cannot write to the outbox"):
        publish(OutboxOutlet(tmp_path / "outbox"), released(tmp_path / "store"))


def test_a_missing_file_is_an_error_that_names_it(outlet: OutboxOutlet, tmp_path: Path):
    files = released(tmp_path / "store")
    wanted = hashes(files)
    files["thumbnail.jpg"].unlink()
    with pytest.raises(PermanentError, match=r"thumbnail\.jpg"):
        outlet.begin(publication(files, wanted), NoNotes())


def test_nothing_is_seen_before_it_is_shown(outlet: OutboxOutlet, folder: Path, tmp_path: Path):
    going_out = publication(released(tmp_path / "store"))
    outlet.begin(going_out, NoNotes())
    assert not folder.exists()
    outlet.discard(VIDEO_ID)
    assert names(folder.parent) == []
    with pytest.raises(PermanentError, match="cannot write to the outbox"):
        outlet.finish(going_out, {"post_id": VIDEO_ID})


def test_showing_it_twice_is_showing_it_once(outlet: OutboxOutlet, folder: Path, tmp_path: Path):
    files = released(tmp_path / "store")
    post = publish(outlet, files)
    outlet.finish(publication(files), post)
    assert names(folder.parent) == [VIDEO_ID]


def test_a_process_killed_in_the_middle_of_the_swap_takes_nothing_away(
    outlet: OutboxOutlet, folder: Path, tmp_path: Path
):
    publish(outlet, released(tmp_path / "store"))
    outlet.begin(publication(released(tmp_path / "store", master=b"second")), NoNotes())
    folder.rename(folder.parent / f".{VIDEO_ID}.old")
    outlet.discard(VIDEO_ID)
    assert (folder / "video.mp4").read_bytes() == b"mp4"
    assert names(folder.parent) == [VIDEO_ID]


@pytest.fixture
def small_disk(tmp_path: Path):
    """Mount a file system of 4 MB, where that is allowed."""
    mount = tmp_path / "small"
    mount.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(mount)]
    if os.geteuid() != 0 or subprocess.run(command, check=False).returncode:
        pytest.skip("mounting a tmpfs is not allowed here")
    yield mount
    subprocess.run(["umount", str(mount)], check=True)


def test_a_disk_too_small_is_noticed_before_anything_is_written(small_disk: Path, tmp_path: Path):
    files = released(tmp_path / "store", master=b"x" * (8 << 20))
    with pytest.raises(PermanentError, match=r"needs 9,\d{3},\d{3} bytes, free are 4,194,304"):
        publish(OutboxOutlet(small_disk), files)
    assert names(small_disk) == []


def test_a_disk_that_fills_up_meanwhile_leaves_nothing_half_written(
    small_disk: Path, tmp_path: Path
):
    outlet = OutboxOutlet(small_disk)
    publish(outlet, released(tmp_path / "store", master=b"first"))
    files = released(tmp_path / "store", master=b"x" * (2 << 20))
    wanted = hashes(files)
    # It counts as no bytes when room is looked for, and never ends when it is copied.
    files["dossier.json"] = Path("/dev/zero")
    with pytest.raises(PermanentError, match="free are"):
        outlet.begin(publication(files, wanted), NoNotes())
    assert names(small_disk) == [VIDEO_ID]
    assert (small_disk / VIDEO_ID / "video.mp4").read_bytes() == b"first"
