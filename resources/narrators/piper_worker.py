"""Piper's engine, in a process of its own: `python -m resources.narrators.piper_worker MODEL.onnx`.

What it is asked and answers, and why it is a process of its own: `worker_loop.py`.
"""

import json
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from piper import PiperVoice
from piper.config import PiperConfig
from piper.patch_voice_with_alignment import add_alignment_output

from factory.speech.sentence_pieces import phoneme_runs, sentence_pieces
from factory.speech.shared_time import Span
from factory.speech.word_timing import Phoneme
from resources.narrators.piper_network import feed_noise, widen_decoder
from resources.narrators.spoken_pieces import Samples, SpokenPiece, joined
from resources.narrators.worker_loop import Unspeakable, serve

MAX_FRAMES = 8192
"""Longest piece, in frames of 256 samples: 95 s at 22,050 Hz."""
MOST_PHONEMES = 800
"""Of one piece at speed 1; at 5 frames each, twice the average, half of MAX_FRAMES."""
LATENT_CHANNELS = 192
"""Width of the noise in every Piper voice of quality low and medium (VITS, Kim et al. 2021)."""
LATENT_SEED = 20_240_229


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
            for piece in sentence_pieces(text)
            for sentence in self._voice.phonemize(piece)
            for phonemes in phoneme_runs(
                sentence, round(MOST_PHONEMES * min(1.0, speed)), _is_space
            )
            if any(symbol.isalpha() for symbol in phonemes)
        ]
        if not spoken:
            raise Unspeakable("espeak finds no sound in it")
        return joined(spoken, text.split(), self._phonemes_of, self.sample_rate)

    def _say(self, phonemes: Sequence[str], speed: float) -> SpokenPiece:
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
        return SpokenPiece(
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

    def _phonemes_of(self, word: str) -> str:
        """Return the phonemes of a word said on its own."""
        if word not in self._alone:
            self._alone[word] = "".join(
                symbol for part in self._voice.phonemize(word) for symbol in part
            )
        return self._alone[word]


def _is_space(phoneme: str) -> bool:
    return phoneme == " "


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


if __name__ == "__main__":
    serve(lambda: Engine(Path(sys.argv[1])))
