"""ffmpeg as a child process: chosen, started, fed, watched, and never outliving its owner."""

import fcntl
import os
import shutil
import signal
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import imageio_ffmpeg
from typing_extensions import Buffer

from factory.errors import PermanentError, TransientError
from resources.machine.child_processes import bound_to_parent
from resources.machine.credentials import environment_without_keys

TAIL_LINES = 12
BLOCK_BYTES = 1 << 16
PIPE_BYTES = 1 << 20
"""What Linux grants everybody by default (fs.pipe-max-size)."""
DISK_FULL = "No space left on device"
STOPPED_BY_SIGNAL = 255  # ffmpeg catches SIGTERM and SIGINT, tidies up and exits with this
_running: set["subprocess.Popen[bytes]"] = set()
_stopping = threading.Event()


class Killed(TransientError):
    """Somebody else ended it: a person, or a system without memory."""


class Died(PermanentError):
    """It gave up by itself."""


def binary(override: str | None = None) -> Path:
    """Return the ffmpeg to use: the named one, or the wheel's own.

    Raises:
        PermanentError: the named one is not there.
    """
    if not override:
        return Path(imageio_ffmpeg.get_ffmpeg_exe())
    found = shutil.which(override)
    if found is None:
        raise PermanentError(
            f"FACTORY_FFMPEG names {override!r}, which is no program here; "
            "name an ffmpeg that can be run, or unset it to use the one that is installed"
        )
    return Path(found)


def run(
    args: Sequence[str],
    *,
    doing: str,
    program: Path | None = None,
    stdin: Iterable[Buffer] | None = None,
    on_progress: Callable[[dict[str, str]], None] | None = None,
    on_log: Callable[[str], None] | None = None,
    on_output: Callable[[bytes], None] | None = None,
    log_level: str = "error",
    timeout_seconds: float | None = None,
    folder: Path | None = None,
) -> None:
    """Run ffmpeg to its end; whatever happens, the process is gone when this returns.

    Args:
        args: everything after the program's name, without global flags; the target comes last.
        doing: for error messages, after `could not`: `encode the segment of scene 3`.
        program: see `binary`.
        stdin: buffers written to its standard input, one after the other, as it takes them.
        on_progress: told each report of `-progress` (keys `frame`, `out_time_us`, ...).
        on_log: told each line it logs; called from another thread.
        on_output: given what it writes to its standard output, block by block, from another
            thread; there is no `on_progress` then.
        log_level: what it logs; filters that measure report at `info`.
        timeout_seconds: the whole run may take no longer.
        folder: where it runs, so that a filter can name a file there without a path.

    Raises:
        TransientError: it was killed, by the timeout or by a signal.
        PermanentError: it failed; the message holds its last lines, or says that the disk is full.
    """
    command = [str(program or binary()), "-hide_banner", "-nostats", "-loglevel", log_level]
    command += ["-progress", "pipe:1"] if on_progress else []
    command += ["-nostdin"] if stdin is None else []
    tail: deque[str] = deque(maxlen=TAIL_LINES)
    overdue = threading.Event()
    with (
        ThreadPoolExecutor(max_workers=2) as readers,
        _child([*command, "-y", *args], folder, feeds=stdin is not None) as process,
        _alarm(timeout_seconds, process, overdue),
    ):
        logged = readers.submit(_read, process.stderr, lambda line: _log(line, tail, on_log))
        reported = (
            readers.submit(_read_blocks, process.stdout, on_output)
            if on_output
            else readers.submit(_read, process.stdout, _reports(on_progress))
        )
        _feed(process, stdin)
        code = process.wait()
        logged.result()
        reported.result()
    if overdue.is_set():
        raise TransientError(f"could not {doing}: ffmpeg took longer than {timeout_seconds:g} s")
    if code != 0:
        raise _failure(code, doing, tail, Path(args[-1]))


@contextmanager
def all_stopped() -> Iterator[None]:
    """End every ffmpeg of this process, and those that are begun meanwhile: a person wants it to stop."""
    _stopping.set()
    try:
        for process in tuple(_running):
            _kill(process)
        yield
    finally:
        _stopping.clear()


