"""Files are whole or absent, stay inside their folders, and are known by their content."""

import errno
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin

import pytest

from factory.errors import BadInput, PermanentError
from resources.machine.atomic_files import full_disk_by_name
from resources.machine.environment_variables import Settings
from resources.storage.disk_store import DiskStore

VIDEO = "a-video"


@pytest.fixture
def store(tmp_path: Path) -> DiskStore:
    return DiskStore(tmp_path / "media")


def everything_under(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_what_was_written_is_read_back_with_its_hash_and_type(store: DiskStore):
    ref = store.write(VIDEO, "scenes/s001.png", b"picture")
    assert store.local(VIDEO, "scenes/s001.png").read_bytes() == b"picture"
    assert (ref.sha256, ref.bytes, ref.media_type) == (
        sha256(b"picture").hexdigest(),
        7,
        "image/png",
    )


def test_a_kept_file_is_a_copy_of_its_own(store: DiskStore, tmp_path: Path):
    source = tmp_path / "master.mp4"
    source.write_bytes(b"first")
    ref = store.keep(VIDEO, "master.mp4", source)
    source.write_bytes(b"edited")
    assert store.local(VIDEO, "master.mp4").read_bytes() == b"first"
    assert ref.sha256 == sha256(b"first").hexdigest()


def test_writing_again_replaces_and_leaves_no_scratch(store: DiskStore, tmp_path: Path):
    store.write(VIDEO, "brief.json", b"old")
    store.write(VIDEO, "brief.json", b"new")
    assert everything_under(tmp_path / "media") == [f"videos/{VIDEO}/brief.json"]
    assert store.local(VIDEO, "brief.json").read_bytes() == b"new"


def test_an_absent_file_is_named(store: DiskStore):
    with pytest.raises(PermanentError, match=r"a-video: narration\.wav is not there"):
        store.local(VIDEO, "narration.wav").read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/etc/passwd",
        "../x",
        "a/../../x",
        "a//b",
        "./a",
        "a\0b",
        "a\nb",
        "a\\b",
        "..",
        "x" * 201,
    ],
)
def test_a_hostile_name_is_refused(store: DiskStore, tmp_path: Path, name: str):
    with pytest.raises(BadInput, match="file name"):
        store.write(VIDEO, name, b"x")
    assert everything_under(tmp_path) == []


@pytest.mark.parametrize("video_id", ["../escape", "", "a", "UPPER-case", "a/b", "a\0b"])
def test_a_hostile_video_id_is_refused(store: DiskStore, video_id: str):
    with pytest.raises(BadInput, match="video ID"):
        store.local(video_id, "master.mp4")


def test_a_result_is_found_by_its_hash(store: DiskStore):
    with store.scratch() as scratch:
        (scratch / "made").write_bytes(b"sound")
        digest, size = store.keep_blob(scratch / "made", ".wav")
    found = store.blob(digest, ".wav")
    assert found is not None
    assert (found.read_bytes(), size) == (b"sound", 5)
    assert store.blob(digest, ".png") is None


def test_a_flipped_byte_is_noticed_by_the_same_and_by_another_store(
    store: DiskStore, tmp_path: Path
):
    with store.scratch() as scratch:
        (scratch / "made").write_bytes(b"sound")
        digest, _ = store.keep_blob(scratch / "made", ".wav")
    found = store.blob(digest, ".wav")
    assert found is not None
    found.write_bytes(b"sounD")
    assert store.blob(digest, ".wav") is None
    assert DiskStore(tmp_path / "media").blob(digest, ".wav") is None


@pytest.mark.parametrize("suffix", ["/../x", ".mp4/..", "\0", ".", "mp4"])
def test_a_hostile_ending_is_refused(store: DiskStore, suffix: str):
    with pytest.raises(BadInput, match="64 hex digits"):
        store.blob("ab" * 32, suffix)


def test_scratch_is_empty_and_gone_afterwards(store: DiskStore):
    with store.scratch() as scratch:
        assert list(scratch.iterdir()) == []
        (scratch / "half").write_bytes(b"x")
    assert not scratch.exists()


def test_what_a_killed_process_left_in_scratch_is_swept_and_nothing_else(tmp_path: Path):
    code = (
        "import sys; from pathlib import Path; from resources.storage.disk_store import DiskStore\n"
        "with DiskStore(Path(sys.argv[1])).scratch() as s:\n"
        "    (s / 'half').write_text('x'); print(s, flush=True); sys.stdin.readline()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout
        left = Path(child.stdout.readline().strip())
        with DiskStore(tmp_path).scratch():
            assert (left / "half").exists()  # its process lives
        child.kill()
        child.wait()
        with DiskStore(tmp_path).scratch() as mine:
            assert not left.exists()
            assert mine.exists()


def test_a_link_leads_to_the_file_or_to_the_page_that_serves_it(store: DiskStore, tmp_path: Path):
    assert store.url(VIDEO, "a b.mp4").startswith("file:///")
    served = DiskStore(tmp_path, "http://127.0.0.1:3001/")
    assert served.url(VIDEO, "a b.mp4") == "http://127.0.0.1:3001/media/a-video/a%20b.mp4"


def test_where_no_address_is_set_a_link_survives_another_port(tmp_path: Path):
    settings = Settings(home=tmp_path, database_url=None)
    stored = DiskStore(tmp_path, settings.public_url).url(VIDEO, "a b.mp4")
    for port in (3000, 3001):
        opened = urljoin(f"http://127.0.0.1:{port}/dagster/assets/renders", stored)
        assert opened == f"http://127.0.0.1:{port}/media/a-video/a%20b.mp4"


def test_a_full_disk_is_said_with_wanted_and_free_bytes_and_leaves_nothing(tiny_disk: Path):
    store = DiskStore(tiny_disk)
    with pytest.raises(
        PermanentError, match=r"2,000,000 bytes wanted, [\d,]+ of 1,048,576 bytes free"
    ):
        store.write(VIDEO, "master.mp4", bytes(2_000_000))
    assert everything_under(tiny_disk) == []
    store.write(VIDEO, "small.txt", b"fits")


def test_other_trouble_with_a_disk_stays_what_it_is(tmp_path: Path):
    with pytest.raises(PermissionError), full_disk_by_name(tmp_path, "a file"):
        raise OSError(errno.EACCES, "no")
