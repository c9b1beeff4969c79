"""A BERT encoder in numpy: sentences become vectors, the nearer in meaning the nearer in angle.

J. Devlin and others, BERT, 2019; the mean over tokens: N. Reimers and I. Gurevych, Sentence-BERT, 2019.
Weights are read where they lie (safetensors), so that they cost no memory of their own.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
LAYERS: Final = 6
HEADS: Final = 12
EPSILON: Final = 1e-12
OUT_OF_SIGHT: Final = np.float32(-1e9)
"""What is added to the score of a token that only fills a row up."""


class BertEncoder:
    """Reads the weights of a file, and encodes rows of tokens.

    Args:
        weights: a safetensors file of `BertModel` with 6 layers and 12 heads, float32.
    """

    def __init__(self, weights: Path) -> None:
        self._of = read_safetensors(weights)

    def encode(self, tokens: NDArray[np.int64], real: NDArray[np.bool_]) -> Floats:
        """Return unit vectors, shape (n, width).

        Args:
            tokens: shape (n, length).
            real: same shape; False where a row is filled up.
        """
        of = self._of
        state = of["embeddings.word_embeddings.weight"][tokens]
        state = state + of["embeddings.position_embeddings.weight"][: tokens.shape[1]]
        state = state + of["embeddings.token_type_embeddings.weight"][0]
        state = self._normed(state, "embeddings.LayerNorm")
        hidden = np.where(real, np.float32(0), OUT_OF_SIGHT)[:, None, None, :]
        for number in range(LAYERS):
            state = self._layer(state, hidden, f"encoder.layer.{number}")
        kept = real[:, :, None].astype(np.float32)
        mean = (state * kept).sum(1) / kept.sum(1)
        return mean / np.linalg.norm(mean, axis=1, keepdims=True)

    def _layer(self, state: Floats, hidden: Floats, name: str) -> Floats:
        attended = self._attention(state, hidden, f"{name}.attention.self")
        out = self._linear(attended, f"{name}.attention.output.dense")
        state = self._normed(state + out, f"{name}.attention.output.LayerNorm")
        wide = gelu(self._linear(state, f"{name}.intermediate.dense"))
        out = self._linear(wide, f"{name}.output.dense")
        return self._normed(state + out, f"{name}.output.LayerNorm")

    def _attention(self, state: Floats, hidden: Floats, name: str) -> Floats:
        rows, length, width = state.shape
        query, key, value = (
            self._linear(state, f"{name}.{one}")
            .reshape(rows, length, HEADS, width // HEADS)
            .transpose(0, 2, 1, 3)
            for one in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(width // HEADS)) + hidden
        weights = np.exp(scores - scores.max(-1, keepdims=True))
        weights /= weights.sum(-1, keepdims=True)
        return (weights @ value).transpose(0, 2, 1, 3).reshape(rows, length, width)

    def _linear(self, state: Floats, name: str) -> Floats:
        return state @ self._of[f"{name}.weight"].T + self._of[f"{name}.bias"]

    def _normed(self, state: Floats, name: str) -> Floats:
        centred = state - state.mean(-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(-1, keepdims=True) + np.float32(EPSILON))
        return centred / spread * self._of[f"{name}.weight"] + self._of[f"{name}.bias"]


def gelu(x: Floats) -> Floats:
    """Return x times the share of a normal distribution below x.

    The error function by M. Abramowitz and I. Stegun, 7.1.26: off by 1.5e-7 at most.
    """
    z = np.abs(x) / np.float32(np.sqrt(2))
    t = 1 / (1 + np.float32(0.3275911) * z)
    tail = np.zeros_like(t)
    for factor in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail = (tail + np.float32(factor)) * t
    erf = np.sign(x) * (1 - tail * np.exp(-z * z))
    return (x * (1 + erf) / 2).astype(np.float32)


def read_safetensors(file: Path) -> Mapping[str, Floats]:
    """Return the float32 tensors of a file by name, mapped from disk.

    The format: 8 bytes of length, so much JSON with shapes and offsets, then the numbers
    (https://huggingface.co/docs/safetensors/en/index#format).
    """
    with file.open("rb") as opened:
        (length,) = struct.unpack("<Q", opened.read(8))
        header = json.loads(opened.read(length))
    mapped = np.memmap(file, np.uint8, "r", offset=8 + length)
    return {
        name: mapped[slice(*facts["data_offsets"])].view(np.float32).reshape(facts["shape"])
        for name, facts in header.items()
        if facts.get("dtype") == "F32"
    }


def rows_of(written: Sequence[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return sentences of tokens as rows of one length, and where they are not filled up."""
    longest = max(map(len, written))
    tokens = np.zeros((len(written), longest), np.int64)
    real = np.zeros((len(written), longest), np.bool_)
    for row, sentence in enumerate(written):
        tokens[row, : len(sentence)] = sentence
        real[row, : len(sentence)] = True
    return tokens, real
