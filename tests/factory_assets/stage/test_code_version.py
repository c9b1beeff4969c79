"""An asset has a new version when its stage's code says something else, and only then."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import dagster as dg
import pytest

from factory.source_code import Reader, source_of
from factory_assets.stage.code_version import code_version, version_by
from factory_assets.stage.kept_versions import kept_version
from wiring.definitions import defs

AUDIO = "factory_assets.audio.asset"


def reading(module: str, old: str, new: str) -> Reader:
    """Give the sources as they are, but for one text of one module."""
    text = source_of(module)
    assert text and old in text
    return lambda name: text.replace(old, new) if name == module else source_of(name)


def test_every_asset_that_is_made_here_says_its_codes_version():
    made = [one for one in defs().assets or () if isinstance(one, dg.AssetsDefinition)]
    versions = {
        (one.op.compute_fn.decorated_fn.__module__, version)  # type: ignore[union-attr]
        for one in made
        for version in one.code_versions_by_key.values()
    }
    modules, known = zip(*versions, strict=True)
    assert all(version and len(version) == 16 for version in known)
    assert len(versions) == len(set(modules)) == len(set(known)) > 9


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("factory_assets.audio.narration", 'kind="narration"', 'kind="speech"'),
        ("factory_assets.audio.sentences", "return", "return None or"),
        ("factory.speech.narration_assembly", "return", "return None or"),
    ],
)
def test_a_stage_and_what_it_reaches_decide_its_version(module: str, old: str, new: str):
    assert version_by(AUDIO, reading(module, old, new)) != version_by(AUDIO, source_of)


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        (AUDIO, "import dagster as dg", "# Dagster runs it.\n\nimport dagster as dg"),
        ("factory_assets.visuals.pictures", "return", "return None or"),
        ("factory.rules.audio", "-50.0", "-51.0"),
    ],
    ids=["comment", "another stage", "a rule"],
)
def test_layout_other_stages_and_rules_do_not(module: str, old: str, new: str):
    assert version_by(AUDIO, reading(module, old, new)) == code_version(AUDIO)


def package(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> str:
    """Write a package of one module and let it be found."""
    (folder / name).mkdir(exist_ok=True)
    (folder / name / "__init__.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(folder), *sys.path])
    return name


def never() -> str:
    raise AssertionError("it was worked out again")


def always(version: str) -> Callable[[], str]:
    return lambda: version


def test_a_version_is_worked_out_once_while_no_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    kept, one = tmp_path / "kept.json", package(tmp_path, monkeypatch, "kept_one", "A = 1\n")
    assert kept_version("m", (one,), always("first"), kept) == "first"
    assert kept_version("m", (one,), never, kept) == "first"
    assert kept_version("n", (one,), always("other"), kept) == "other"
    assert kept_version("m", (one,), never, kept) == "first"
    os.utime(tmp_path / one / "__init__.py", (0, 0))  # as where an image lays it
    assert kept_version("m", (one,), never, kept) == "first"
    two = package(tmp_path, monkeypatch, "kept_two", "A = 1, 2\n")
    assert kept_version("m", (one, two), always("second"), kept) == "second"


@pytest.mark.parametrize("said", [b"", b"[]", b'{"state": 1}', b"\xff"])
def test_a_damaged_file_of_versions_is_written_anew(
    said: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    kept, one = tmp_path / "kept.json", package(tmp_path, monkeypatch, "kept_three", "A = 1\n")
    kept.write_bytes(said)
    assert kept_version("m", (one,), always("first"), kept) == "first"
    assert kept_version("m", (one,), never, kept) == "first"


def test_where_nothing_can_be_written_versions_are_worked_out_each_time(tmp_path: Path):
    nowhere = tmp_path / "missing" / "kept.json"
    assert kept_version("m", ("factory_assets",), always("first"), nowhere) == "first"
    assert not nowhere.parent.exists()
