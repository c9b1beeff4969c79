"""The encoder of titles: its numbers, on weights of a tenth of a thousandth of the real size."""

import json
import math
import struct
from pathlib import Path

import numpy as np
import pytest

from resources.meanings.bert import HEADS, LAYERS, BertEncoder, gelu, read_safetensors, rows_of

WIDTH, WIDER, WORDS, LONGEST = HEADS * 2, 16, 20, 8


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    chance = np.random.default_rng(3)
    shapes = {
        "embeddings.word_embeddings.weight": (WORDS, WIDTH),
        "embeddings.position_embeddings.weight": (LONGEST, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        **normed("embeddings.LayerNorm"),
    }
    for n in range(LAYERS):
        layer = f"encoder.layer.{n}"
        for name in ("query", "key", "value"):
            shapes |= linear(f"{layer}.attention.self.{name}", WIDTH, WIDTH)
        shapes |= linear(f"{layer}.attention.output.dense", WIDTH, WIDTH)
        shapes |= normed(f"{layer}.attention.output.LayerNorm")
        shapes |= linear(f"{layer}.intermediate.dense", WIDER, WIDTH)
        shapes |= linear(f"{layer}.output.dense", WIDTH, WIDER)
        shapes |= normed(f"{layer}.output.LayerNorm")
    file = tmp_path_factory.mktemp("weights") / "model.safetensors"
    write(
        file,
        {
            name: chance.normal(0, 0.3, size) + name.endswith("Norm.weight")
            for name, size in shapes.items()
        },
    )
    return file


def linear(name: str, out: int, into: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (out, into), f"{name}.bias": (out,)}


def normed(name: str) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (WIDTH,), f"{name}.bias": (WIDTH,)}


def write(file: Path, tensors: dict[str, np.ndarray]) -> None:
    header, body = {}, b""
    for name, tensor in tensors.items():
        packed = tensor.astype("<f4").tobytes()
        offsets = [len(body), len(body) + len(packed)]
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": offsets}
        body += packed
    told = json.dumps(header).encode()
    file.write_bytes(struct.pack("<Q", len(told)) + told + body)


def test_tensors_are_read_as_they_were_written(tmp_path: Path):
    tensor = np.arange(6).reshape(2, 3)
    write(tmp_path / "one", {"other": np.ones(5), "it": tensor})
    assert (read_safetensors(tmp_path / "one")["it"] == tensor).all()


def test_gelu_is_that_of_the_error_function():
    x = np.linspace(-6, 6, 241, dtype=np.float32)
    exact = [value * (1 + math.erf(value / math.sqrt(2))) / 2 for value in x.tolist()]
    assert gelu(x) == pytest.approx(exact, abs=2e-6)


def test_a_vector_has_length_one_and_does_not_follow_from_what_else_is_asked(weights: Path):
    encoder = BertEncoder(weights)
    together = encoder.encode(*rows_of([[1, 2, 3], [1, 5, 6, 7, 8, 3], [1, 9, 3]]))
    assert np.linalg.norm(together, axis=1) == pytest.approx([1, 1, 1])
    for row, sentence in enumerate(([1, 2, 3], [1, 5, 6, 7, 8, 3], [1, 9, 3])):
        alone = encoder.encode(*rows_of([sentence]))
        assert alone[0] == pytest.approx(together[row], abs=1e-5)
    assert np.abs(together[0] - together[2]).max() > 0.01


def test_the_order_of_words_counts(weights: Path):
    encoder = BertEncoder(weights)
    one, other = encoder.encode(*rows_of([[1, 4, 5, 3], [1, 5, 4, 3]]))
    assert np.abs(one - other).max() > 0.01
