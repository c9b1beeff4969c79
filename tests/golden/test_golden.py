"""Golden frames: what the renderer draws looks as it did when a person last looked at it."""

from pathlib import Path

import numpy as np
import pytest

from tests.golden import __main__ as renewing
from tests.golden import references
from tests.golden.cases import CASES, SPOKEN, Draw
from tests.golden.comparison import difference
from tests.golden.film import Film, Frame, filmed

RENEW = "look at it with `python -m tests.golden`, which renews the reference"


def reference(name: str) -> Frame:
    frame = references.read(name)
    assert frame is not None, f"{name} has no reference: {RENEW}"
    return frame


@pytest.mark.parametrize("name", CASES)
def test_it_looks_as_it_did(tmp_path: Path, name: str):
    found = difference(reference(name), CASES[name](tmp_path, 1))
    assert not found.seen, f"{name} looks different: {found}; if that is meant, {RENEW}"


def captions(ground, words: str = SPOKEN, **style) -> Draw:
    film = Film(words=words, grounds=(ground,), channel={"caption_style": {"like": "lit", **style}})
    return lambda folder, enlarged: filmed(film, folder, enlarged)


@pytest.mark.parametrize("ground", ["plain", "busy"])
@pytest.mark.parametrize(
    "change",
    [
        {"lit_colour": "FFB833"},
        {"colour": "DDE6FF"},
        {"font": "Poppins SemiBold"},
        {"size": 0.044},
        {"outline": 0.16},
        {"words": "Every road bega"},
        {"words": "Every roád began"},
        {"words": "Every road began."},
    ],
    ids=str,
)
def test_what_a_person_would_notice_is_noticed(tmp_path: Path, ground: str, change):
    changed = captions(ground, **change)(tmp_path, 1)
    assert difference(reference(f"captions-lit-{ground}"), changed).seen


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("pixels", [-3, -1, 1, 3])
def test_a_caption_that_moved_is_noticed(axis: int, pixels: int):
    before = reference("captions-lit-plain")
    assert difference(before, np.roll(before, pixels, axis)).seen


@pytest.mark.parametrize("name", ["captions-arabic", "hook", "lower-third-arabic"])
def test_a_sign_that_is_missing_is_noticed(name: str):
    before = reference(name)
    rows, columns = np.nonzero(before.min(axis=2) > 240)
    y, x = rows[len(rows) // 2], columns[len(columns) // 2]
    after = before.copy()
    after[y - 4 : y + 4, x - 3 : x + 3] = before[y - 6, x - 5]
    assert difference(before, after).seen


@pytest.mark.parametrize("name", ["captions-lit-busy", "cross-fade", "sleep-dimmed"])
def test_another_processors_rounding_is_not_noticed(name: str):
    before = reference(name)
    noise = np.random.default_rng(1).integers(-2, 3, before.shape)
    after = (before + noise).clip(0, 255).astype(np.uint8)
    assert not difference(before, after).seen


def test_every_reference_belongs_to_a_case_and_all_are_small():
    files = list(references.FOLDER.iterdir())
    assert {file.name for file in files} == {f"{name}.png" for name in CASES}
    assert sum(file.stat().st_size for file in files) < references.MOST_BYTES


def test_renewing_keeps_what_looks_the_same_and_shows_what_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    before = {name: reference(name) for name in ("hook", "captions-lit-plain")}
    monkeypatch.setattr(references, "FOLDER", tmp_path / "references")
    monkeypatch.setattr(renewing, "PROJECT", tmp_path)
    monkeypatch.setattr(renewing, "SHEET", tmp_path / ".factory" / "golden.png")
    references.write("hook", np.roll(before["hook"], 3, 0))
    references.write("captions-lit-plain", before["captions-lit-plain"])
    kept = references.file_of("captions-lit-plain").stat().st_mtime_ns
    references.write("of-no-case", before["hook"])
    assert renewing.main(["hook", "captions-lit-plain"]) == 0
    said = capsys.readouterr().out
    assert "hook: changed" in said
    assert "of-no-case: removed" in said
    assert "captions-lit-plain" not in said
    assert not difference(before["hook"], reference("hook")).seen
    assert references.file_of("captions-lit-plain").stat().st_mtime_ns == kept
    assert (tmp_path / ".factory" / "golden.png").is_file()
