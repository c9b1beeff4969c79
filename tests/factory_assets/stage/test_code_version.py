"""An asset has a new version when its stage's code says something else, and only then."""

import dagster as dg
import pytest

from factory.source_code import Reader, source_of
from factory_assets.stage.code_version import code_version
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
        ("factory.speech.assembly", "return", "return None or"),
    ],
)
def test_a_stage_and_what_it_reaches_decide_its_version(module: str, old: str, new: str):
    assert code_version(AUDIO, reading(module, old, new)) != code_version(AUDIO)


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
    assert code_version(AUDIO, reading(module, old, new)) == code_version(AUDIO)
