"""The ffmpeg runner: errors that say why, and no process left behind."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from factory.errors import PermanentError, TransientError
from resources.machine import ffmpeg

ENDLESS = ["-re", "-f", "lavfi", "-i", "testsrc2=size=64x64:rate=10", "-f", "null", "-"]


def test_the_wheels_ffmpeg_is_used_unless_another_is_named(tmp_path: Path):
    other = tmp_path / "my ffmpeg"
    other.symlink_to(ffmpeg.binary())
    assert ffmpeg.binary().is_file()
    assert ffmpeg.binary(str(other)) == other
    with pytest.raises(PermanentError, match="'/no/such/ffmpeg', which is no program"):
        ffmpeg.binary("/no/such/ffmpeg")


def test_a_failure_says_what_was_attempted_and_ffmpegs_last_lines(tmp_path: Path):
    with pytest.raises(PermanentError, match=r"could not read the picture: .*(?s:.*)absent\.png"):
        ffmpeg.run(["-i", "absent.png", str(tmp_path / "x.mp4")], doing="read the picture")


def test_everything_fed_arrives_and_progress_is_reported(tmp_path: Path):
    target = tmp_path / "x.y4m"
    reports: list[dict[str, str]] = []
    frame = bytes(range(96)) * 16  # 32 x 32 of yuv420p
    args = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", "32x32", "-i", "-", str(target)]
    ffmpeg.run(args, doing="copy frames", stdin=[frame] * 25, on_progress=reports.append)
    assert target.read_bytes().count(frame) == 25
    assert reports[-1]["progress"] == "end"
    assert reports[-1]["frame"] == "25"


def test_a_reader_of_progress_that_fails_does_not_hang_the_run(tmp_path: Path):
    def fails(_: dict[str, str]) -> None:
        raise ValueError("no terminal")

    args = ["-f", "lavfi", "-i", "testsrc2=size=64x64:duration=1", str(tmp_path / "x.y4m")]
    with pytest.raises(ValueError, match="no terminal"):
        ffmpeg.run(args, doing="draw", on_progress=fails)


def test_a_run_that_takes_too_long_is_killed_and_may_be_tried_again():
    with pytest.raises(TransientError, match="longer than 0.3 s"):
        ffmpeg.run(ENDLESS, doing="wait for ever", timeout_seconds=0.3)
    assert not _children()


def test_a_killed_ffmpeg_may_be_tried_again():
    def kill(_: dict[str, str]) -> None:
        for child in _children():
            child.send_signal(signal.SIGKILL)

    with pytest.raises(TransientError, match="killed by signal 9"):
        ffmpeg.run(ENDLESS, doing="wait for ever", on_progress=kill)


def test_frames_that_cannot_be_made_stop_ffmpeg_and_are_the_error():
    def frames():
        yield bytes(64 * 64 * 3 // 2)
        raise ZeroDivisionError

    args = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", "64x64", "-i", "-", "-f", "null", "-"]
    with pytest.raises(ZeroDivisionError):
        ffmpeg.run(args, doing="draw", stdin=frames())
    assert not _children()


def test_ffmpeg_dies_with_the_process_that_wanted_it():
    code = (
        "from resources.machine import ffmpeg\n"
        "ffmpeg.run({!r}, doing='wait', on_progress=lambda r: print(r, flush=True))"
    )
    owner = subprocess.Popen([sys.executable, "-c", code.format(ENDLESS)], stdout=subprocess.PIPE)
    assert owner.stdout is not None
    owner.stdout.readline()
    (child,) = psutil.Process(owner.pid).children(recursive=True)
    assert "ffmpeg" in Path(child.exe()).name
    owner.kill()
    owner.wait()
    owner.stdout.close()
    psutil.wait_procs([child], timeout=20)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_named_with_what_to_do():
    args = ["-f", "lavfi", "-i", "testsrc2=size=64x64:duration=1", "-f", "rawvideo", "/dev/full"]
    with pytest.raises(PermanentError, match=r"disk of /dev is full \([\d,]+ bytes free\); free"):
        ffmpeg.run(args, doing="draw")


def test_many_can_run_at_once_from_threads(tmp_path: Path):
    def draw(n: int) -> None:
        source = f"testsrc2=size=64x64:duration=0.2:rate={n + 5}"
        ffmpeg.run(["-f", "lavfi", "-i", source, str(tmp_path / f"{n}.y4m")], doing="draw")

    threads = [threading.Thread(target=draw, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(tmp_path.iterdir())) == 4


def _children() -> list[psutil.Process]:
    """Return the ffmpegs that this process started and that live."""
    found = psutil.Process(os.getpid()).children(recursive=True)
    living = [p for p in found if p.status() != psutil.STATUS_ZOMBIE]
    return [p for p in living if "ffmpeg" in p.name()]


def test_no_key_is_in_the_environment_of_ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FAL_KEY", "planted-key")
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:planted-word@host/db")
    program = tmp_path / "ffmpeg"
    program.write_text(f'#!/bin/sh\nenv > "{tmp_path}/environment"\n')
    program.chmod(0o755)
    ffmpeg.run(["out"], doing="look about", program=program)
    told = (tmp_path / "environment").read_text()
    assert "PATH=" in told
    assert "planted" not in told
