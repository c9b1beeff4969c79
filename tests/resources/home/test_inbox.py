"""The inbox: whole files only, nothing overwritten, nothing looped on, whatever it is called."""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from factory.errors import BadInput, PermanentError, TransientError
from resources.home.inbox import InboxFolder

NOBODY = 65534


def drop(folder: Path, name: str | bytes, data: bytes = b"words", age: float = 60.0) -> Path:
    path = Path(os.fsdecode(os.path.join(os.fsencode(folder), os.fsencode(name))))  # noqa: PTH118
    path.write_bytes(data)
    moment = time.time() - age
    os.utime(path, (moment, moment))
    return path


@pytest.fixture
def inbox(tmp_path: Path) -> InboxFolder:
    return InboxFolder(tmp_path)


def names(inbox: InboxFolder) -> list[str]:
    return [path.name for path in inbox.waiting()]


def test_briefs_wait_oldest_first(inbox: InboxFolder, tmp_path: Path):
    for name, age in (("new.md", 10), ("old.YAML", 30), ("middle.txt", 20)):
        drop(tmp_path, name, age=age)
    assert names(inbox) == ["old.YAML", "middle.txt", "new.md"]


def test_a_folder_that_is_not_there_has_nothing_waiting(tmp_path: Path):
    assert InboxFolder(tmp_path / "absent").waiting() == []


def test_what_is_no_brief_or_not_finished_is_left_alone(inbox: InboxFolder, tmp_path: Path):
    for name in (".hidden.md", "a.md.partial", "b.tmp", "c.md~", "d.md.reason.txt", "e.part"):
        drop(tmp_path, name)
    (tmp_path / "pictures").mkdir()
    assert names(inbox) == []


def test_a_file_that_goes_on_being_written_is_left_for_later(inbox: InboxFolder, tmp_path: Path):
    drop(tmp_path, "being-written.md", age=-0.5)
    assert names(inbox) == []


def test_a_file_stamped_in_the_future_does_not_wait_for_ever(inbox: InboxFolder, tmp_path: Path):
    drop(tmp_path, "tomorrow.md", age=-86_400)
    assert names(inbox) == ["tomorrow.md"]


def test_an_accepted_brief_is_kept_under_its_video_id(inbox: InboxFolder, tmp_path: Path):
    for data in (b"one", b"two"):
        inbox.take(drop(tmp_path, "story.MD", data), "my-video")
    assert (tmp_path / "accepted" / "my-video.md").read_bytes() == b"one"
    assert (tmp_path / "accepted" / "my-video.2.md").read_bytes() == b"two"
    assert names(inbox) == []


def test_a_rejected_brief_lies_beside_its_reason_and_overwrites_none(
    inbox: InboxFolder, tmp_path: Path
):
    first = inbox.reject(drop(tmp_path, "a.md", b"one"), "too short")
    second = inbox.reject(drop(tmp_path, "a.md", b"two"), "too \udcff long")
    assert (first.name, second.name) == ("a.md", "a.2.md")
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")
    assert (tmp_path / "rejected" / "a.md.reason.txt").read_text() == "too short\n"
    assert (tmp_path / "rejected" / "a.2.md.reason.txt").read_text() == "too \\udcff long\n"


@pytest.mark.parametrize(
    "name",
    [b"-rf.md", b"a\nb.md", b"\xff\xfe.md", b"x.\\..md", b"x" * 252 + b".md", "é".encode() * 126 + b".md",
     b"$(id);'\".md", b" .md"],
)  # fmt: skip
def test_hostile_names_survive_the_whole_way(inbox: InboxFolder, tmp_path: Path, name: bytes):
    drop(tmp_path, name, b"one")
    (path,) = inbox.waiting()
    assert inbox.read(path) == b"one"
    rejected = inbox.reject(path, "no")
    assert rejected.read_bytes() == b"one"
    assert rejected.parent == tmp_path / "rejected"
    assert len(list((tmp_path / "rejected").iterdir())) == 2
    assert inbox.waiting() == []


