"""Voice workers: processes that speak, one sentence at a time each, asked in lines of JSON.

What a worker is asked and answers, and why it is a process of its own: `worker_loop.py`.
"""

import json
import os
import selectors
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from factory.errors import PermanentError, TransientError
from resources.machine.credentials import environment_without_keys

TAIL_BYTES = 2000


class _Died(Exception):
    """A worker ended; the text says how, with the end of what it wrote to standard error."""


class _Worker:
    """One worker process, asked for one sentence at a time."""

    def __init__(self, command: Sequence[str]) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the worker
        root = str(Path(__file__).parents[2])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={
                **environment_without_keys(),
                "PYTHONPATH": os.pathsep.join(paths),
                "OMP_NUM_THREADS": "1",
            },
            bufsize=0,
        )

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Return the answer; raise _Died if the process ends, TimeoutError if it takes too long."""
        assert self._process.stdin is not None
        line = json.dumps(request).encode() + b"\n"
        try:
            while line:
                line = line[self._process.stdin.write(line) :]
        except BrokenPipeError:
            raise _Died(self._last_words()) from None
        return json.loads(self._line(time.monotonic() + seconds))

    def _line(self, deadline: float) -> bytes:
        """Return one line of its answer."""
        assert self._process.stdout is not None
        line = b""
        with selectors.DefaultSelector() as ready:
            ready.register(self._process.stdout, selectors.EVENT_READ)
            while not line.endswith(b"\n"):
                if not ready.select(max(0.0, deadline - time.monotonic())):
                    raise TimeoutError
                more = self._process.stdout.read(65536)
                if not more:
                    raise _Died(self._last_words())
                line += more
        return line

    def _last_words(self) -> str:
        """Return how it ended and the end of its standard error."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - TAIL_BYTES))
        said = self._errors.read().decode(errors="replace").strip() or "(it said nothing)"
        return f"it ended with code {self._process.returncode}, saying\n{said}"

    def close(self) -> None:
        """End the process and reap it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._errors):
            if pipe is not None:
                pipe.close()


class VoiceWorkers:
    """Workers that load the same voice; several threads may ask. They start when first needed.

    Args:
        command: what starts one.
        most: most processes at a time; as many as there are cores where it is None.
        seconds: longest wait for one sentence.
    """

    def __init__(self, command: Sequence[str], most: int | None, seconds: float) -> None:
        self._command = command
        self._seconds = seconds
        self._idle: list[_Worker] = []
        self._places = threading.BoundedSemaphore(most or os.cpu_count() or 1)
        self._lock = threading.Lock()
        self._closed = False

    def close(self) -> None:
        """End every worker; those in the middle of a sentence end after it."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.close()

    def ask(self, request: dict[str, Any], shown: str) -> dict[str, Any]:
        """Return a worker's answer; one that dies is replaced once.

        Raises:
            TransientError: two died, or one took too long.
            PermanentError: they are closed.
        """
        with self._places:
            return self._ask(request, shown)

    def _ask(self, request: dict[str, Any], shown: str) -> dict[str, Any]:
        """Return a worker's answer; one that dies is replaced once."""
        for last_chance in (False, True):
            worker = self._take()
            try:
                answer = worker.ask(request, self._seconds)
            except _Died as death:
                worker.close()
                if last_chance:
                    raise TransientError(f"could not say {shown[:60]!r}: {death}") from None
            except TimeoutError:
                worker.close()
                raise TransientError(
                    f"could not say {shown[:60]!r}: the voice took longer than {self._seconds:g} s"
                ) from None
            except BaseException:
                worker.close()
                raise
            else:
                self._give_back(worker)
                return answer
        raise AssertionError("unreachable")

    def _take(self) -> _Worker:
        """Return an idle worker, or start one."""
        with self._lock:
            if self._closed:
                raise PermanentError("could not speak: this narrator is closed; open another")
            if self._idle:
                return self._idle.pop()
        return _Worker(self._command)

    def _give_back(self, worker: _Worker) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(worker)
                return
        worker.close()
