"""Scratch of dead processes and old output go; what lives, and what is new, stays."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from factory.ports import Removable
from resources.machine.claim_owners import this_process
from resources.storage_cleanup.scratch_and_logs import logs, scratch

RUN = "22d02d76-8035-4ece-9f15-a4599d205160"
PRINT_IDENTITY = "from resources.machine.claim_owners import this_process; print(this_process())"


def made(path: Path, days_ago: float = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"12345")
    then = time.time() - days_ago * 86400
    for one in (path, path.parent):
        os.utime(one, (then, then))
    return path


def test_only_scratch_of_processes_that_have_ended_goes(tmp_path: Path):
    dead = subprocess.run(
        [sys.executable, "-c", PRINT_IDENTITY], capture_output=True, text=True, check=True
    ).stdout.strip()
    left = made(tmp_path / f"{dead}.abc" / "result.mp4")
    mine = made(tmp_path / f"{this_process()}.abc" / "result.mp4", days_ago=90)
    lately = made(tmp_path / "elsewhere.boot.1.2.3.abc" / "result.mp4", days_ago=6)
    long_ago = made(tmp_path / "elsewhere.boot.1.2.4.abc" / "result.mp4", days_ago=8)
    cleaner = scratch(tmp_path)
    assert cleaner.due(1) == Removable(2, 10)
    assert cleaner.clean(1) == Removable(2, 10)
    assert [path.exists() for path in (left, mine, lately, long_ago)] == [False, True, True, False]


def test_output_of_old_runs_and_logs_set_aside_go_and_nothing_else_of_their_folders(tmp_path: Path):
    storage, folder = tmp_path / "storage", tmp_path / "logs"
    old = made(storage / RUN / "abc.err", days_ago=31)
    new = made(storage / RUN.replace("2", "3") / "abc.err", days_ago=29)
    other = made(storage / "schedules" / "schedules.db", days_ago=99)
    aside = made(folder / "factory.jsonl.1", days_ago=31)
    current = made(folder / "factory.jsonl", days_ago=31)
    assert logs(storage, folder).clean(30) == Removable(2, 10)
    there = [path.exists() for path in (old, new, other, aside, current)]
    assert there == [False, True, True, False, True]


def test_where_there_is_no_folder_nothing_is_due(tmp_path: Path):
    nothing = scratch(tmp_path / "none").due(1)
    assert nothing == logs(tmp_path / "a", tmp_path / "b").due(1) == Removable()


def test_what_its_owner_removes_meanwhile_fails_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    owned = made(tmp_path / "elsewhere.boot.1.2.3.abc" / "part" / "result.mp4", days_ago=9)
    left = made(tmp_path / "elsewhere.boot.1.2.4.abc" / "result.mp4", days_ago=9)
    lstat = Path.lstat

    def vanishing(path: Path) -> os.stat_result:
        if path == owned:
            shutil.rmtree(owned.parent.parent, ignore_errors=True)
        return lstat(path)

    os.utime(owned.parent.parent, (1, 1))
    monkeypatch.setattr(Path, "lstat", vanishing)
    cleaner = scratch(tmp_path)
    owned_or_gone = cleaner.clean(1)
    assert owned_or_gone.bytes == 5
    assert not owned.exists()
    assert not left.exists()
