"""A machine without a browser gets one where that may be done, and else one line about it."""

import os
from pathlib import Path

import pytest

from tests.browser import ensure

APT = """#!/bin/sh
echo "$@" >> {calls}
{does}
"""
INSTALLS = "case $* in *install*) printf '#!/bin/sh\\n' > {folder}/chromium; chmod +x {folder}/chromium;; esac"
EMPTY_LISTS = (
    "case $* in *update*) touch {folder}/read;; *) [ -e {folder}/read ] || exit 100;; esac"
)


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of programs, the only one in PATH; apt-get lies in it where a test puts it there."""
    for name in ("sh", "printf", "chmod", "touch", "sleep"):
        for folder in ("/bin", "/usr/bin"):
            if Path(folder, name).exists():
                (tmp_path / name).symlink_to(Path(folder, name))
                break
    return tmp_path


def apt(machine: Path, *does: str) -> None:
    program = machine / "apt-get"
    body = "\n".join(does).format(folder=machine)
    program.write_text(APT.format(calls=machine / "calls", does=body), encoding="utf-8")
    program.chmod(0o755)


def said(machine: Path, *, root: bool = True, seconds: float = 60.0) -> str:
    return ensure({**os.environ, "PATH": str(machine)}, root=root, seconds=seconds)


def test_where_there_is_one_nothing_is_installed_and_nothing_said(machine: Path):
    apt(machine)
    (machine / "chromium").symlink_to("/bin/sh")
    assert said(machine) == ""
    assert not (machine / "calls").exists()


def test_root_gets_one_though_the_lists_of_packages_are_empty(machine: Path):
    apt(machine, EMPTY_LISTS, INSTALLS)
    assert said(machine) == "a browser was installed"
    assert len((machine / "calls").read_text().splitlines()) == 3


@pytest.mark.parametrize(
    ("does", "words"),
    [("echo 'E: Unable to locate package' >&2; exit 100", "Unable to"), ("sleep 30", "within 1 s")],
    ids=["unreachable", "hangs"],
)
def test_an_archive_that_is_not_reached_is_told_in_one_line(machine: Path, does: str, words: str):
    apt(machine, does)
    line = said(machine, seconds=1.0)
    assert words in line
    assert "skipped" in line
    assert "\n" not in line


def test_who_is_not_root_is_told_what_to_install(machine: Path):
    apt(machine)
    line = said(machine, root=False)
    assert "apt-get install --no-install-recommends chromium fonts-dejavu-core" in line
    assert not (machine / "calls").exists()
