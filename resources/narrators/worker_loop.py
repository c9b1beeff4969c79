"""The loop of a voice engine that is a process of its own, started by `voice_workers.py`.

Piper and the espeak-ng inside it are GPL-3.0-or-later. Only engines, `piper_worker.py` and
`kokoro/worker.py`, import them; the factory starts them as separate programs and talks to them in
lines of JSON, so that the rest of the factory stays under its own licence. A line in asks for one
sentence, a line out answers:

    {"text": "...", "speed": 1.0, "target": "/path/to.wav"}
    {"sample_rate": 22050, "samples": 40213, "timing": "phoneme-alignment", "words": [[0, 3110], ...]}

`words` are spans in samples, one for each word of the text as white space parts it. What cannot
be said is answered by `{"unspeakable": "why"}`. The end of standard input ends the process, even
in the middle of a sentence.
"""

import json
import os
import queue
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from factory.speech.shared_time import Span
from resources.audio.speech_trimming import write_speech


class Unspeakable(Exception):
    """The text has nothing to say aloud."""


class Engine(Protocol):
    """A voice that is loaded; the same words have the same samples, every time."""

    @property
    def sample_rate(self) -> int:
        """Samples per second of the voice."""
        ...

    def speak(self, text: str, speed: float) -> tuple[NDArray[np.float32], list[Span], str]:
        """Return the trimmed speech, the span of each word, and where the spans come from.

        Raises:
            Unspeakable: there are no phonemes in the text.
        """
        ...


def serve(load: Callable[[], Engine]) -> None:
    """Load a voice and answer until standard input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints must not look like an answer
    requests = _requests()
    engine = load()
    while True:
        request = json.loads(requests.get())
        answers.write(json.dumps(_answer(engine, request)) + "\n")
        answers.flush()


def _answer(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """Say one sentence into its target file and return what there is to know about it."""
    try:
        audio, words, timing = engine.speak(request["text"], request["speed"])
    except Unspeakable as error:
        return {"unspeakable": str(error)}
    write_speech(Path(request["target"]), audio, engine.sample_rate)
    return {
        "sample_rate": engine.sample_rate,
        "samples": len(audio),
        "timing": timing,
        "words": words,
    }


def _requests() -> "queue.SimpleQueue[str]":
    """Return a queue of lines; the end of standard input ends the process at once.

    The owner's death closes the pipe. Linux's parent-death signal would not do: it is sent when
    the thread that started us ends, and threads of a pool end long before their process.
    """
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()

    def listen() -> None:
        for line in sys.stdin:
            lines.put(line)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    return lines