@contextmanager
def _child(
    command: list[str], folder: Path | None, *, feeds: bool
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a command in a process group of its own, tied to this process's life."""
    process = subprocess.Popen(
        bound_to_parent(command, signal.SIGKILL),
        stdin=subprocess.PIPE if feeds else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        cwd=folder,
        env=environment_without_keys(),
    )
    _running.add(process)
    try:
        if _stopping.is_set():
            _kill(process)
        yield process
    finally:
        _running.discard(process)
        _kill(process)
        if process.stdin is not None:
            with suppress(BrokenPipeError):
                process.stdin.close()


@contextmanager
def _alarm(
    seconds: float | None, process: subprocess.Popen[bytes], overdue: threading.Event
) -> Iterator[None]:
    """Kill the process when the time is up, and say so through `overdue`."""
    timer = threading.Timer(seconds or 0, lambda: (overdue.set(), _kill(process)))
    if seconds is not None:
        timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the whole group and reap it."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _feed(process: subprocess.Popen[bytes], buffers: Iterable[Buffer] | None) -> None:
    """Write everything; a pipe that breaks means ffmpeg has ended, and its exit code says why."""
    if process.stdin is None or buffers is None:
        return
    descriptor = process.stdin.fileno()
    _widen(descriptor)
    with suppress(BrokenPipeError):
        for buffer in buffers:
            left = memoryview(buffer).cast("B")
            while left:
                left = left[os.write(descriptor, left) :]
        process.stdin.close()


def _widen(descriptor: int) -> None:
    """Let the pipe hold more where the system allows it: fewer turns between writer and reader.

    Measured with frames of 3 MB: 0.3 ms less for each.
    """
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def _read(pipe: IO[bytes] | None, told: Callable[[str], None]) -> None:
    """Read lines until the pipe ends, even if nobody can be told: ffmpeg must never wait for us."""
    if pipe is None:
        return
    with pipe:
        try:
            for line in pipe:
                told(line.decode(errors="replace").rstrip())
        finally:
            while pipe.read(BLOCK_BYTES):
                pass


def _read_blocks(pipe: IO[bytes] | None, given: Callable[[bytes], None]) -> None:
    """Hand on all that is written, even if nobody can take it: ffmpeg must never wait for us."""
    if pipe is None:
        return
    with pipe:
        try:
            while block := pipe.read(BLOCK_BYTES):
                given(block)
        finally:
            while pipe.read(BLOCK_BYTES):
                pass


def _log(line: str, tail: deque[str], on_log: Callable[[str], None] | None) -> None:
    tail.append(line)
    if on_log:
        on_log(line)


def _reports(on_progress: Callable[[dict[str, str]], None] | None) -> Callable[[str], None]:
    """Gather `key=value` lines into one report each; `progress=` ends a report."""
    report: dict[str, str] = {}

    def line(text: str) -> None:
        key, _, value = text.partition("=")
        report[key] = value.strip()
        if key == "progress" and on_progress:
            on_progress(dict(report))

    return line


def _failure(
    code: int, doing: str, tail: Iterable[str], target: Path
) -> PermanentError | TransientError:
    """Say what went wrong, and whether another attempt may help."""
    lines = list(tail)
    folder = target.parent
    if any(DISK_FULL in line for line in lines):
        free = shutil.disk_usage(folder).free if folder.is_dir() else 0
        return PermanentError(
            f"could not {doing}: the disk of {folder} is full ({free:,} bytes free); "
            "free some space or give the factory another disk, then ask again"
        )
    said = "\n".join(lines) or "(it said nothing)"
    if code < 0 or code == STOPPED_BY_SIGNAL:
        number = -code if code < 0 else signal.SIGTERM
        return Killed(f"could not {doing}: ffmpeg was killed by signal {number}\n{said}")
    return Died(f"could not {doing}: ffmpeg ended with code {code}, saying\n{said}")
