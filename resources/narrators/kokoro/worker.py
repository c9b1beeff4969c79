"""Kokoro's engine, in a process of its own: `python -m resources.narrators.kokoro.worker FOLDER VOICE`.

What it is asked and answers, and why it is a process of its own: `resources/narrators/worker_loop.py`.
Network: Kokoro-82M (hexgrad, Apache-2.0), a StyleTTS 2 without diffusion; nothing in it is drawn at
random, so the same words give the same samples.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper
from piper.phonemize_espeak import EspeakPhonemizer

from factory.speech.sentence_pieces import phoneme_runs, sentence_pieces
from factory.speech.shared_time import Span
from factory.speech.word_timing import Phoneme
from resources.narrators.kokoro.letters import Letter, letters_of
from resources.narrators.kokoro.voice_files import VoiceFiles
from resources.narrators.kokoro.voices import KOKORO_VOICES, PACE, SAMPLE_RATE
from resources.narrators.spoken_pieces import Samples, SpokenPiece, joined
from resources.narrators.worker_loop import Unspeakable, serve

MOST_LETTERS = 500
"""Of one call; the network takes 510, a style file has a row for each length."""
FRAME_SAMPLES = 600
"""How long a frame of the network's durations is: 1/40 s at 24 kHz."""
LEAD_FRAMES = 3
"""How much sooner a letter is heard than its durations say, in frames. Kokoro's own `join_timestamps` takes
as much away; onsets after pauses are then met to within a frame, and are 75 ms late without."""
GAIN = 0.7
"""Of what the network gives: its loudest sample in the demo is 0.99 of full scale, and another text's may be more.
A narration's loudness is set when it is mixed."""
DURATIONS = "/encoder/Clip_output_0"
"""Inside the network: how many frames each letter lasts; their sum is exactly the sound."""


class Engine:
    """One Kokoro voice."""

    sample_rate = SAMPLE_RATE

    def __init__(self, network: bytes, style: NDArray[np.float32], espeak_voice: str) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # one core each, as with Piper
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            network + _with_durations(), sess_options=options, providers=["CPUExecutionProvider"]
        )
        self._style = style
        self._espeak = EspeakPhonemizer()
        self._espeak_voice = espeak_voice
        self._alone: dict[str, str] = {}

    def speak(self, text: str, speed: float) -> tuple[Samples, list[Span], str]:
        """See `worker_loop.Engine.speak`."""
        spoken = [
            self._say(letters, speed)
            for piece in sentence_pieces(text)
            for sentence in self._espeak.phonemize(self._espeak_voice, piece)
            for letters in phoneme_runs(
                letters_of(sentence, self._espeak_voice), MOST_LETTERS, _is_space
            )
            if any(letter.letter.isalpha() for letter in letters)
        ]
        if not spoken:
            raise Unspeakable("espeak finds no sound in it")
        return joined(spoken, text.split(), self._phonemes_of, SAMPLE_RATE)

    def _say(self, letters: Sequence[Letter], speed: float) -> SpokenPiece:
        """Synthesise one run of letters."""
        ids = [letter.number for letter in letters]
        inputs = {
            "tokens": np.array([[0, *ids, 0]], dtype=np.int64),
            "style": self._style[len(ids) - 1][None],
            "speed": np.array([speed * PACE], dtype=np.float32),
        }
        audio, frames = self._session.run(["audio", DURATIONS], inputs)
        ends = np.cumsum(np.asarray(frames).reshape(-1).astype(np.int64)) - LEAD_FRAMES
        edges = [max(0, int(end)) * FRAME_SAMPLES for end in ends]
        sound = np.asarray(audio, np.float32).reshape(-1) * np.float32(GAIN)
        return SpokenPiece(np.clip(sound, -1.0, 1.0, dtype=np.float32), _timed(letters, edges))

    def _phonemes_of(self, word: str) -> str:
        """Return the phonemes of a word said on its own."""
        if word not in self._alone:
            said = self._espeak.phonemize(self._espeak_voice, word)
            self._alone[word] = "".join(symbol for part in said for symbol in part)
        return self._alone[word]


def _timed(letters: Sequence[Letter], edges: Sequence[int]) -> list[Phoneme]:
    """Return when each of espeak's phonemes is heard.

    Args:
        letters: what was said.
        edges: the sample at which the letter of the same place begins, and the end of the last;
            a letter of several phonemes is shared among them, one of none prolongs those before.
    """
    timed: list[Phoneme] = []
    at = 0
    while at < len(letters):
        after = at + 1
        while after < len(letters) and not letters[after].symbols:
            after += 1
        symbols, start, end = letters[at].symbols, edges[at], edges[after]
        inner = [start + (end - start) * n // len(symbols) for n in range(len(symbols) + 1)]
        timed += [Phoneme(s, inner[n], inner[n + 1]) for n, s in enumerate(symbols)]
        at = after
    return timed


def _is_space(letter: Letter) -> bool:
    return letter.letter == " "


def _with_durations() -> bytes:
    """Return what, written behind a network, makes its durations an output: protobuf adds them up."""
    more = onnx.ModelProto()
    more.graph.output.append(helper.make_tensor_value_info(DURATIONS, TensorProto.FLOAT, None))
    return more.SerializeToString()


def _load() -> Engine:
    files, name = VoiceFiles(Path(sys.argv[1])), sys.argv[2]
    return Engine(files.network(), files.style(name), KOKORO_VOICES[name].espeak_voice)


if __name__ == "__main__":
    serve(_load)
