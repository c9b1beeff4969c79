"""The voice engine, in a process of its own: `python -m resources.narrators.piper_worker MODEL.onnx`.

Piper and the espeak-ng inside it are GPL-3.0-or-later. This is the only module that imports them;
the factory starts it as a separate program and talks to it in lines of JSON, so that the rest of
the factory stays under its own licence. A line in asks for one sentence, a line out answers:

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
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from piper import PiperVoice
from piper.config import PiperConfig
from piper.patch_voice_with_alignment import add_alignment_output

from factory.speech.shared_time import Span, by_weight
from factory.speech.word_timing import Phoneme, spoken_word_times
from resources.audio.speech_trimming import (
    SILENCE_BETWEEN_SECONDS,
    pieces_of,
    trimmed,
    write_speech,
)
from resources.narrators.piper_network import feed_noise, widen_decoder

MAX_FRAMES = 8192
"""Longest piece, in frames of 256 samples: 95 s at 22,050 Hz."""
MOST_PHONEMES = 800
"""Of one piece at speed 1; at 5 frames each, twice the average, half of MAX_FRAMES."""
LATENT_CHANNELS = 192
"""Width of the noise in every Piper voice of quality low and medium (VITS, Kim et al. 2021)."""
LATENT_SEED = 20_240_229

Samples = NDArray[np.float32]


class Unspeakable(Exception):
    """The text has nothing to say aloud."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """One piece of speech with the phonemes that made it, in its own samples."""

    audio: Samples
    phonemes: list[Phoneme]


class Engine:
    """A Piper voice that says the same words with the same samples, every time."""

    def __init__(self, model: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # one core each: several workers beat several threads
        options.inter_op_num_threads = 1
        options.enable_mem_pattern = False  # measured 10 % faster: no two sentences have one length
        self._session = onnxruntime.InferenceSession(
            _network(model), sess_options=options, providers=["CPUExecutionProvider"]
        )
        config = json.loads(Path(f"{model}.json").read_text(encoding="utf-8"))
        self._voice = PiperVoice(config=PiperConfig.from_dict(config), session=self._session)
        self._latent = _noise(LATENT_SEED, (1, LATENT_CHANNELS, MAX_FRAMES))
        self._alone: dict[str, str] = {}

    @property
    def sample_rate(self) -> int:
        """Samples per second of the voice."""
        return self._voice.config.sample_rate

    def speak(self, text: str, speed: float) -> tuple[Samples, list[Span], str]:
        """Return the trimmed speech, the span of each word, and where the spans come from.

        Raises:
            Unspeakable: espeak finds no phonemes in the text.
        """
        spoken = [
            self._say(phonemes, speed)
            for piece in pieces_of(text)
            for sentence in self._voice.phonemize(piece)
            for phonemes in _runs(sentence, round(MOST_PHONEMES * min(1.0, speed)))
            if any(symbol.isalpha() for symbol in phonemes)
        ]
        if not spoken:
            raise Unspeakable("espeak finds no sound in it")
        audio, phonemes = self._join(spoken)
        audio, cut = trimmed(audio, self.sample_rate)
        words = text.split()
        spans = spoken_word_times([self._phonemes_of(word) for word in words], phonemes, words)
        if spans is None:
            return audio, by_weight(words, 0, len(audio)), "character-weight"
        inside = [(_within(a - cut, audio), _within(b - cut, audio)) for a, b in spans]
        return audio, inside, "phoneme-alignment"

    def _say(self, phonemes: list[str], speed: float) -> _Spoken:
        """Synthesise one espeak sentence."""
        known = [p for p in phonemes if p in self._voice.config.phoneme_id_map]
        ids = self._voice.phonemes_to_ids(known)
        config = self._voice.config
        inputs = {
            "input": np.array([ids], dtype=np.int64),
            "input_lengths": np.array([len(ids)], dtype=np.int64),
            "scales": np.array(
                [config.noise_scale, config.length_scale / speed, config.noise_w_scale],
                dtype=np.float32,
            ),
            "noise_0": _noise(zlib.crc32("".join(known).encode()), (1, 2, len(ids))),
            "noise_1": self._latent,
        }
        audio, frames = self._session.run(None, inputs)
        lengths = np.asarray(frames).reshape(-1).astype(np.int64) * config.hop_length
        return _Spoken(
            np.clip(np.asarray(audio).reshape(-1), -1.0, 1.0), self._timed(known, lengths)
        )

    def _timed(self, phonemes: list[str], lengths: NDArray[np.int64]) -> list[Phoneme]:
        """Return when each phoneme sounds; each is followed by padding that prolongs it."""
        edges = np.concatenate([[0], np.cumsum(lengths)])
        ids = self._voice.config.phoneme_id_map
        at = len(ids["^"]) + len(ids["_"])
        timed: list[Phoneme] = []
        for phoneme in phonemes:
            after = at + len(ids[phoneme]) + len(ids["_"])
            timed.append(Phoneme(phoneme, int(edges[at]), int(edges[after])))
            at = after
        return timed

    def _join(self, spoken: list[_Spoken]) -> tuple[Samples, list[Phoneme]]:
        """Return the pieces one after the other with a breath between, and all their phonemes."""
        breath = np.zeros(round(SILENCE_BETWEEN_SECONDS * self.sample_rate), dtype=np.float32)
        parts: list[Samples] = []
        phonemes: list[Phoneme] = []
        at = 0
        for index, piece in enumerate(spoken):
            audio, cut = trimmed(piece.audio, self.sample_rate)
            if index:
                parts.append(breath)
                at += len(breath)
            limit = at + len(audio)
            phonemes += [
                Phoneme(p.symbol, *(min(max(t - cut + at, at), limit) for t in (p.start, p.end)))
                for p in piece.phonemes
            ]
            parts.append(audio)
            at = limit
        return np.concatenate(parts), phonemes

    def _phonemes_of(self, word: str) -> str:
        """Return the phonemes of a word said on its own."""
        if word not in self._alone:
            self._alone[word] = "".join(
                symbol for part in self._voice.phonemize(word) for symbol in part
            )
        return self._alone[word]


def _runs(phonemes: list[str], most: int) -> list[list[str]]:
    """Return the phonemes in runs of at most `most`, cut at spaces where there are any."""
    runs: list[list[str]] = []
    while len(phonemes) > most:
        spaces = [at for at in range(most // 2, most) if phonemes[at] == " "]
        cut = spaces[-1] + 1 if spaces else most
        runs.append(phonemes[:cut])
        phonemes = phonemes[cut:]
    return [*runs, phonemes]


def _within(sample: int, audio: Samples) -> int:
    return min(max(sample, 0), len(audio))


def _noise(seed: int, shape: tuple[int, ...]) -> Samples:
    """Return normal noise that is the same for the same seed."""
    return np.random.default_rng(seed).standard_normal(shape, dtype=np.float32)


def _network(model: Path) -> bytes:
    """Return the model with phoneme lengths as an output, noise as inputs, and a fast decoder."""
    network = onnx.load(str(model))
    add_alignment_output(network)
    feed_noise(network)
    widen_decoder(network)
    return network.SerializeToString()


def answer(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
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


def main() -> None:
    """Load the voice named on the command line and answer until standard input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints must not look like an answer
    requests = _requests()
    engine = Engine(Path(sys.argv[1]))
    while True:
        request = json.loads(requests.get())
        answers.write(json.dumps(answer(engine, request)) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
