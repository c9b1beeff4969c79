"""The version of the rules changes with what they say and read, and with nothing else."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from factory.rules.registry import RULES
from factory.rules.rules_hash import version_by, version_of_one, version_of_one_by
from factory.source_code import Reader, source_of
from factory.video_formats.formats import formats
from tests.conftest import PROJECT


def reading(module: str, old: str, new: str) -> Reader:
    """Give the sources as they are, but for one text of one module."""
    text = source_of(module)
    assert text and old in text
    return lambda name: text.replace(old, new) if name == module else source_of(name)


def version(read: Reader = source_of, **changes: object) -> str:
    """Return the version under other sources, or another Short."""
    short = formats()["short"]
    profiles = {**formats(), "short": short.model_copy(update=changes)}
    return version_by(RULES.rules, read, profiles.values())


def test_it_is_the_same_as_long_as_nothing_changes():
    assert version() == RULES.version
    assert len(RULES.version) == 16


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("factory.rules.audio", "SILENT_LUFS = -50.0", "SILENT_LUFS = -51.0"),
        ("factory.rules.captions", "not difference,", "True,"),
        ("factory.rules.evidence", "(self.render.master, ", "("),
        ("factory.rules.moderation", "if not asked:", "if asked:"),
        ("factory.listing.platform_limits", "most_hashtags=60", "most_hashtags=61"),
        ("factory.presets.fonts", '"OFL-1.1"', '"MIT"'),
        ("factory.text.forbidden_words", "casefold", "lower"),
    ],
)
def test_a_rule_or_limit_that_changes_makes_another_version(module: str, old: str, new: str):
    assert version(reading(module, old, new)) != RULES.version


def test_a_limit_of_a_format_makes_another_version():
    length = formats()["short"].length.model_copy(update={"max_seconds": 60.0})
    assert version(length=length) != RULES.version


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("factory.rules.audio", "SILENT_LUFS = -50.0", "SILENT_LUFS = -50.0  # measured"),
        ("factory.rules.audio", "SILENT_LUFS = -50.0", "\n\n\nSILENT_LUFS = (\n    -50.0\n)"),
        ("factory.rules.audio", "Quieter than this", "Softer than this"),
    ],
    ids=["comment", "layout", "docstring"],
)
def test_comments_and_layout_do_not(module: str, old: str, new: str):
    assert version(reading(module, old, new)) == RULES.version


def test_a_rule_has_a_version_of_its_own_that_no_other_rule_changes():
    (silent,) = (one for one in RULES.rules if one.name == "narration_is_not_silent")
    (pace,) = (one for one in RULES.rules if one.name == "pace_of_speech_is_natural")
    louder = reading("factory.rules.audio", "SILENT_LUFS = -50.0", "SILENT_LUFS = -51.0")
    everything = formats().values()
    assert version_of_one_by(silent, source_of, everything) == version_of_one(silent)
    assert version_of_one_by(silent, louder, everything) != version_of_one(silent)
    assert version_of_one_by(pace, louder, everything) == version_of_one(pace)


def test_a_limit_of_a_format_is_part_of_the_rules_that_speak_of_it_alone():
    (silent,) = (one for one in RULES.rules if one.name == "narration_is_not_silent")
    without_clips = [one for one in formats().values() if one.name != "clip"]
    assert version_of_one_by(silent, source_of, without_clips) == version_of_one(silent)
    assert version_of_one_by(silent, source_of, without_clips[1:]) != version_of_one(silent)


def test_a_rule_of_another_severity_or_place_makes_another_version():
    first, *rest = RULES.rules
    everything = formats().values()
    for rules in (rest, [*rest, first]):
        assert version_by(tuple(rules), source_of, everything) != RULES.version


CODE_GOES_WHILE_IT_RUNS = """
from factory.rules.registry import RULES
from pathlib import Path
for file in Path("factory").rglob("*.py"):
    file.unlink()
print(RULES.version)
"""


def test_a_process_knows_the_version_it_runs_though_its_files_have_gone_meanwhile(tmp_path: Path):
    shutil.copytree(PROJECT / "factory", tmp_path / "factory")
    found = subprocess.run(
        [sys.executable, "-P", "-c", CODE_GOES_WHILE_IT_RUNS],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == RULES.version