def test_a_link_is_refused_and_what_it_points_to_is_untouched(inbox: InboxFolder, tmp_path: Path):
    secret = drop(tmp_path, ".secret.key", b"secret")
    link = tmp_path / "link.md"
    link.symlink_to(secret)
    os.utime(link, (0, 0), follow_symlinks=False)
    (path,) = inbox.waiting()
    with pytest.raises(BadInput, match="symbolic link"):
        inbox.read(path)
    assert inbox.reject(path, "a link").is_symlink()
    assert secret.read_bytes() == b"secret"


@pytest.mark.parametrize("name", ["accepted", "rejected"])
def test_a_link_in_the_place_of_our_folders_leads_nothing_out_of_the_inbox(
    tmp_path: Path, name: str
):
    inbox, channels = InboxFolder(tmp_path / "inbox"), tmp_path / "channels"
    for folder in (tmp_path / "inbox", channels):
        folder.mkdir()
    link = tmp_path / "inbox" / name
    path = drop(tmp_path / "inbox", "evil.yaml", b"name: evil")
    link.symlink_to(channels)
    with pytest.raises(PermanentError, match="no links"):
        inbox.take(path, "evil") if name == "accepted" else inbox.reject(path, "bad")
    os.utime(link, (0, 0), follow_symlinks=False)
    assert names(inbox) == [f"not-{name}", "evil.yaml"]
    with pytest.raises(BadInput, match="symbolic link"):
        inbox.read(tmp_path / "inbox" / f"not-{name}")
    assert inbox.reject(tmp_path / "inbox" / f"not-{name}", "a link").is_symlink()
    inbox.take(path, "evil")
    assert names(inbox) == []
    assert list(channels.iterdir()) == []


def test_a_pipe_is_refused_without_waiting_for_its_other_end(inbox: InboxFolder, tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.md")
    os.utime(tmp_path / "pipe.md", (0, 0))
    (path,) = inbox.waiting()
    with pytest.raises(BadInput, match="a pipe or a device"):
        inbox.read(path)
    inbox.reject(path, "a pipe")
    assert inbox.waiting() == []


@pytest.fixture
def ordinary_user() -> Iterator[Path]:
    """Yield a folder of one's own, as a user whom permissions bind."""
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid() != 0:
            yield Path(folder)
            return
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
        try:
            yield Path(folder)
        finally:
            os.seteuid(0)


def test_a_file_that_may_not_be_read_is_rejected_and_not_met_again(ordinary_user: Path):
    inbox = InboxFolder(ordinary_user)
    drop(ordinary_user, "private.md").chmod(0)
    (path,) = inbox.waiting()
    with pytest.raises(BadInput, match="Permission denied"):
        inbox.read(path)
    inbox.reject(path, "may not be read")
    assert inbox.waiting() == []


def test_a_folder_that_may_not_be_written_is_told(ordinary_user: Path):
    inbox = InboxFolder(ordinary_user)
    path = drop(ordinary_user, "a.md")
    ordinary_user.chmod(0o500)
    try:
        with pytest.raises(
            PermanentError, match="wanted folders, no links, that this user may write to"
        ):
            inbox.reject(path, "x")
    finally:
        ordinary_user.chmod(0o700)


@pytest.mark.parametrize("name", ["a.docx", "noending", "picture.JPG"])
def test_a_file_that_is_no_text_is_refused_with_the_endings_wanted(
    inbox: InboxFolder, tmp_path: Path, name: str
):
    drop(tmp_path, name)
    (path,) = inbox.waiting()
    with pytest.raises(BadInput, match=r"ends in .*\.md"):
        inbox.read(path)


def test_a_brief_that_somebody_else_took_is_no_error_of_its_own(inbox: InboxFolder, tmp_path: Path):
    path = drop(tmp_path, "a.md")
    path.unlink()
    with pytest.raises(TransientError, match="somebody else has taken it"):
        inbox.read(path)


def test_a_huge_file_is_not_read_to_its_end(inbox: InboxFolder, tmp_path: Path):
    with (tmp_path / "huge.md").open("wb") as file:
        file.truncate(50_000_000)
    assert len(inbox.read(tmp_path / "huge.md")) == 2_000_001
