"""Heeded words: a recipe holds those that change its picture, and no others."""

import ast
import inspect
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
from PIL import Image

from factory.channel.provider_settings import Pictures
from factory.depiction.depiction import Depiction
from factory.depiction.subject_rows import subjects
from resources.illustrators.scenery.illustrator import SceneryIllustrator
from resources.illustrators.scenery.painting import columns
from resources.illustrators.scenery.scene_kinds import KINDS, VOCABULARY
from tests.resources.illustrators.test_depictions import HEIGHT, WIDTH, apart


def test_a_kind_heeds_the_words_that_its_painter_asks_for_and_no_others():
    asked = {kind: _asked_for(module) for kind, module in _painters().items()}
    heeded = {name: set(kind.heeds) for name, kind in KINDS.items() if name != "planet"}
    assert {name: words for name, words in asked.items() if words or heeded.get(name)} == {
        name: words for name, words in heeded.items() if words
    }
    assert set().union(*heeded.values(), KINDS["planet"].heeds) <= VOCABULARY


def test_the_recipe_holds_the_palette_and_only_words_that_change_the_picture():
    recipe = SceneryIllustrator().recipe
    one = recipe(Pictures(), "the old lighthouse groaned in the storm", "dusk", 0)
    other = recipe(Pictures(), "the old lighthouse creaked in the storm", "dusk", 3)
    assert one == other
    assert {"lighthouse", "storm"} <= set(one["words"])
    assert recipe(Pictures(look="storm"), "", "dusk", 0) == {"palette": "storm", "words": []}


def test_a_painted_thing_is_nearer_when_it_is_seen_right_after_itself(tmp_path: Path):
    shown = Depiction(kind="thing", shows="", reason="", subject=subjects()["lighthouse"])
    illustrator = SceneryIllustrator()
    recipes = [
        illustrator.recipe(Pictures(), "", "azure", 0, shown.model_copy(update={"view": view}))
        for view in ("whole", "near")
    ]
    assert [recipe.get("view") for recipe in recipes] == [None, "near"]
    seen = []
    for recipe in recipes:
        illustrator.draw(recipe, 7, WIDTH, HEIGHT, tmp_path / "x.png")
        with Image.open(tmp_path / "x.png") as picture:
            assert picture.size == (WIDTH, HEIGHT)
            seen.append(np.asarray(picture.convert("RGB")))
    assert apart(*seen) > 4


def test_of_a_scenes_words_a_painted_thing_holds_those_that_its_scenery_heeds():
    shown = Depiction(kind="thing", shows="", reason="", subject=subjects()["iceberg"])
    words = "the captain of the fleet saw a castle and an island at night"
    recipe = SceneryIllustrator().recipe(Pictures(), words, "azure", 0, shown)
    assert recipe["words"] == sorted(["fleet", "island", "night", *subjects()["iceberg"].scenery])


def _painters() -> dict[str, list[ModuleType]]:
    """Return for each kind but the planets, which say their names one by one, the modules that paint it."""
    painters = {
        name: [sys.modules[kind.paint.__module__]]
        for name, kind in KINDS.items()
        if name != "planet"
    }
    painters["ruins"].append(columns)
    return painters


def _asked_for(modules: list[ModuleType]) -> set[str]:
    asked: set[str] = set()
    for module in modules:
        for call in ast.walk(ast.parse(inspect.getsource(module))):
            if not isinstance(call, ast.Call) or getattr(call.func, "attr", "") != "says":
                continue
            for word in call.args:
                if isinstance(word, ast.Constant):
                    asked.add(str(word.value))
                elif isinstance(word, ast.Starred) and isinstance(word.value, ast.Name):
                    asked |= set(getattr(module, word.value.id))
    return asked
