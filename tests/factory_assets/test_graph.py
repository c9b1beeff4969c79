"""The asset graph itself: what depends on what, and what everybody may rely on."""

from typing import Any

import dagster as dg
from inline_snapshot import snapshot

from factory.rules.registry import LAST_STAGE, RULES
from factory_assets.stage.checks import TOGETHER
from factory_assets.stage.partitions import VIDEOS
from wiring.definitions import defs


def graph() -> Any:
    return defs().resolve_asset_graph()


def test_the_code_location_loads_without_any_environment(monkeypatch):
    for name in ("FACTORY_DAGSTER_PG_URL", "DATABASE_URL", "DAGSTER_HOME", "FACTORY_HOME"):
        monkeypatch.delenv(name, raising=False)
    dg.Definitions.validate_loadable(defs())


def test_the_graph_is_the_one_the_readme_draws():
    edges = {
        key.to_user_string(): sorted(p.to_user_string() for p in graph().get(key).parent_keys)
        for key in graph().get_all_asset_keys()
    }
    assert edges == snapshot(
        {
            "briefs": [],
            "scripts": ["briefs"],
            "audio": ["scripts"],
            "visuals": ["scripts"],
            "captions": ["audio"],
            "listings": ["audio", "scripts", "visuals"],
            "renders": ["audio", "captions", "visuals"],
            "reviews": ["renders"],
            "releases": ["captions", "listings", "renders", "reviews"],
            "uploads/outbox": ["releases"],
            "uploads/youtube": ["releases"],
        }
    )


def test_every_asset_is_keyed_by_video_and_says_what_it_is():
    for key in graph().get_all_asset_keys():
        node = graph().get(key)
        assert node.partitions_def == VIDEOS, key
        assert node.description, key
        assert node.owners, key
        assert node.kinds, key


def test_all_assets_are_one_group_which_dagster_shows_open():
    assert {graph().get(key).group_name for key in graph().get_all_asset_keys()} == {"videos"}


def test_a_releases_rules_are_checks_of_their_own_and_a_stages_one_each_with_a_status_per_video():
    declared = {(key.asset_key.to_user_string(), key.name) for key in graph().asset_check_keys}
    own = {(rule.stage, rule.name) for rule in RULES.of(LAST_STAGE)}
    assert declared == own | {(stage, TOGETHER) for stage in RULES.stages if stage != LAST_STAGE}
    for key in graph().asset_check_keys:
        assert graph().get(key).partitions_def == VIDEOS, key
        spec = graph().get(key)
        named = RULES.of(key.asset_key.to_user_string()) if key.name == TOGETHER else ()
        assert all(rule.name in spec.description for rule in named), key


def test_no_asset_is_started_by_an_automation_condition():
    assert not [
        key for key in graph().get_all_asset_keys() if graph().get(key).automation_condition
    ]
