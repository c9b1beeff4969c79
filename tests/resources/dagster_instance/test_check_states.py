"""How videos stand with checks: the stock answer, in a few queries whatever the number of videos."""

import warnings

import dagster as dg
from dagster._core.definitions.partitions.context import partition_loading_context
from dagster._core.storage.asset_check_state import (
    AssetCheckState,
    bulk_update_asset_check_state,
)
from sqlalchemy import event

VIDEOS = dg.DynamicPartitionsDefinition(name="videos")
KEY = dg.AssetCheckKey(dg.AssetKey("films"), "holds")
BAD = {"bad", "died"}

with warnings.catch_warnings():
    warnings.simplefilter("ignore", dg.PreviewWarning)
    SPEC = dg.AssetCheckSpec("holds", asset="films", partitions_def=VIDEOS)


@dg.asset(partitions_def=VIDEOS, check_specs=[SPEC])
def films(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    if context.partition_key == "died":
        raise dg.Failure("on purpose", allow_retries=False)
    passed = context.partition_key not in BAD
    return dg.MaterializeResult(check_results=[dg.AssetCheckResult(passed=passed)])


def state(instance: dg.DagsterInstance) -> AssetCheckState:
    return instance.event_log_storage.get_asset_check_state([(KEY, VIDEOS)])[KEY]


def make(instance: dg.DagsterInstance, *videos: str) -> None:
    instance.add_dynamic_partitions("videos", list(videos))
    for video in videos:
        dg.materialize([films], partition_key=video, instance=instance, raise_on_error=False)


def stood(state: AssetCheckState) -> dict[str, set[str]]:
    return {
        status.value: set(subset.subset_value.get_partition_keys())
        for status, subset in state.subsets.items()
        if not subset.is_empty
    }


def test_every_video_stands_with_a_check_as_dagster_itself_would_say(instance):
    make(instance, "good", "bad", "died", "gone", "anew")
    instance.delete_dynamic_partition("videos", "gone")
    instance.report_runless_asset_event(dg.AssetMaterialization("films", partition="anew"))
    with partition_loading_context(dynamic_partitions_store=instance):
        stock = bulk_update_asset_check_state(
            instance, [(KEY, VIDEOS)], initial_states={KEY: AssetCheckState.empty()}
        )[KEY]
    ours = state(instance)
    assert stood(ours) == stood(stock)
    assert stood(ours)["SUCCEEDED"] == {"good"}
    assert stood(ours)["FAILED"] == {"bad"}
    assert ours.latest_storage_id == stock.latest_storage_id


def test_how_videos_stand_is_asked_in_as_many_queries_for_many_as_for_one(instance):
    asked: list[str] = []
    event.listen(
        instance.event_log_storage._engine,
        "before_cursor_execute",
        lambda connection, cursor, statement, *rest: asked.append(statement),
    )
    counts = []
    for videos in (["one"], ["two", "three", "four"]):
        make(instance, *videos)
        asked.clear()
        state(instance)
        counts.append(len(asked))
    assert counts[1] <= counts[0]
