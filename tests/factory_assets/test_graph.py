"""The asset graph itself: what depends on what, and what everybody may rely on."""

from typing import Any

import dagster as dg
from dagster._core.storage.tags import TagType, get_tag_type
from inline_snapshot import snapshot

from factory.rules.registry import LAST_STAGE, RULES
from factory.workflow.launch import PHASE, Launch
from factory_assets.analytics.asset import USUAL_VIEWS
from factory_assets.stage.checks import TOGETHER
from factory_assets.stage.day_partition import DAYS, PLANNED_DAYS
from factory_assets.stage.jobs import ANALYTICS
from factory_assets.stage.video_partition import VIDEOS
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
            "uploads/tiktok": ["releases"],
            "uploads/instagram": ["releases"],
            "analytics/daily_metrics": [],
            "analytics/channel_days": ["analytics/daily_metrics"],
            "analytics/new_videos": ["analytics/daily_metrics"],
            "analytics/cost_and_return": ["analytics/daily_metrics"],
            "analytics/video_files": ["analytics/daily_metrics"],
            "analytics/reach": ["analytics/daily_metrics"],
            "analytics/audience": ["analytics/daily_metrics"],
            "analytics/traffic": ["analytics/daily_metrics"],
            "analytics/retention": ["analytics/daily_metrics"],
            "analytics/scene_retention": ["analytics/retention"],
            "idea_performance": ["analytics/daily_metrics"],
            "ideas": ["idea_performance"],
        }
    )


def test_every_asset_is_keyed_by_video_or_by_day_and_says_what_it_is():
    for key in graph().get_all_asset_keys():
        node = graph().get(key)
        name = key.to_user_string()
        days = {"ideas": PLANNED_DAYS, "idea_performance": DAYS}
        usual = DAYS if name.startswith(f"{ANALYTICS}/") else VIDEOS
        assert node.partitions_def == days.get(name, usual), name
        assert node.description, key
        assert node.owners, key
        assert node.kinds, key


def test_all_assets_are_one_group_which_dagster_shows_open():
    assert {graph().get(key).group_name for key in graph().get_all_asset_keys()} == {"videos"}


def test_a_releases_rules_are_checks_of_their_own_and_a_stages_one_each_with_a_status_per_video():
    declared = {(key.asset_key.to_user_string(), key.name) for key in graph().asset_check_keys}
    own = {(rule.stage, rule.name) for rule in RULES.of(LAST_STAGE)}
    stages = {(stage, TOGETHER) for stage in RULES.stages if stage != LAST_STAGE}
    assert declared == own | stages | {(f"{ANALYTICS}/channel_days", USUAL_VIEWS)}
    for key in graph().asset_check_keys:
        usual = DAYS if key.name == USUAL_VIEWS else VIDEOS
        assert graph().get(key).partitions_def == usual, key
        spec = graph().get(key)
        named = RULES.of(key.asset_key.to_user_string()) if key.name == TOGETHER else ()
        assert all(rule.name in spec.description for rule in named), key


def test_no_asset_is_started_by_an_automation_condition():
    assert not [
        key for key in graph().get_all_asset_keys() if graph().get(key).automation_condition
    ]


def test_no_page_repeats_in_tags_what_a_runs_job_and_partition_say():
    launch = Launch(
        7,
        "a-video",
        "plan",
        1,
        0,
        0,
        owner_is_dead=False,
        reason="",
        claimed_by="",
        run_id=None,
        turn=3,
    )
    tags = [launch.tags, *(job.run_tags for job in defs().resolve_all_job_defs())]
    assert all(PHASE in job for job in tags[1:] if job)
    shown = {key for some in tags for key in some if get_tag_type(key) is TagType.USER_PROVIDED}
    assert shown == set()
